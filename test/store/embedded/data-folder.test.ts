import {
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { crc32c } from '../../../src/store/embedded/cluster/crc32c.ts';
import { examineDatabase, examineFolder } from '../../../src/store/embedded/data-folder.ts';
import { openStore } from '../../../src/store/store.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { freshPath } from '../../support/scratch.ts';
import { freshDataDir, silentLog } from '../../support/store.ts';
import { contentHash, treeHash } from '../../support/tree-hash.ts';

/** https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_control.h */
const SYSTEM_IDENTIFIER_OFFSET = 0;
const CRC_OFFSET = 292;

/** Each is done to a data folder with a database in it, and what the start then says. */
const DAMAGED: readonly (readonly [string, (dataDir: string) => void, RegExp])[] = [
  [
    'pg/PG_VERSION is missing',
    remove('pg/PG_VERSION'),
    /pg cannot be opened: PG_VERSION is missing\. .* Restore/,
  ],
  [
    'another PostgreSQL wrote it',
    write('pg/PG_VERSION', '17\n'),
    /PostgreSQL 17, and this Signpost reads 18\./,
  ],
  ['pg/global is missing', remove('pg/global'), /global\/pg_control is missing/],
  ['pg/base is missing', remove('pg/base'), /base is missing/],
  ['pg/base/5 is missing', remove('pg/base/5'), /base\/5\/pg_filenode\.map is missing/],
  [
    'pg is empty',
    empty('pg'),
    /pg cannot be opened: it is empty\. .* If a disk belongs there, mount it/,
  ],
  ['pg is a file', write('pg', 'x'), /it is a file/],
  ['pg is gone', remove('pg'), /it was made here and is gone\. .* Put it back, or mount the disk/],
  ['pg_control is cut short', cut('pg/global/pg_control', 100), /global\/pg_control is damaged/],
  [
    'pg_control has a wrong byte',
    write('pg/global/pg_control', 'x'.repeat(8192)),
    /global\/pg_control is damaged/,
  ],
  [
    'the log of writes is cut short',
    (dataDir) => cut(firstLog(dataDir), 8192)(dataDir),
    /pg_wal\/\d+ is cut short/,
  ],
  [
    'the log of writes is gone',
    (dataDir) => remove(firstLog(dataDir))(dataDir),
    /pg_wal\/\d+ is missing/,
  ],
  ['the log of writes is blank', blankLog, /pg_wal\/\d+ holds no valid checkpoint/],
  ['pg_xact is missing', remove('pg/pg_xact'), /pg_xact is missing/],
  [
    'a copy left empty folders out',
    remove('pg/pg_notify'),
    /the folder pg_notify is missing\. .* make that folder/,
  ],
  ['the settings are missing', remove('pg/postgresql.conf'), /postgresql\.conf is missing/],
  [
    'a table of the catalogue is empty',
    cut('pg/base/5/1259', 0),
    /base\/5\/1259 is missing or empty/,
  ],
];

describe('data folder that is not empty and cannot be opened', () => {
  let whole: string;
  before(async () => {
    whole = await freshDataDir();
    await (await openStore({ dataDir: whole, databaseUrl: null, log: silentLog })).close();
  });

  for (const [title, damage, said] of DAMAGED) {
    it(`leaves the data folder unchanged and explains the failed start: ${title}`, async () => {
      const dataDir = linkedCopy(whole);
      damage(dataDir);
      await refusesUntouched(dataDir, 'stored-data', said);
    });
  }

  it('adds no file to a folder the engine rejected, and claims so in the error only if it is true', async () => {
    const foreign = freshPath();
    cpSync(whole, foreign, { recursive: true });
    const file = join(foreign, 'pg/global/pg_control');
    const control = readFileSync(file);
    control.writeBigUInt64LE(1n, SYSTEM_IDENTIFIER_OFFSET);
    control.writeUInt32LE(crc32c(control.subarray(0, CRC_OFFSET)), CRC_OFFSET);
    writeFileSync(file, control);
    const before = contentHash(foreign);
    const refusal = await rejectionOf(
      openStore({ dataDir: foreign, databaseUrl: null, log: silentLog }),
    );
    expect(refusal.message).to.match(
      /cannot be opened: could not locate a valid checkpoint .* Nothing in it was changed\./,
    );
    expect(contentHash(foreign)).to.equal(before);

    const recovering = freshPath();
    cpSync(whole, recovering, { recursive: true });
    const map = join(recovering, 'pg/global/pg_filenode.map');
    const bytes = readFileSync(map);
    writeFileSync(map, bytes.fill(0xff, 16, 20));
    const begun = await rejectionOf(
      openStore({ dataDir: recovering, databaseUrl: null, log: silentLog }),
    );
    expect(begun.message)
      .to.match(/Its recovery had begun to write to it\./)
      .and.not.to.match(/Nothing/);
  });

  it('leaves a folder unchanged if only the damaged database was copied there', async () => {
    const dataDir = freshPath();
    cpSync(join(whole, 'pg'), join(dataDir, 'pg'), { recursive: true });
    remove('pg/PG_VERSION')(dataDir);
    await refusesUntouched(dataDir, 'stored-data', /PG_VERSION is missing/);
    expect(readdirSync(dataDir)).to.deep.equal(['pg']);
  });

  it('leaves a folder with files of other programs unchanged', async () => {
    const dataDir = freshPath();
    mkdirSync(dataDir);
    for (const name of ['budget.xlsx', 'letters']) writeFileSync(join(dataDir, name), 'mine');
    await refusesUntouched(
      dataDir,
      'config',
      /not Signpost's \(budget\.xlsx, letters\) and no database\. Name an empty/,
    );
  });

  it('leaves a folder unchanged if it is itself the folder of a database', async () => {
    await refusesUntouched(
      join(whole, 'pg'),
      'config',
      /it is itself the folder of a database\. Name the one around it/,
    );
  });

  it('leaves a file or a dangling link in place of the data folder unchanged', async () => {
    const file = freshPath();
    writeFileSync(file, 'not a folder');
    await refusesUntouched(
      file,
      'config',
      /a file stands where a folder is needed\. Name a folder/,
    );
    const link = freshPath();
    symlinkSync('/nowhere/mounted', link);
    await refusesUntouched(
      link,
      'config',
      /it is a link to \/nowhere\/mounted, which is not there\. Mount the disk/,
    );
  });

  it('never recommends moving or deleting a damaged data folder', () => {
    for (const [, , said] of DAMAGED) expect(String(said)).not.to.match(/move|begin anew|delete/i);
  });
});

describe('usable data folder', () => {
  it('accepts an empty or missing folder, and one with the remains of an interrupted first start', () => {
    const folder = freshPath();
    expect(examineFolder(folder)).to.equal('empty');
    expect(examineFolder(join(folder, 'deeper'))).to.equal('empty');
    mkdirSync(join(folder, 'pg.new'), { recursive: true });
    mkdirSync(join(folder, 'lost+found'));
    expect(examineFolder(folder)).to.equal('empty');
  });

  it('accepts other files beside the database', async () => {
    const dataDir = await freshDataDir();
    mkdirSync(join(dataDir, 'pg.new'));
    writeFileSync(join(dataDir, 'notes.txt'), 'ours');
    await (await openStore({ dataDir, databaseUrl: null, log: silentLog })).close();
    expect(readdirSync(dataDir).sort()).to.deep.equal(['in-use.lock', 'notes.txt', 'pg', 'pg.new']);
  });

  it('opens after a process ended while writing its own process id to the folder', async () => {
    const dataDir = await freshDataDir();
    writeFileSync(join(dataDir, 'pg/postmaster.pid'), '');
    await (await openStore({ dataDir, databaseUrl: null, log: silentLog })).close();
  });

  it('finds the database intact after a clean shutdown and in the middle of work', async () => {
    const dataDir = await freshDataDir();
    const store = await openStore({ dataDir, databaseUrl: null, log: silentLog });
    await store.db.insertInto('events').values({ conversation: 'web:1', id: 'e1' }).execute();
    const image = freshPath();
    cpSync(join(dataDir, 'pg'), join(image, 'pg'), { recursive: true });
    examineDatabase(image);
    await store.close();
    examineDatabase(dataDir);
  });
});

async function refusesUntouched(dataDir: string, code: string, said: RegExp): Promise<void> {
  const before = treeHash(dataDir);
  const error = await rejectionOf(openStore({ dataDir, databaseUrl: null, log: silentLog }));
  expect(error).to.include({ name: 'SignpostError', code });
  expect(error.message)
    .to.match(said)
    .and.not.to.match(/move it|begin anew|\[object|undefined/);
  expect(error.message).to.match(/^[^\n]+\.$/);
  expect(treeHash(dataDir)).to.equal(before);
}

function remove(name: string): (dataDir: string) => void {
  return (dataDir) => rmSync(join(dataDir, name), { recursive: true });
}

function write(name: string, content: string): (dataDir: string) => void {
  return (dataDir) => {
    remove(name)(dataDir);
    writeFileSync(join(dataDir, name), content);
  };
}

function cut(name: string, bytes: number): (dataDir: string) => void {
  return (dataDir) => {
    const left = readFileSync(join(dataDir, name)).subarray(0, bytes);
    remove(name)(dataDir);
    writeFileSync(join(dataDir, name), left);
  };
}

function empty(name: string): (dataDir: string) => void {
  return (dataDir) => {
    remove(name)(dataDir);
    mkdirSync(join(dataDir, name));
  };
}

function blankLog(dataDir: string): void {
  write(firstLog(dataDir), '\0'.repeat(16 * 1024 * 1024))(dataDir);
}

function firstLog(dataDir: string): string {
  const [name = ''] = readdirSync(join(dataDir, 'pg/pg_wal')).filter((each) =>
    /^[0-9A-F]{24}$/.test(each),
  );
  return join('pg/pg_wal', name);
}

/**
 * The same files under other names: quick to make, and a damage puts a new file in the place of the
 * old.
 */
function linkedCopy(whole: string): string {
  const copy = freshPath();
  mkdirSync(copy);
  for (const entry of readdirSync(whole, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    const to = join(copy, relative(whole, from));
    if (entry.isDirectory()) mkdirSync(to, { recursive: true });
    else linkSync(from, to);
  }
  return copy;
}
