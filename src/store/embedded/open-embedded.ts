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

/** A commit by itself does not wait for the disk: that is done for many at once, see durability.ts. */
const SETTINGS = [
  'fsync=on',
  'wal_sync_method=fsync',
  'synchronous_commit=off',
  'shared_buffers=16MB',
];

/** `-F` switches fsync off; everything else stays as PGlite ships it. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...SETTINGS.flatMap((setting) => ['-c', setting]),
];

const RESTORE = `${UNCHANGED} Restore that folder from a copy, as a whole`;
const RESTORE_BEGUN =
  'Its recovery had begun to write to it. Restore that folder from a copy, as a whole';

export interface Embedded {
  readonly pglite: PGlite;
  /** Opens the database once more, after its engine stopped by itself. */
  reopen(): Promise<PGlite>;
  /** Gives the folder back; call it after the database is closed. */
  release(): void;
}

/**
 * Opens the embedded database under a data folder, and makes it there on the first start, unless the signal stops that.
 * A database that cannot be opened, and a folder with anything else in it, are left as they are.
 * @throws SignpostError `data-in-use`, `config` or, where the files cannot be read, `stored-data`.
 */
export async function openEmbedded(dataDir: string, signal: AbortSignal): Promise<Embedded> {
  const found = examineFolder(dataDir);
  // Without the lock's file nobody has it open, and a folder that turns out to be unusable gets no such file.
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
 * Under another name until it is whole and on disk: a first start that is cut short leaves nothing half made. It takes
 * seconds without a pause, so it has a thread of its own.
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
    // Rejects with what went wrong in there.
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

/** What a process leaves that ends as it makes the file. PostgreSQL stops at an empty one; who may open it, our lock says. */
function dropEmptyPid(folder: string): void {
  const file = join(folder, 'postmaster.pid');
  if (statSync(file, { throwIfNoEntry: false })?.size === 0) rmSync(file);
}

/** As the driver of a server gives them. PGlite's own reader takes fifteen times as long. */
function readBytes(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}
