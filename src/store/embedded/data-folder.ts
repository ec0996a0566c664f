import {
  accessSync,
  constants,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SignpostError } from '../../diagnostics/errors.ts';
import { clusterProblem } from './cluster/cluster-problem.ts';
import { LOCK_FILE, MADE_MARK_OFFSET } from './folder-lock.ts';
import { ioProblem } from './io-problem.ts';

const MEGABYTE = 1024 * 1024;

/** A new database takes about 40 MB. */
const FIRST_START_BYTES = 64 * MEGABYTE;
/** Recovery may need one more file of the write-ahead log. */
const START_BYTES = 24 * MEGABYTE;

/** For a folder that was only read. */
export const UNCHANGED = 'Nothing in it was changed.';

/**
 * Names allowed in a data folder without a database: our own, and those that file systems create.
 */
const HARMLESS = new Set([
  LOCK_FILE,
  `${LOCK_FILE}-journal`,
  'pg.new',
  'lost+found',
  '.DS_Store',
  '.gitkeep',
]);

/** Whether a data folder holds a database or is free for a new one. */
export type DataFolder = 'empty' | 'database';

/**
 * Inspects a data folder without writing to it.
 * @throws SignpostError `config` or `stored-data` if no database can be created or opened there,
 * with the actual cause and the next step.
 */
export function examineFolder(dataDir: string): DataFolder {
  const names = reading(dataDir, () => namesIn(dataDir));
  if (names === null) {
    reading(dataDir, () => accessSync(nearestFolder(dataDir), constants.W_OK));
    refuseFullDisk(nearestFolder(dataDir), FIRST_START_BYTES);
    return 'empty';
  }
  reading(dataDir, () => accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK));
  if (names.includes('pg')) {
    refuseFullDisk(dataDir, START_BYTES);
    return 'database';
  }
  refuseForeign(dataDir, names);
  refuseLostDatabase(dataDir, names);
  refuseFullDisk(dataDir, FIRST_START_BYTES);
  return 'empty';
}

/**
 * Inspects the database in a data folder without writing to it. No other process may have it open.
 * @throws SignpostError `stored-data` or `config` if it can't be opened.
 */
export function examineDatabase(dataDir: string): void {
  const cluster = join(dataDir, 'pg');
  const found = reading(cluster, () => {
    if (!statSync(cluster).isDirectory()) {
      return { problem: 'it is a file', next: 'Put the folder pg of a copy in its place' };
    }
    for (const entry of readdirSync(cluster, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      reading(path, () => accessSync(path, constants.R_OK | constants.W_OK), cluster);
    }
    return clusterProblem(cluster);
  });
  if (found !== null) throw storedDataRefusal(cluster, found.problem, `${UNCHANGED} ${found.next}`);
}

/** One line about a database that can't be opened. */
export function storedDataRefusal(
  cluster: string,
  problem: string,
  next: string,
  cause?: unknown,
): SignpostError {
  return new SignpostError(
    'stored-data',
    `The database in ${cluster} cannot be opened: ${problem}. ${next}.`,
    {
      cause,
    },
  );
}

/** One line about a data folder that can't be used. */
export function folderRefusal(
  path: string,
  problem: string,
  next: string,
  cause?: unknown,
): SignpostError {
  return new SignpostError(
    'config',
    `SIGNPOST_DATA_DIR ${path} cannot be written: ${problem}. ${next}.`,
    { cause },
  );
}

function reading<T>(path: string, look: () => T, folder = path): T {
  try {
    return look();
  } catch (cause) {
    const found = cause instanceof SignpostError ? null : ioProblem(path, cause, folder);
    if (found === null) throw cause;
    throw folderRefusal(path, found.problem, found.next, cause);
  }
}

/** Null if there is nothing at the path. */
function namesIn(dataDir: string): string[] | null {
  if (lstatSync(dataDir, { throwIfNoEntry: false }) === undefined) return null;
  if (statSync(dataDir, { throwIfNoEntry: false }) !== undefined) return readdirSync(dataDir);
  throw folderRefusal(
    dataDir,
    `it is a link to ${readlinkSync(dataDir)}, which is not there`,
    'Mount the disk it leads to, or correct the link',
  );
}

function nearestFolder(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) === undefined
    ? nearestFolder(dirname(path))
    : path;
}

function refuseForeign(dataDir: string, names: readonly string[]): void {
  if (names.includes('PG_VERSION')) {
    throw folderRefusal(
      dataDir,
      'it is itself the folder of a database',
      `Name the one around it, ${dirname(dataDir)}`,
    );
  }
  const foreign = names.filter((name) => !HARMLESS.has(name));
  if (foreign.length === 0) return;
  const listed = `${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ', …' : ''}`;
  throw folderRefusal(
    dataDir,
    `it holds files that are not Signpost's (${listed}) and no database`,
    'Name an empty folder, or the one that holds pg; nothing was written here',
  );
}

/**
 * A database that was created here and is gone must be somewhere else, and a new one would hide
 * that. Never call this while the process holds the lock: closing its own descriptor of the lock
 * file would release the lock.
 */
function refuseLostDatabase(dataDir: string, names: readonly string[]): void {
  if (!names.includes(LOCK_FILE)) return;
  const mark = reading(dataDir, () => readFileSync(join(dataDir, LOCK_FILE)));
  if (mark.length < MADE_MARK_OFFSET + 4 || mark.readUInt32BE(MADE_MARK_OFFSET) === 0) return;
  throw storedDataRefusal(
    join(dataDir, 'pg'),
    'it was made here and is gone',
    `${UNCHANGED} Put it back, or mount the disk it lies on; for a new database, name an empty folder with SIGNPOST_DATA_DIR`,
  );
}

function refuseFullDisk(folder: string, bytesNeeded: number): void {
  const { bavail, bsize } = reading(folder, () => statfsSync(folder));
  if (bavail * bsize >= bytesNeeded) return;
  throw folderRefusal(
    folder,
    `the disk is full (${Math.floor((bavail * bsize) / MEGABYTE)} MB left)`,
    `Free at least ${bytesNeeded / MEGABYTE} MB there and start again; nothing was changed`,
  );
}
