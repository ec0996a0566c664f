import { PGlite } from '@electric-sql/pglite';
import { expect } from 'chai';
import { PgBoss } from 'pg-boss';
import { STEADY_CLOCK } from '../../src/store/steady-clock.ts';
import { JOBS } from '../../src/store/store.ts';
import { type TimeOfDay, takeTimeOfDay } from '../support/time-of-day.ts';
import { until } from '../support/turns.ts';

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;

describe('job queue clock', () => {
  let time: TimeOfDay;
  beforeEach(() => {
    time = takeTimeOfDay();
  });
  afterEach(() => time.restore());

  it('keeps advancing when the system time is set back by a month', () => {
    const before = STEADY_CLOCK.now();
    time.aheadMs = -MONTH_MS;
    expect(STEADY_CLOCK.now()).to.be.within(before, before + 60_000);
  });

  it('lets the queue maintain its jobs as before, without a warning', async () => {
    const pglite = await PGlite.create();
    let rounds = 0;
    const db = {
      async executeSql(text: string, values: unknown[] = []) {
        if (text.includes('monitor_on')) rounds += 1;
        if (values.length > 0) return pglite.query(text, values);
        return (await pglite.exec(text)).at(-1) ?? { rows: [] };
      },
    };
    const warnings: string[] = [];
    const warn = ({ name }: Error) => void warnings.push(name);
    process.on('warning', warn);
    const jobs = new PgBoss({
      ...JOBS,
      superviseIntervalSeconds: 1,
      db,
      backend: 'pglite',
      monitorVacuum: false,
    });
    await jobs.start();
    await jobs.createQueue('some');
    time.aheadMs = -MONTH_MS;
    const before = rounds;
    await until(() => rounds > before, 20_000);
    await jobs.stop({ graceful: false });
    await pglite.close();
    process.off('warning', warn);
    expect(warnings).to.deep.equal([]);
  });
});
