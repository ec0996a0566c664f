import { expect } from 'chai';
import { createPacer } from '../../../../src/channels/web/inbound/rate-limit.ts';

describe('the rate limit of a session', () => {
  it('allows a burst, then the rate at which it refills', () => {
    const pacer = createPacer({ burst: 3, perSecond: 0.5 });
    expect([1, 2, 3].map(() => pacer.take('web:a', 0))).to.deep.equal([0, 0, 0]);
    expect(pacer.take('web:a', 0)).to.equal(2);
    expect(pacer.take('web:a', 1000)).to.equal(1);
    expect(pacer.take('web:a', 2000)).to.equal(0);
    expect(pacer.take('web:a', 2000)).to.equal(2);
  });

  it('refills no further than the burst, even after a long idle time', () => {
    const pacer = createPacer({ burst: 2, perSecond: 1 });
    pacer.take('web:a', 0);
    expect([1, 2, 3].map(() => pacer.take('web:a', 3_600_000))).to.deep.equal([0, 0, 1]);
  });

  it('counts each session separately, and tolerates a clock set back', () => {
    const pacer = createPacer({ burst: 1, perSecond: 1 });
    expect(pacer.take('web:a', 5000)).to.equal(0);
    expect(pacer.take('web:b', 5000)).to.equal(0);
    expect(pacer.take('web:a', 1000)).to.equal(1);
  });
});
