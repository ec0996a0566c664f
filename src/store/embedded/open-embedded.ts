import { once } from 'node:events';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';
import type { CreateJob } from './create-embedded.ts';
import {
  examineDatabase,
  examineFolder,
  folderRefusal,
  storedDataRefusal,
  UNCHANGED,
} from './data-folder.ts';
import { DurableFS, syncPath } from './durable-fs.ts';
import { compiledEngine } from './engine.ts';
import { LOCK_FILE, lockFolder } from './folder-lock.ts';
import { ioProblem } from './io-problem.ts';
import { tightenFolder } from './tighten-folder.ts';

/** A single commit doesn't wait for the disk; many share one flush, see `durability.ts`. */
const SETTINGS = [
  'fsync=on',
  'wal_sync_method=fsync',
  'synchronous_commit=off',
  'shared_buffers=16MB',
];

/** `-F` switches fsync off; everything else is PGlite's default. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...SETTINGS.flatMap((setting) => ['-c', setting]),
];

const RESTORE = `${UNCHANGED} Restore that folder from a copy, as a whole`;
const RESTORE_BEGUN =
  'Its recovery had begun to write to it. Restore that folder from a copy, as a whole';

export interface Embedded {
  readonly pglite: PGlite;
  /** Reopens the database after its engine has stopped by itself. */
  reopen(): Promise<PGlite>;
  /** Releases the folder; call it after the database is closed. */
  release(): void;
}

/**
 * Opens the embedded database under a data folder, and creates it on the first start unless the
 * signal aborts that. A database that can't be opened, and a folder with anything else in it, are
 * left unchanged.
 * @throws SignpostError `data-in-use`, `config` or, if the files can't be read, `stored-data`.
 */
export async function openEmbedded(dataDir: string, signal: AbortSignal): Promise<Embedded> {
  const found = examineFolder(dataDir);
  // Without a lock file, no process has it open; checking first leaves no lock file in an unusable
  // folder.
  if (found === 'database' && !existsSync(join(dataDir, LOCK_FILE))) examineDatabase(dataDir);
  const lock = lockFolder(dataDir);
  const folder = join(dataDir, 'pg');
  const open = async () => {
    examineFolder(dataDir);
    examineDatabase(dataDir);
    return openCluster(folder);
  };
  try {
    if (!existsSync(folder)) await create(dataDir, folder, signal);
    const pglite = await open();
    tightenFolder(dataDir);
    lock.markMade();
    return { pglite, reopen: open, release: lock.release };
  } catch (cause) {
    lock.release();
    throw cause;
  }
}

/**
 * Uses a temporary name until the database is complete and on disk, so that an interrupted first
 * start leaves nothing half-made. Runs in its own thread, because it blocks for seconds.
 */
async function create(dataDir: string, folder: string, signal: AbortSignal): Promise<void> {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const job: CreateJob = { folder: unfinished, engine: await compiledEngine() };
  signal.throwIfAborted();
  const worker = new Worker(new URL('./create-embedded.ts', import.meta.url), { workerData: job });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    // Rejects with the thread's error.
    const [code] = await once(worker, 'exit');
    if (code !== 0) throw new Error('it was not made to its end');
    renameSync(unfinished, folder);
    syncPath(dataDir);
  } catch (cause) {
    const found = ioProblem(dataDir, cause);
    const reason = found?.problem ?? (cause instanceof Error ? cause.message : 'it stopped');
    throw folderRefusal(
      dataDir,
      `no database could be made (${reason})`,
      found?.next ?? 'Start again',
      cause,
    );
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function openCluster(folder: string): Promise<PGlite> {
  const engine = await compiledEngine();
  dropEmptyPid(folder);
  const fs = new DurableFS(folder);
  try {
    const pglite = await PGlite.create({
      fs,
      startParams: START_PARAMETERS,
      pgliteWasmModule: engine,
      parsers: { [types.BYTEA]: readBytes },
    });
    fs.writes?.stop();
    return pglite;
  } catch (cause) {
    const said = fs.complaints.at(-1);
    const found = ioProblem(folder, said === undefined ? cause : new Error(said));
    const reason = said ?? (cause instanceof Error ? cause.message : 'the engine did not start');
    const unchanged = fs.writes?.undo() ?? true;
    throw found === null
      ? storedDataRefusal(folder, reason, unchanged ? RESTORE : RESTORE_BEGUN, cause)
      : folderRefusal(folder, found.problem, found.next, cause);
  }
}

/**
 * Left behind by a process that ends while creating the file. PostgreSQL refuses to start with an
 * empty one. Our lock already guards access.
 */
function dropEmptyPid(folder: string): void {
  const file = join(folder, 'postmaster.pid');
  if (statSync(file, { throwIfNoEntry: false })?.size === 0) rmSync(file);
}

/** Decodes bytes as the server's driver does. PGlite's own parser takes fifteen times as long. */
function readBytes(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}
