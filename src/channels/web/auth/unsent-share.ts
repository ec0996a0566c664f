import { LRUCache } from 'lru-cache';
import { UNSENT_FILE_MINUTES } from '../../../store/unsent-files.ts';

/** Files remembered; under the usual limits, no more can arrive within their hour. */
const MAX_FILES = 50_000;

/** Bytes of files waiting for their message, by client address. */
export interface UnsentShares {
  bytesOf(address: string): number;
  add(file: string, address: string, bytes: number): void;
  /** Called when the file was sent or discarded. */
  remove(file: string): void;
}

/** Forgets a file after the time an unsent file is stored. */
export function createUnsentShares(): UnsentShares {
  const totals = new Map<string, number>();
  const files = new LRUCache<string, { readonly address: string; readonly bytes: number }>({
    max: MAX_FILES,
    ttl: UNSENT_FILE_MINUTES * 60_000,
    dispose({ address, bytes }) {
      const left = (totals.get(address) ?? 0) - bytes;
      if (left > 0) totals.set(address, left);
      else totals.delete(address);
    },
  });
  return {
    bytesOf(address) {
      files.purgeStale();
      return totals.get(address) ?? 0;
    },
    add(file, address, bytes) {
      // First, because replacing an entry subtracts its bytes.
      files.delete(file);
      totals.set(address, (totals.get(address) ?? 0) + bytes);
      files.set(file, { address, bytes });
    },
    remove: (file) => void files.delete(file),
  };
}
