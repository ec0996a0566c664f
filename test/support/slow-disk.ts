import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A disk on which every fsync of this process takes `fsyncMs` longer, as it does for the database:
 * without a pause.
 */
export interface SlowDisk {
  fsyncMs: number;
  /** How often something was put on disk. */
  readonly syncs: () => number;
  restore(): void;
}

export function takeDisk(): SlowDisk {
  const { fsyncSync } = fs;
  const wait = new Int32Array(new SharedArrayBuffer(4));
  let syncs = 0;
  const disk: SlowDisk = {
    fsyncMs: 0,
    syncs: () => syncs,
    restore: () => put(fsyncSync),
  };
  put((descriptor) => {
    syncs += 1;
    if (disk.fsyncMs > 0) Atomics.wait(wait, 0, 0, disk.fsyncMs);
    fsyncSync(descriptor);
  });
  return disk;
}

function put(fsyncSync: typeof fs.fsyncSync): void {
  fs.fsyncSync = fsyncSync;
  // Modules that imported it by name see the change as well.
  syncBuiltinESMExports();
}
