import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SignpostError } from '../errors.ts';

const SQLITE_BUSY = 5;

/**
 * Takes a data folder for this process alone and returns what gives it back. The lock is the operating system's,
 * held through an otherwise empty SQLite file: it is free again the moment the process ends, however it ends.
 * @throws SignpostError `data-in-use` where another process holds it, `config` where the folder cannot be written.
 */
export function lockFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    const lock = new DatabaseSync(join(folder, 'in-use.lock'), { timeout: 0 });
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
    return () => lock.close();
  } catch (cause) {
    throw refusal(folder, cause);
  }
}

function refusal(folder: string, cause: unknown): SignpostError {
  if (cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY) {
    return new SignpostError(
      'data-in-use',
      `The data folder ${folder} is in use by another Signpost. Stop that one first, or give this one a folder of its own with SIGNPOST_DATA_DIR.`,
      { cause },
    );
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SignpostError(
    'config',
    `SIGNPOST_DATA_DIR ${folder} cannot be written (${reason}); name a folder this user may write to.`,
    { cause },
  );
}
