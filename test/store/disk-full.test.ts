import { expect } from 'chai';
import { sql } from 'kysely';
import { openStore, type Store } from '../../src/store/store.ts';
import { fillDisk } from '../support/full-disk.ts';
import { recordLog } from '../support/record-log.ts';
import { rejectionOf } from '../support/rejection.ts';
import { freshDataDir, openFreshStore, silentLog } from '../support/store.ts';
import { until } from '../support/turns.ts';

/** More than one file of the write-ahead log holds. */
const LOG_FILE_BYTES = 16 * 1024 * 1024;
const ROW_BYTES = 1_000_000;

describe('disk that fills up during work', function () {
  this.timeout(60_000);
  let relieve = () => {};
  afterEach(() => relieve());

  it('fails only the statement that needs more space', async () => {
    const store = await openFreshStore();
    relieve = fillDisk();
    const error = await rejectionOf(fill(store, 40));
    expect(error).to.include({ code: '53100' });
    expect(store.disk.state(), 'known at once').to.equal('full');
    await sql`select 1`.execute(store.db);
    relieve();
    await fill(store, 1);
    await store.close();
  });

  it('stops the engine if its log cannot grow, keeps all acknowledged writes, and resumes once there is space', async () => {
    const { log, lines } = recordLog();
    const dataDir = await freshDataDir();
    const store = await openStore({ dataDir, databaseUrl: null, log });
    // The table has its first page by then: only the log has to grow.
    const acknowledged = ['first'];
    await logged(store, 'first');
    relieve = fillDisk();
    let failed = 0;
    for (let n = 0; n < 2 * (LOG_FILE_BYTES / ROW_BYTES) && failed === 0; n += 1) {
      // Three at once: those that share a flush that fails are all told so.
      const ids = ['a', 'b', 'c'].map((part) => `${n}${part}`);
      const written = await Promise.allSettled(ids.map((id) => logged(store, id)));
      for (const [index, { status }] of written.entries()) {
        if (status === 'fulfilled') acknowledged.push(ids[index] ?? '');
        else failed += 1;
      }
    }
    expect(failed, 'the log was full at some time').to.be.greaterThan(0);
    expect(lines.map(({ msg }) => msg)).to.include('database engine stopped');
    await rejectionOf(sql`select 1`.execute(store.db));

    relieve();
    await until(
      () =>
        sql`select 1`.execute(store.db).then(
          () => true,
          () => false,
        ),
      20_000,
    );
    expect(lines.map(({ msg }) => msg)).to.include('database reopened');
    await logged(store, 'after');
    expect(await ids(store)).to.include.members([...acknowledged, 'after']);
    await store.close();
    const again = await openStore({ dataDir, databaseUrl: null, log: silentLog });
    expect(await ids(again)).to.include.members([...acknowledged, 'after']);
    await again.close();
  });

  it('rolls back the whole transaction during which the engine stopped', async () => {
    const store = await openFreshStore();
    await logged(store, 'before');
    relieve = fillDisk();
    const error = await rejectionOf(
      store.db.transaction().execute(async (trx) => {
        await trx.insertInto('events').values({ conversation: 'web:1', id: 'first' }).execute();
        for (let n = 0; n < 40; n += 1) await emit(trx).catch(() => undefined);
        relieve();
        await trx.insertInto('events').values({ conversation: 'web:1', id: 'last' }).execute();
      }),
    );
    expect(error.message).to.include('stopped');
    await until(
      async () => (await ids(store).catch(() => ['not yet'])).join() === 'before',
      20_000,
    );
    await store.close();
  });
});

/** Grows a table by so many pages of eight. */
async function fill(store: Store, rows: number): Promise<void> {
  for (let n = 0; n < rows; n += 1) {
    const row = { conversation: `web:${n}${'x'.repeat(1500)}`, id: String(Math.random()) };
    await store.db.insertInto('events').values(row).execute();
  }
}

/** A row that takes hardly any room in its table and much in the log. */
async function logged(store: Store, id: string): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await trx.insertInto('events').values({ conversation: 'web:1', id }).execute();
    await emit(trx);
  });
}

async function emit(db: Store['db']): Promise<void> {
  await sql`select pg_logical_emit_message(true, 'test', repeat('x', ${sql.lit(ROW_BYTES)}))`.execute(
    db,
  );
}

async function ids({ db }: Store): Promise<string[]> {
  return (await db.selectFrom('events').select('id').execute()).map(({ id }) => id);
}
