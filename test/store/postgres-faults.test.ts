import { expect } from 'chai';
import { sql } from 'kysely';
import { Client } from 'pg';
import { DatabaseUnavailableError } from '../../src/store/database-failure.ts';
import { MAINTENANCE_LIMITS, WORK_LIMITS } from '../../src/store/postgres/limits.ts';
import { openPostgres } from '../../src/store/postgres/open-postgres.ts';
import { createOutageLog } from '../../src/store/postgres/outage-log.ts';
import { openStore, type Store, type StoreOptions } from '../../src/store/store.ts';
import {
  type PostgresServer,
  SCRATCH_SETTINGS,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { recordLog } from '../support/record-log.ts';
import { rejectionOf } from '../support/rejection.ts';
import { silentLog } from '../support/store.ts';
import { until } from '../support/turns.ts';

describe('PostgreSQL connections', () => {
  let server: PostgresServer;
  let databaseUrl: string;
  const opened: Store[] = [];

  before(async () => {
    server = await startPostgresServer(SCRATCH_SETTINGS);
    databaseUrl = await server.createDatabase();
    await (await openStore({ dataDir: '', databaseUrl, log: silentLog })).close();
  });
  afterEach(async () => {
    server.thaw();
    for (const store of opened.splice(0)) await store.close();
  });
  after(() => server.close());

  const open = async (options: Partial<StoreOptions> = {}) => {
    const store = await openStore({ dataDir: '', databaseUrl, log: silentLog, ...options });
    opened.push(store);
    return store;
  };

  // An error event nobody listens to would fail the run as an uncaught exception.
  it('fails the running transaction when the server cuts its connection, and replaces the connection', async () => {
    const store = await open();
    const cut = store.db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      await server.terminateConnections();
      // The cut arrives while nothing is asked on this connection.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await sql`select 2`.execute(trx);
    });
    expect(await rejectionOf(cut)).to.be.instanceOf(DatabaseUnavailableError);
    const { rows } = await sql<{ two: number }>`select 2 as two`.execute(store.db);
    expect(rows).to.deep.equal([{ two: 2 }]);
  });

  it('drops connections to a frozen server, and reconnects when the server responds again', async () => {
    const { log, lines } = recordLog();
    const store = await open({ limits: { ...WORK_LIMITS, answerMs: 300 }, log });
    await sql`select 1`.execute(store.db);
    server.freeze();
    const error = await rejectionOf(sql`select 1`.execute(store.db));
    expect(error).to.be.instanceOf(DatabaseUnavailableError).and.to.include({ code: 'no-answer' });
    const ready = await rejectionOf(store.ready(200));
    expect(ready.message).to.equal('no answer within 200 ms');
    server.thaw();
    await until(() => sql`select 1`.execute(store.db).then(yes, no));
    await until(() => store.ready().then(yes, no));
    const outage = lines.filter(({ msg }) => msg === 'database unavailable');
    expect(outage).to.deep.include.members([{ ...outage[0], code: 'no-answer' }]);
  });

  it('gives up on slow statements, locks and idle transactions after their limits', async () => {
    const limits = { statementMs: 200, lockMs: 100, idleInTransactionMs: 150, answerMs: 5_000 };
    const store = await open({ limits });
    const slow = await rejectionOf(sql`select pg_sleep(5)`.execute(store.db));
    expect(slow).to.be.instanceOf(DatabaseUnavailableError).and.to.include({ code: '57014' });
    const idle = store.db.transaction().execute(async (trx) => {
      await sql`lock table inbox in access exclusive mode`.execute(trx);
      const locked = await rejectionOf(sql`select count(*) from inbox`.execute(store.db));
      expect(locked).to.be.instanceOf(DatabaseUnavailableError).and.to.include({ code: '55P03' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      await sql`select 1`.execute(trx);
    });
    expect(await rejectionOf(idle)).to.be.instanceOf(DatabaseUnavailableError);
    await sql`select 1`.execute(store.db);
  });

  it('applies longer limits to migrations and pruning on the same pool', async () => {
    const { pool, work, maintenance } = await openPostgres({
      databaseUrl,
      connections: 3,
      limits: WORK_LIMITS,
      log: silentLog,
    });
    const limit = async (view: typeof work) => {
      const [row] = (
        await view.query<{ setting: number }>(
          "select setting::int from pg_settings where name = 'statement_timeout'",
        )
      ).rows;
      return row?.setting;
    };
    for (const view of [work, maintenance, work, maintenance, work]) {
      const { statementMs } = view === work ? WORK_LIMITS : MAINTENANCE_LIMITS;
      expect(await limit(view)).to.equal(statementMs);
    }
    expect(pool.totalCount).to.equal(1);
    await pool.end();
  });

  for (const connections of [5, 3]) {
    it(`opens at most ${connections} connections under load, with jobs, change feed and readiness checks`, async () => {
      const store = await open({ connections });
      store.changes.listen(() => {});
      let most = 0;
      const work = Array.from({ length: 40 }, async (_, index) => {
        store.changes.publish('turn', `web:${index}`);
        await store.jobs.getQueues();
        await store.ready();
        await sql`select pg_sleep(0.02)`.execute(store.db);
      });
      const counting = Promise.all(work).then(() => 'done');
      while ((await Promise.race([counting, count()])) !== 'done') {
        most = Math.max(most, Number(await count()));
      }
      expect(most).to.equal(connections);
    });
  }

  it('rejects too many connections at the start in one line, and warns with numbers if they barely fit', async () => {
    await server.query(
      "create role small login password 'only-for-tests' connection limit 4 superuser",
    );
    const url = new URL(databaseUrl);
    url.username = 'small';
    const refusal = await rejectionOf(open({ databaseUrl: url.href }));
    expect(refusal).to.include({ code: 'config' });
    expect(refusal.message).to.match(
      /^DATABASE_CONNECTIONS: [^\n]* 5 connections, and PostgreSQL allows 4 in all;[^\n]*$/,
    );
    const { log, lines } = recordLog();
    await open({ databaseUrl: url.href, connections: 3, log });
    expect(
      lines.map(({ msg, connections, allowed }) => ({ msg, connections, allowed })),
    ).to.deep.equal([
      {
        msg: 'database connections tight: another process will not fit',
        connections: 3,
        allowed: 4,
      },
    ]);
  });

  async function count(): Promise<number> {
    const client = new Client({ connectionString: databaseUrl, application_name: 'counter' });
    await client.connect();
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int from pg_stat_activity where datname = current_database() and application_name <> 'counter'",
    );
    await client.end();
    return rows[0]?.count ?? 0;
  }
});

const yes = () => true;
const no = () => false;

describe('outage log', () => {
  it('logs the start of an outage in one line, however many statements fail', () => {
    const { log, lines } = recordLog();
    const outages = createOutageLog(log);
    for (let count = 0; count < 50; count += 1)
      outages.failed(new DatabaseUnavailableError('57P01'));
    // Something answered in the middle of it does not end it.
    outages.answered();
    outages.failed(new DatabaseUnavailableError('ECONNREFUSED'));
    expect(lines.map(({ msg, code }) => [msg, code])).to.deep.equal([
      ['database unavailable', '57P01'],
    ]);
  });
});
