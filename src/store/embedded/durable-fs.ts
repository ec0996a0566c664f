import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { type EngineWrites, recordWrites, type WritingOperations } from './engine-writes.ts';
import { type EngineModule, PrivateFS } from './private-fs.ts';

const MAX_COMPLAINTS = 5;
const COMPLAINT = /\b(?:FATAL|PANIC): {2}(.*)$/;

/** What the file system receives when the database syncs a file to disk. */
interface OpenFile {
  /** Descriptor of the real file; directories have none. */
  readonly nfd?: number | null;
  readonly node: unknown;
}

/**
 * The file system of the embedded database, plus what its stock version lacks on Node: fsync.
 * Without it, a power failure can lose or corrupt everything.
 */
export class DurableFS extends PrivateFS {
  /** The engine's last lines about why it stopped. */
  readonly complaints: string[] = [];
  /** What the engine has written so far; null before it is loaded. */
  writes: EngineWrites | null = null;

  override async init(
    pglite: PGlite,
    options: EngineModule,
  ): Promise<{ emscriptenOpts: EngineModule }> {
    const result = await super.init(pglite, options);
    result.emscriptenOpts.preRun?.push(({ NODEFS }) => {
      NODEFS.stream_ops.fsync = (file: OpenFile) =>
        // Translates a Node error into one the engine understands, because an unknown one would
        // tear through its stack.
        NODEFS.tryFSOperation(() => {
          if (file.nfd == null) syncPath(NODEFS.realPath(file.node));
          else fsyncSync(file.nfd);
          return 0;
        });
    });
    result.emscriptenOpts.preRun?.push(({ NODEFS }: { readonly NODEFS: WritingOperations }) => {
      this.writes = recordWrites(NODEFS);
    });
    const listen = (line: string) => this.#hear(line);
    Object.assign(result.emscriptenOpts, { print: listen, printErr: listen });
    return result;
  }

  #hear(line: string): void {
    const said = COMPLAINT.exec(line)?.[1];
    if (said === undefined) return;
    this.complaints.push(said);
    if (this.complaints.length > MAX_COMPLAINTS) this.complaints.shift();
  }
}

/** Closes the files of a stopped engine. Closing the engine itself would let it write. */
export function abandon(pglite: PGlite): void {
  const streams: readonly (OpenFile | null | undefined)[] = pglite.Module.FS.streams;
  for (const file of streams) {
    if (file?.nfd == null) continue;
    try {
      closeSync(file.nfd);
    } catch {
      // Already closed.
    }
  }
}

/** Syncs a folder and everything in it to disk. */
export function syncFolder(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true }))
    syncPath(join(folder, String(entry)));
  syncPath(folder);
}

/** Syncs one file, or one folder's list of names, to disk. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
