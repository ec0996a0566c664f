import { workerData } from 'node:worker_threads';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { syncFolder } from './durable-fs.ts';
import { PrivateFS } from './private-fs.ts';

/** What this thread is given: where to make an embedded database, and its compiled engine. */
export interface CreateJob {
  readonly folder: string;
  readonly engine: NonNullable<PGliteOptions['pgliteWasmModule']>;
}

const { folder, engine }: CreateJob = workerData;
// Without fsync, and with one wait for the disk at the end: quicker than to wait for each file.
await (await PGlite.create({ fs: new PrivateFS(folder), pgliteWasmModule: engine })).close();
syncFolder(folder);
// PGlite keeps a timer or two that would hold the thread.
process.exit(0);
