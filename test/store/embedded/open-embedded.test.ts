import fs, { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'kysely';
import { relaxed } from '../../../src/store/embedded/relaxed.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { storeContract } from '../../contracts/store.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { freshPath } from '../../support/scratch.ts';
import { freshDataDir, openFreshStore, silentLog } from '../../support/store.ts';
import { until } from '../../support/turns.ts';

describe('embedded store', () => {
  storeContract(async () => {
    const dataDir = await freshDataDir();
    return () => openStore({ dataDir, databaseUrl: null, log: silentLog });
  });

  describe('durability of results', () => {
    let store: Store;
    let bytesNotOnDisk: () => Promise<number>;
    const row = (id: string) => ({ conversation: 'web:1', id });

    before(async () => {
      store = await openFreshStore();
      // Claims neither wait for the disk nor write anything here, so that this look changes
      // nothing.
      bytesNotOnDisk = async () => {
        const { rows } = (await store.claims.db?.executeSql(
          'select (pg_current_wal_insert_lsn() - pg_current_wal_flush_lsn())::integer as bytes',
        )) ?? { rows: [] };
        return rows[0]?.bytes ?? Number.NaN;
      };
    });
    after(() => store.close());

    it('reaches the disk before a statement, transaction, raw SQL query or job returns its result', async () => {
      const { rows } = await sql<{ setting: string }>`
        select setting from pg_settings where name in ('fsync', 'full_page_writes')`.execute(
        store.db,
      );
      expect(rows.map(({ setting }) => setting)).to.deep.equal(['on', 'on']);
      await store.jobs.createQueue('written');
      const writes = [
        () => store.db.insertInto('events').values(row('e1')).execute(),
        () =>
          store.db
            .transaction()
            .execute((trx) => trx.insertInto('events').values(row('e2')).execute()),
        () => sql`insert into events (conversation, id) values ('web:1', 'e3')`.execute(store.db),
        () =>
          sql`with made as (insert into events values ('web:1', 'e4') returning 1) select * from made`.execute(
            store.db,
          ),
        () =>
          store.db
            .with('made', (db) => db.insertInto('events').values(row('e5')).returning('id'))
            .selectFrom('made')
            .selectAll()
            .execute(),
        () => store.jobs.send('written', {}),
      ];
      for (const write of writes) {
        await write();
        expect(await bytesNotOnDisk(), write.toString()).to.equal(0);
      }
    });

    it('holds back a read until the data it returns is on disk', async () => {
      const fsyncsWhenRead: number[] = [];
      await countFsyncs(async (soFar) => {
        const writing = store.db.insertInto('events').values(row('seen')).execute();
        const seen = store.db.selectFrom('events').select('id').where('id', '=', 'seen').execute();
        const claimed = store.claims.db?.executeSql("select id from events where id = 'seen'");
        const noted = [seen, claimed].map(async (reading) => {
          await reading;
          fsyncsWhenRead.push(soFar());
        });
        await Promise.all([writing, ...noted]);
        expect(await seen).to.deep.equal([{ id: 'seen' }]);
      });
      expect(Math.min(...fsyncsWhenRead)).to.be.at.least(1);
    });

    it('returns a relaxed write without waiting for the disk, and flushes it soon after', async () => {
      await relaxed(store.db).insertInto('events').values(row('e6')).execute();
      expect(await bytesNotOnDisk()).to.be.greaterThan(0);
      await until(async () => (await bytesNotOnDisk()) === 0);
    });

    it('waits for the disk if only part of a transaction is relaxed', async () => {
      await store.db.transaction().execute(async (trx) => {
        await relaxed(trx).insertInto('events').values(row('e7')).execute();
        await trx.insertInto('events').values(row('e8')).execute();
      });
      expect(await bytesNotOnDisk()).to.equal(0);
    });

    it('shares one flush among transactions that end at the same time', async () => {
      const { fsyncs } = await countFsyncs(() =>
        Promise.all(
          Array.from({ length: 40 }, (_, n) =>
            store.db
              .insertInto('events')
              .values(row(`many ${n}`))
              .execute(),
          ),
        ),
      );
      expect(fsyncs).to.be.within(1, 4);
    });

    it('requests fsync from the operating system, which PGlite alone does not', async () => {
      const { fsyncs } = await countFsyncs(() =>
        store.db.insertInto('events').values(row('e9')).execute(),
      );
      expect(fsyncs).to.be.at.least(1);
    });
  });

  it('starts over after an interrupted first start', async () => {
    // The folder this one is a copy of began with a half-made database in it.
    expect(readdirSync(await freshDataDir()).sort()).to.deep.equal(['in-use.lock', 'pg']);
  });

  it('rejects a second opener of the data folder, and admits it once the first is closed', async () => {
    const dataDir = await freshDataDir();
    const options = { dataDir, databaseUrl: null, log: silentLog };
    const first = await openStore(options);
    const error = await rejectionOf(openStore(options));
    expect(error).to.include({ name: 'SignpostError', code: 'data-in-use' });
    expect(error.message).to.include(dataDir).and.to.include('SIGNPOST_DATA_DIR');
    await first.close();
    await (await openStore(options)).close();
  });

  it('names the data folder that cannot be written', async () => {
    const file = freshPath();
    writeFileSync(file, 'not a folder');
    const error = await rejectionOf(
      openStore({ dataDir: join(file, 'data'), databaseUrl: null, log: silentLog }),
    );
    expect(error).to.include({ name: 'SignpostError', code: 'config' });
    expect(error.message).to.match(/^SIGNPOST_DATA_DIR .*cannot be written/);
  });

  it('names the database that cannot be read, and leaves it unchanged', async () => {
    const dataDir = freshPath();
    cpSync(await freshDataDir(), dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'pg', 'global', 'pg_control'), 'broken');
    const error = await rejectionOf(openStore({ dataDir, databaseUrl: null, log: silentLog }));
    expect(error).to.include({ name: 'SignpostError', code: 'stored-data' });
    expect(error.message).to.include(join(dataDir, 'pg'));
  });

  it('rejects a transaction on a closed store instead of waiting forever', async () => {
    const store = await openFreshStore();
    await store.close();
    const error = await rejectionOf(
      store.db.transaction().execute((trx) => sql`select 1`.execute(trx)),
    );
    expect(error.message).to.match(/destroyed/);
  });

  it('rejects a database migrated by a newer version', async () => {
    const dataDir = await freshDataDir();
    const options = { dataDir, databaseUrl: null, log: silentLog };
    const store = await openStore(options);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2027-01-01')`.execute(
      store.db,
    );
    await store.close();
    const error = await rejectionOf(openStore(options));
    expect(error).to.include({ name: 'SignpostError', code: 'stored-data' });
    expect(error.message).to.include('9999-future').and.to.include('newer');
  });
});

/**
 * Runs a task and counts how often the operating system is asked to put a file on disk meanwhile.
 */
async function countFsyncs(
  task: (soFar: () => number) => Promise<unknown>,
): Promise<{ readonly fsyncs: number }> {
  const { fsyncSync } = fs;
  let fsyncs = 0;
  fs.fsyncSync = (descriptor) => {
    fsyncs += 1;
    fsyncSync(descriptor);
  };
  syncBuiltinESMExports();
  try {
    await task(() => fsyncs);
  } finally {
    fs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
  }
  return { fsyncs };
}
