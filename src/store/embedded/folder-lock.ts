import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SignpostError } from '../../diagnostics/errors.ts';
import { ioProblem } from './io-problem.ts';

const SQLITE_BUSY = 5;

export const LOCK_FILE = 'in-use.lock';

/**
 * Offset of SQLite's user version, which marks that a database was created:
 * https://www.sqlite.org/fileformat.html#user_version
 */
export const MADE_MARK_OFFSET = 60;

export interface FolderLock {
  release(): void;
  /**
   * Marks in the lock file that a database was created beside it. If that database is ever missing,
   * no new one is created.
   */
  markMade(): void;
}

/**
 * Locks a data folder for this process alone. It's an operating system lock, held through an
 * otherwise empty SQLite file, so it is released when the process ends for any reason.
 * @throws SignpostError `data-in-use` if another process holds it, `config` if the folder can't be
 * written.
 */
export function lockFolder(folder: string): FolderLock {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 });
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
    return { release: () => lock.close(), markMade: () => markMade(lock) };
  } catch (cause) {
    throw inUseError(folder, cause);
  }
}

/** In exclusive locking mode the lock is held between the two transactions. */
function markMade(lock: DatabaseSync): void {
  if (lock.prepare('pragma user_version').get()?.user_version !== 0) return;
  lock.exec('pragma user_version = 1; commit; begin exclusive');
}

function inUseError(folder: string, cause: unknown): SignpostError {
  if (cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY) {
    return new SignpostError(
      'data-in-use',
      `The data folder ${folder} is in use by another Signpost. Stop that one first, or give this one a folder of its own with SIGNPOST_DATA_DIR.`,
      { cause },
    );
  }
  const found = ioProblem(folder, cause);
  const reason = found?.problem ?? (cause instanceof Error ? cause.message : String(cause));
  const next = found?.next ?? 'Name a folder this user may write to';
  return new SignpostError(
    'config',
    `SIGNPOST_DATA_DIR ${folder} cannot be written: ${reason}. ${next}.`,
    { cause },
  );
}
