import { accessSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder in which `test/run.ts` lets the suites make their databases. */
export const SCRATCH_VARIABLE = 'SIGNPOST_TEST_SCRATCH';

/** A file system in memory that every Linux has, though it may be small. */
const MEMORY = '/dev/shm';
/** Two suites at a time need a fraction of this. */
const MIN_FREE_BYTES = 4 * 1024 ** 3;

/**
 * Returns the best place for databases of tests: in memory if there is room, because a database
 * that is made, used and deleted spends most of its time waiting for the disk. How it syncs can be
 * seen there as well.
 */
export function findScratch(): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= MIN_FREE_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Returns the folder in which this process makes its databases. */
export function scratch(): string {
  return process.env[SCRATCH_VARIABLE] ?? tmpdir();
}

/** Holds everything this process made, and is removed when it ends. */
let root: string | null = null;
let made = 0;

/** Returns a path in which nothing is yet. */
export function freshPath(): string {
  root ??= makeRoot();
  made += 1;
  return join(root, String(made));
}

function makeRoot(): string {
  const folder = mkdtempSync(join(scratch(), 'signpost-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Removes everything that was made so far, after the suite that used it. */
export function removeFreshPaths(): void {
  if (root === null) return;
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true, force: true });
}
