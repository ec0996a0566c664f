import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshPath } from '../support/scratch.ts';
import { silentLog } from '../support/store.ts';

const DISK_MEGABYTES = 160;
const LEFT_BYTES = 3_000_000;
const TRIES = 200;

/**
 * A real small disk that fills up, runs over in the middle of writes, and is made read-only. Needs
 * the right to mount.
 */
export async function soak(): Promise<void> {
  const disk = freshPath();
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MEGABYTES}m`, 'tmpfs', disk]);
  try {
    await fillUp(disk);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await refused(disk, /its file system is read-only/);
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    ballast(disk);
    await refused(disk, /the disk is full/);
  } finally {
    execFileSync('umount', [disk]);
  }
}

async function fillUp(disk: string): Promise<void> {
  const store = await open(disk);
  ballast(disk);
  const acknowledged: string[] = [];
  let failed = 0;
  for (let n = 0; n < TRIES; n += 1) {
    await write(store, String(n)).then(
      () => acknowledged.push(String(n)),
      () => {
        failed += 1;
      },
    );
  }
  rmSync(join(disk, 'ballast'));
  for (let n = 0; n < TRIES && !acknowledged.includes('again'); n += 1) {
    await write(store, 'again').then(
      () => acknowledged.push('again'),
      () => sleep(100),
    );
  }
  await store.close();
  const reopened = await open(disk);
  const rows = await reopened.db.selectFrom('events').select('id').execute();
  await reopened.close();
  const lost = acknowledged.filter((id) => !rows.some((row) => row.id === id)).length;
  console.log(
    `full disk: ${failed} writes refused, ${lost} of ${acknowledged.length} acknowledged rows lost`,
  );
  if (failed === 0 || lost > 0 || !acknowledged.includes('again'))
    throw new Error('A full disk broke a promise.');
}

async function write(store: Store, id: string): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await trx.insertInto('events').values({ conversation: 'web:1', id }).execute();
    await sql`select pg_logical_emit_message(true, 'test', repeat('x', 400000))`.execute(trx);
  });
}

async function refused(disk: string, said: RegExp): Promise<void> {
  const message = await open(disk).then(
    () => 'It was opened.',
    (error: Error) => error.message,
  );
  console.log(message.replace(disk, '/data'));
  if (!said.test(message)) throw new Error('The start did not say why.');
}

function open(disk: string): Promise<Store> {
  return openStore({ dataDir: join(disk, 'data'), databaseUrl: null, log: silentLog });
}

function ballast(disk: string): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize - LEFT_BYTES));
}
