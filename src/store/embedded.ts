import { once } from 'node:events';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';
import { SignpostError } from '../errors.ts';
import type { CreateJob } from './create-embedded.ts';
import { DurableFS, syncPath } from './durable-fs.ts';
import { compiledEngine } from './engine.ts';
import { lockFolder } from './folder-lock.ts';

/** A commit by itself does not wait for the disk: that is done for many at once, see durability.ts. */
const SETTINGS = ['fsync=on', 'wal_sync_method=fsync', 'synchronous_commit=off', 'shared_buffers=16MB'];

/** `-F` switches fsync off; everything else stays as PGlite ships it. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...SETTINGS.flatMap((setting) => ['-c', setting]),
];

export interface Embedded {
  readonly pglite: PGlite;
  /** Gives the folder back; call it after the database is closed. */
  release(): void;
}

/**
 * Opens the embedded database under a data folder, and makes it there on the first start, unless the signal stops that.
 * @throws SignpostError `data-in-use`, `config` or, where the files cannot be read, `stored-data`.
 */
export async function openEmbedded(dataDir: string, signal: AbortSignal): Promise<Embedded> {
  const release = lockFolder(dataDir);
  const folder = join(dataDir, 'pg');
  try {
    if (!existsSync(folder)) await create(dataDir, folder, signal);
    return { pglite: await open(folder), release };
  } catch (cause) {
    release();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SignpostError(
      'stored-data',
      `The database in ${folder} cannot be opened (${reason}). Put back a copy of that folder, or move it away to begin anew.`,
      { cause },
    );
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
  // Rejects with what went wrong in there.
  const [code] = await once(worker, 'exit');
  signal.removeEventListener('abort', stop);
  if (code !== 0) throw new Error('it was not made to its end');
  renameSync(unfinished, folder);
  syncPath(dataDir);
}

async function open(folder: string): Promise<PGlite> {
  const engine = await compiledEngine();
  return PGlite.create({
    fs: new DurableFS(folder),
    startParams: START_PARAMETERS,
    pgliteWasmModule: engine,
    parsers: { [types.BYTEA]: readBytes },
  });
}

/** As the driver of a server gives them. PGlite's own reader takes fifteen times as long. */
function readBytes(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}
