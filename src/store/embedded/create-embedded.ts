import { workerData } from 'node:worker_threads';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { syncFolder } from './durable-fs.ts';
import { PrivateFS } from './private-fs.ts';

/** Input of this thread: where to create an embedded database, and its compiled engine. */
export interface CreateJob {
  readonly folder: string;
  readonly engine: NonNullable<PGliteOptions['pgliteWasmModule']>;
}

const { folder, engine }: CreateJob = workerData;
// Without fsync, and with one wait for the disk at the end: faster than waiting for each file.
await (await PGlite.create({ fs: new PrivateFS(folder), pgliteWasmModule: engine })).close();
syncFolder(folder);
// PGlite leaves a timer or two that would keep the thread alive.
process.exit(0);
