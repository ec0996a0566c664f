import { expect } from 'chai';
import { instantOf, wallClock } from '../../../src/conversation/details/wall-clock.ts';

describe('local time', () => {
  it('is the same instant for everybody', () => {
    expect(instantOf('2026-11-22T09:15', 'Asia/Shanghai')).to.equal('2026-11-22T01:15:00.000Z');
    expect(instantOf('2026-07-01T09:15', 'America/New_York')).to.equal('2026-07-01T13:15:00.000Z');
  });

  it('is right on both sides of a change of the clock', () => {
    for (const local of ['2026-10-25T01:30', '2026-10-25T03:30', '2026-03-29T03:00']) {
      const instant = instantOf(local, 'Europe/Berlin') ?? '';
      expect(wallClock(instant, 'Europe/Berlin'), local).to.equal(local);
    }
  });

  it('is no instant if the zone is unknown or the time is none', () => {
    expect(instantOf('2026-11-22T09:15', null)).to.equal(null);
    expect(instantOf('2026-11-22T09:15', 'Mars/Olympus')).to.equal(null);
    expect(instantOf('at nine', 'Europe/Berlin')).to.equal(null);
  });
});
