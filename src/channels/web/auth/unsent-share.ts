import { LRUCache } from 'lru-cache';
import { UNSENT_FILE_MINUTES } from '../../../store/unsent-files.ts';

/** Files remembered; more cannot come in within their hour under the usual limits. */
const MAX_FILES = 50_000;

/** How many bytes of files that wait for their message came from each client address. */
export interface UnsentShares {
  bytesOf(address: string): number;
  add(file: string, address: string, bytes: number): void;
  /** The file was sent or discarded. */
  remove(file: string): void;
}

/** Forgets a file after as long as an unsent one is kept. */
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
      // First, because replacing an entry takes its bytes off.
      files.delete(file);
      totals.set(address, (totals.get(address) ?? 0) + bytes);
      files.set(file, { address, bytes });
    },
    remove: (file) => void files.delete(file),
  };
}
