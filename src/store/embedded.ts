import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { SignpostError } from '../errors.ts';
import { DurableFS, syncFolder, syncPath } from './durable-fs.ts';
import { compiledEngine } from './engine.ts';
import { lockFolder } from './folder-lock.ts';

/** Commits do not wait for the disk; who has to waits for `Store.onDisk`. */
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
 * Opens the embedded database under a data folder, and makes it there on the first start.
 * @throws SignpostError `data-in-use`, `config` or, where the files cannot be read, `stored-data`.
 */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  const release = lockFolder(dataDir);
  const folder = join(dataDir, 'pg');
  try {
    if (!existsSync(folder)) await create(dataDir, folder);
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
 * Under another name until it is whole and on disk: a first start that is cut short leaves nothing half made. The stock
 * file system serves here, and is quicker, because everything is put on disk at once at the end.
 */
async function create(dataDir: string, folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const engine = await compiledEngine();
  await (await PGlite.create({ fs: new NodeFS(unfinished), pgliteWasmModule: engine })).close();
  syncFolder(unfinished);
  renameSync(unfinished, folder);
  syncPath(dataDir);
}

async function open(folder: string): Promise<PGlite> {
  const engine = await compiledEngine();
  return PGlite.create({ fs: new DurableFS(folder), startParams: START_PARAMETERS, pgliteWasmModule: engine });
}
