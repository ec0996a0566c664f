import { chmodSync, lstatSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'kysely';
import { openStore } from '../../../src/store/store.ts';
import { freshPath } from '../../support/scratch.ts';
import { freshDataDir, silentLog } from '../../support/store.ts';

describe('data folder permissions', () => {
  it('restricts all files, including later ones, to the current user from the first start under any umask', async function () {
    this.timeout(60_000);
    const dataDir = freshPath();
    const umask = process.umask(0);
    try {
      const store = await openStore({ dataDir, databaseUrl: null, log: silentLog });
      const segments = () => readdirSync(join(dataDir, 'pg/pg_wal')).length;
      const before = segments();
      for (let turn = 0; turn < 3; turn += 1) {
        await sql
          .raw(`create table made_later_${turn} as select generate_series(1, 1000)`)
          .execute(store.db);
        await sql`select pg_switch_wal()`.execute(store.db);
      }
      await sql`checkpoint`.execute(store.db);
      expect(segments()).to.be.above(before);
      expect(openToOthers(dataDir)).to.deep.equal([]);
      await store.close();
      expect(openToOthers(dataDir)).to.deep.equal([]);
    } finally {
      process.umask(umask);
    }
  });

  it('tightens the permissions left open by an earlier version at the start', async () => {
    const dataDir = await freshDataDir();
    open(dataDir);
    await (await openStore({ dataDir, databaseUrl: null, log: silentLog })).close();
    expect(openToOthers(dataDir)).to.deep.equal([]);
  });

  it('keeps the permissions of foreign files and of the folder that holds them', async () => {
    const dataDir = await freshDataDir();
    writeFileSync(join(dataDir, 'notes.txt'), 'for everyone');
    open(dataDir);
    await (await openStore({ dataDir, databaseUrl: null, log: silentLog })).close();
    expect(openToOthers(dataDir)).to.deep.equal(['', 'notes.txt']);
  });

  it('keeps the permissions of a shared folder that many users write to', async () => {
    const dataDir = await freshDataDir();
    open(dataDir);
    chmodSync(dataDir, 0o1777);
    await (await openStore({ dataDir, databaseUrl: null, log: silentLog })).close();
    expect(openToOthers(dataDir)).to.deep.equal(['']);
  });
});

/**
 * What the group or everybody else may do anything with, by its path in the folder; '' for the
 * folder itself.
 */
function openToOthers(dataDir: string): string[] {
  return ['', ...entriesOf(dataDir)].filter(
    (name) => (lstatSync(join(dataDir, name)).mode & 0o077) !== 0,
  );
}

function open(dataDir: string): void {
  for (const name of ['', ...entriesOf(dataDir)]) {
    const path = join(dataDir, name);
    chmodSync(path, lstatSync(path).isDirectory() ? 0o755 : 0o666);
  }
}

function entriesOf(dataDir: string): string[] {
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).sort();
}
