import { expect } from 'chai';
import { startClosing } from '../../../src/helpdesk/tickets/closing-schedule.ts';
import { recordLog } from '../../support/record-log.ts';
import { until } from '../../support/turns.ts';

describe('automatic closing of resolved tickets', () => {
  it('keeps closing resolved tickets on schedule, also after a failure, until stopped', async () => {
    const { log, lines } = recordLog();
    const asked: number[] = [];
    const closeResolved = async (days: number) => {
      asked.push(days);
      if (asked.length === 1) throw new Error('the database is away');
      return asked.length === 2 ? 3 : 0;
    };
    const stop = startClosing({ closeResolved }, 5, log, { firstAfterMs: 1, everyMs: 5 });
    await until(() => asked.length >= 4);
    await stop();
    const count = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked).to.have.length(count);
    expect(new Set(asked)).to.deep.equal(new Set([5]));
    expect(lines.map(({ msg }) => msg)).to.deep.equal([
      'helpdesk: closing resolved tickets failed, retry scheduled',
      'helpdesk: resolved tickets closed',
    ]);
    expect(lines[1]).to.include({ closed: 3 });
  });
});
