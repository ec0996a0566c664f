import fs, { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'kysely';
import { openStore } from '../../src/store/open-store.ts';
import { storeContract } from '../contracts/store.ts';
import { rejectionOf } from '../support/rejection.ts';
import { freshDataDir, freshPath, openFreshStore, silentLog } from '../support/store.ts';
import { until } from '../support/turns.ts';

describe('the store, embedded', () => {
  storeContract(async () => {
    const dataDir = await freshDataDir();
    return () => openStore({ dataDir, databaseUrl: null, log: silentLog });
  });

  it('has all that was committed on disk when asked to, and else soon after', async () => {
    const store = await openFreshStore();
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings where name in ('fsync', 'full_page_writes') order by name`.execute(
      store.db,
    );
    expect(rows.map(({ setting }) => setting)).to.deep.equal(['on', 'on']);
    const note = (id: string) => store.db.insertInto('events').values({ conversation: 'web:1', id }).execute();
    const waiting = async () => {
      const { rows } = await sql<{ bytes: number }>`
        select (pg_current_wal_insert_lsn() - pg_current_wal_flush_lsn())::integer as bytes`.execute(store.db);
      return rows[0]?.bytes ?? Number.NaN;
    };
    await note('e1');
    expect(await waiting()).to.be.greaterThan(0);
    await store.onDisk();
    expect(await waiting()).to.equal(0);
    await note('e2');
    await until(async () => (await waiting()) === 0);
    await store.close();
  });

  it('asks the operating system for it, which PGlite by itself does not', async () => {
    const store = await openFreshStore();
    const { fsyncSync } = fs;
    let asked = 0;
    fs.fsyncSync = (descriptor) => {
      asked += 1;
      fsyncSync(descriptor);
    };
    syncBuiltinESMExports();
    try {
      await store.db.insertInto('events').values({ conversation: 'web:1', id: 'e1' }).execute();
      await store.onDisk();
      expect(asked).to.be.at.least(1);
    } finally {
      fs.fsyncSync = fsyncSync;
      syncBuiltinESMExports();
      await store.close();
    }
  });

  it('begins anew where a first start was cut short', async () => {
    // The folder this one is a copy of began with a half-made database in it.
    expect(readdirSync(await freshDataDir()).sort()).to.deep.equal(['in-use.lock', 'pg']);
  });

  it('refuses a second opener of the folder, and lets it in when the first is closed', async () => {
    const dataDir = await freshDataDir();
    const options = { dataDir, databaseUrl: null, log: silentLog };
    const first = await openStore(options);
    const error = await rejectionOf(openStore(options));
    expect(error).to.include({ name: 'SignpostError', code: 'data-in-use' });
    expect(error.message).to.include(dataDir).and.to.include('SIGNPOST_DATA_DIR');
    await first.close();
    await (await openStore(options)).close();
  });

  it('says which folder cannot be written', async () => {
    const file = freshPath();
    writeFileSync(file, 'not a folder');
    const error = await rejectionOf(openStore({ dataDir: join(file, 'data'), databaseUrl: null, log: silentLog }));
    expect(error).to.include({ name: 'SignpostError', code: 'config' });
    expect(error.message).to.match(/^SIGNPOST_DATA_DIR .*cannot be written/);
  });

  it('says which database cannot be read, and leaves it as it is', async () => {
    const dataDir = freshPath();
    cpSync(await freshDataDir(), dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'pg', 'global', 'pg_control'), 'broken');
    const error = await rejectionOf(openStore({ dataDir, databaseUrl: null, log: silentLog }));
    expect(error).to.include({ name: 'SignpostError', code: 'stored-data' });
    expect(error.message).to.include(join(dataDir, 'pg'));
  });

  it('rejects a transaction on a closed store, rather than waiting for ever', async () => {
    const store = await openFreshStore();
    await store.close();
    const error = await rejectionOf(store.db.transaction().execute((trx) => sql`select 1`.execute(trx)));
    expect(error.message).to.match(/destroyed/);
  });

  it('refuses data that a newer version has migrated', async () => {
    const dataDir = await freshDataDir();
    const options = { dataDir, databaseUrl: null, log: silentLog };
    const store = await openStore(options);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2027-01-01')`.execute(store.db);
    await store.close();
    const error = await rejectionOf(openStore(options));
    expect(error).to.include({ name: 'SignpostError', code: 'stored-data' });
    expect(error.message).to.include('9999-future').and.to.include('newer');
  });
});
