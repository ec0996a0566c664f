import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { openStore } from '../../../src/store/store.ts';
import { freshPath } from '../../support/scratch.ts';
import { freshDataDir, silentLog } from '../../support/store.ts';
import { treeHash } from '../../support/tree-hash.ts';

const isRoot = process.getuid?.() === 0;
/**
 * Who opens the database: root becomes nobody for it, anyone else owns every file of these tests.
 */
const UID = isRoot ? 65_534 : (process.getuid?.() ?? 0);
const GID = isRoot ? 65_534 : (process.getgid?.() ?? 0);

describe('data folder without write permission', function () {
  this.timeout(60_000);
  let whole: string;
  before(async () => {
    whole = await freshDataDir();
    await (await openStore({ dataDir: whole, databaseUrl: null, log: silentLog })).close();
  });

  it('leaves the folder or file of another user unchanged, and tells how to change its owner', async () => {
    const locked = [
      ['', 0o555, `-R ${UID} \\S+/\\d+`],
      ['pg/base/5/1259', 0o444, `-R ${UID} \\S+/pg`],
    ] as const;
    for (const [name, mode, command] of locked) {
      const dataDir = openToAll(whole);
      chmodSync(join(dataDir, name), mode);
      const foreign = `belongs to uid 0, not to ${UID}\\. Give the folder to this user, such as by chown ${command}\\.$`;
      await refused(dataDir, dataDir, isRoot ? foreign : 'lacks the permission w there');
    }
  });

  it('leaves a folder unchanged if its owner lacks a permission, and names that permission', async () => {
    const lacking = [
      [
        '',
        0o577,
        'lacks the permission w there\\. Add it, such as by chmod -R u\\+rwX \\S+/\\d+\\.$',
      ],
      [
        'pg/base/5/1259',
        0o066,
        '1259, but lacks the permission r and w there\\. .* chmod -R u\\+rwX \\S+/pg\\.$',
      ],
    ] as const;
    for (const [name, mode, said] of lacking) {
      const dataDir = openToAll(whole);
      chownSync(join(dataDir, name), UID, GID);
      chmodSync(join(dataDir, name), mode);
      await refused(dataDir, dataDir, said);
    }
  });

  it('suggests creating a missing data folder, and never changing the owner of its parent', async () => {
    const above = freshPath();
    mkdirSync(above);
    chmodSync(dirname(above), 0o755);
    chmodSync(above, 0o555);
    const quoted = RegExp(`'${above}/Bob'\\\\''s data'`).source;
    const foreign = `belongs to uid 0, not to ${UID}\\. Make .* mkdir -p ${quoted} && chown ${UID} ${quoted}\\.$`;
    await refused(
      join(above, "Bob's data"),
      above,
      isRoot ? foreign : `chmod u\\+rwx ${above}\\.$`,
    );
  });
});

/** Opens it, and compares what stands at a path before and after. */
async function refused(dataDir: string, unchanged: string, said: string): Promise<void> {
  const before = treeHash(unchanged);
  const child = fork(join(import.meta.dirname, '../../support/open-as-nobody.ts'), [dataDir]);
  const [answer] = await once(child, 'message');
  expect(answer).to.match(new RegExp(said));
  expect(treeHash(unchanged)).to.equal(before);
}

/** A copy everybody may read and write; so are the folders above it. */
function openToAll(whole: string): string {
  const dataDir = freshPath();
  cpSync(whole, dataDir, { recursive: true });
  chmodSync(dirname(dataDir), 0o755);
  for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o777 : 0o666);
  }
  chmodSync(dataDir, 0o777);
  return dataDir;
}
