import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** What a disk writes whole or not at all. */
const PAGE_BYTES = 4096;

/** A file since it was last put on disk. */
interface Unsynced {
  /** Content on disk of each page that was written over, by its number. */
  readonly pages: Map<number, Buffer>;
  readonly size: number;
}

/**
 * A change to a folder's names since that folder was last put on disk. `lost` is what it took away.
 */
interface NameChange {
  readonly kind: 'made' | 'removed' | 'renamed';
  readonly path: string;
  readonly from: string | null;
  readonly lost: Buffer | null;
}

export interface PowerCuts {
  /** Copies the folder as a power cut at this instant may leave it. */
  cut(target: string): void;
  /** How often something was written so far. */
  writes(): number;
  stop(): void;
}

export interface PowerCutOptions {
  /** The folder of the database. */
  readonly folder: string;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Called before each write, with how many there were. */
  readonly onWrite?: (count: number) => void;
  /** True for a disk that takes an fsync and does nothing. */
  readonly ignoresFsync?: boolean;
}

/**
 * Watches everything this process writes to a folder; begin before the database is opened. Of what
 * was not put on disk by fsync, a cut keeps any part: each page on its own, and of the changes of
 * names the first few, because file systems keep those in order.
 */
export function watchWrites({
  folder,
  random,
  onWrite,
  ignoresFsync = false,
}: PowerCutOptions): PowerCuts {
  const real = { ...fs };
  const unsynced = new Map<number, Unsynced>();
  let changes: NameChange[] = [];
  /** By descriptor: of those opened since. */
  const paths = new Map<number, string>();
  let writes = 0;
  const mine = (path: string) => path === folder || path.startsWith(`${folder}/`);

  const patched = {
    openSync(path: string, ...rest: [string | number]) {
      const descriptor = real.openSync(path, ...rest);
      paths.set(descriptor, path);
      return descriptor;
    },
    writeSync(
      descriptor: number,
      data: Uint8Array,
      offset: number,
      length: number,
      position: number | null,
    ) {
      if (position !== null) {
        onWrite?.(writes);
        writes += 1;
        keepPages(descriptor, position, length);
      }
      return real.writeSync(descriptor, data, offset, length, position);
    },
    ftruncateSync(descriptor: number, size: number) {
      const { size: before } = real.fstatSync(descriptor);
      keepPages(descriptor, size, Math.max(before - size, 0));
      real.ftruncateSync(descriptor, size);
    },
    truncateSync(path: string, size: number) {
      const descriptor = real.openSync(path, 'r+');
      patched.ftruncateSync(descriptor, size);
      real.closeSync(descriptor);
    },
    fsyncSync(descriptor: number) {
      real.fsyncSync(descriptor);
      if (!ignoresFsync) synced(descriptor);
    },
    writeFileSync(path: string, data: string, options: object) {
      if (mine(path)) change({ kind: 'made', path, from: null, lost: null });
      real.writeFileSync(path, data, options);
    },
    mkdirSync(path: string, mode: number) {
      if (mine(path)) change({ kind: 'made', path, from: null, lost: null });
      return real.mkdirSync(path, mode);
    },
    unlinkSync(path: string) {
      if (mine(path)) change({ kind: 'removed', path, from: null, lost: real.readFileSync(path) });
      real.unlinkSync(path);
    },
    renameSync(from: string, path: string) {
      if (mine(path)) {
        const lost =
          real.existsSync(path) && real.statSync(path).isFile() ? real.readFileSync(path) : null;
        change({ kind: 'renamed', path, from, lost });
      }
      real.renameSync(from, path);
    },
  };
  Object.assign(fs, patched);
  syncBuiltinESMExports();
  return {
    cut,
    writes: () => writes,
    stop() {
      Object.assign(
        fs,
        Object.fromEntries(Object.keys(patched).map((name) => [name, Reflect.get(real, name)])),
      );
      syncBuiltinESMExports();
    },
  };

  function change(each: NameChange): void {
    changes.push(each);
  }

  function keepPages(descriptor: number, position: number, length: number): void {
    const { ino, size, nlink } = real.fstatSync(descriptor);
    const path = paths.get(descriptor);
    if (nlink === 0 || path === undefined || !mine(path)) return;
    const kept = unsynced.get(ino) ?? { pages: new Map<number, Buffer>(), size };
    unsynced.set(ino, kept);
    for (
      let page = Math.floor(position / PAGE_BYTES);
      page * PAGE_BYTES < position + length;
      page += 1
    ) {
      if (kept.pages.has(page)) continue;
      const before = Buffer.alloc(PAGE_BYTES);
      const readable = real.openSync(path, 'r');
      real.readSync(readable, before, 0, PAGE_BYTES, page * PAGE_BYTES);
      real.closeSync(readable);
      kept.pages.set(page, before);
    }
  }

  function synced(descriptor: number): void {
    const stats = real.fstatSync(descriptor);
    if (!stats.isDirectory()) {
      unsynced.delete(stats.ino);
      return;
    }
    // A folder on disk has all its names, and what came before them in the journal of the file
    // system is there too.
    const path = paths.get(descriptor);
    const last = changes.findLastIndex((each) => dirname(each.path) === path);
    changes = changes.slice(last + 1);
  }

  function cut(target: string): void {
    real.cpSync(folder, target, { recursive: true });
    for (const entry of real.readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const kept = entry.isFile() ? unsynced.get(real.statSync(path).ino) : undefined;
      if (kept !== undefined) loseSome(join(target, relative(folder, path)), kept);
    }
    const left = Math.floor(random() * (changes.length + 1));
    for (const each of changes.slice(left).reverse()) undo(each, target);
  }

  function loseSome(path: string, { pages, size }: Unsynced): void {
    const descriptor = real.openSync(path, 'r+');
    // Now and then nothing reached the disk, or everything did.
    const share = [0, 0.5, 1][Math.floor(random() * 3)] ?? 0;
    for (const [page, before] of pages) {
      if (random() < share) real.writeSync(descriptor, before, 0, PAGE_BYTES, page * PAGE_BYTES);
    }
    if (share === 1) real.ftruncateSync(descriptor, size);
    real.closeSync(descriptor);
  }

  function undo({ kind, path, from, lost }: NameChange, target: string): void {
    const there = join(target, relative(folder, path));
    if (kind === 'made') real.rmSync(there, { recursive: true, force: true });
    if (kind === 'renamed' && from !== null && real.existsSync(there)) {
      real.renameSync(there, join(target, relative(folder, from)));
    }
    if (lost !== null) real.writeFileSync(there, lost);
  }
}

/** Numbers that are the same in each run, so that a failure can be looked at again (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
