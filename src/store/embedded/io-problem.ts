import { existsSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What a file system error means for a path, and the next step: two sentences without full stops.
 */
export interface IoProblem {
  readonly problem: string;
  readonly next: string;
}

/**
 * WASI numbers of the errors the embedded engine's file system throws; `ErrnoError` carries nothing
 * else.
 */
const ENGINE_CODES: Readonly<Record<number, string>> = {
  2: 'EACCES',
  19: 'EDQUOT',
  22: 'EFBIG',
  29: 'EIO',
  41: 'EMFILE',
  51: 'ENOSPC',
  63: 'EPERM',
  69: 'EROFS',
};

/** The engine's messages for the same errors. */
const ENGINE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/No space left on device/i, 'ENOSPC'],
  [/quota exceeded/i, 'EDQUOT'],
  [/Permission denied|not permitted/i, 'EACCES'],
  [/Read-only file system/i, 'EROFS'],
  [/I\/O error|Input\/output error/i, 'EIO'],
  [/File too large/i, 'EFBIG'],
];

const FULL: IoProblem = {
  problem: 'the disk is full',
  next: 'Free some space there and start again; what was acknowledged is unharmed',
};
const GONE: IoProblem = {
  problem: 'the disk does not answer',
  next: 'Check that it is there and mounted, and look into the log of the system',
};

/**
 * Explains an error at a path: a folder or something in it. Returns null if it isn't a file system
 * error.
 */
export function ioProblem(path: string, error: unknown, folder = path): IoProblem | null {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return FULL;
    case 'EFBIG':
      return {
        problem: 'a file may not grow as large',
        next: 'Raise the limit on file sizes (ulimit -f)',
      };
    case 'EROFS':
      return {
        problem: 'its file system is read-only',
        next: 'Mount it writable; a failing disk is made read-only by the system, whose log then says so',
      };
    case 'EACCES':
    case 'EPERM':
      return permissionProblem(path, folder);
    case 'ENOTDIR':
    case 'EEXIST':
      return { problem: 'a file stands where a folder is needed', next: 'Name a folder' };
    case 'EMFILE':
    case 'ENFILE':
      return {
        problem: 'too many files are open',
        next: 'Raise the limit on open files (ulimit -n)',
      };
    case 'EIO':
    case 'ENOTCONN':
    case 'ESTALE':
    case 'ENXIO':
    case 'ENODEV':
      return GONE;
    default:
      return null;
  }
}

/** Returns the system's name for an error, such as `ENOSPC`; null if it has none. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('errno' in error && 'name' in error && error.name === 'ErrnoError') {
    return ENGINE_CODES[Number(error.errno)] ?? null;
  }
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code))
    return error.code;
  const message = 'message' in error ? String(error.message) : '';
  return ENGINE_WORDS.find(([words]) => words.test(message))?.[1] ?? null;
}

function permissionProblem(path: string, folder: string): IoProblem {
  const uid = process.getuid?.();
  const existing = nearest(path);
  const stats = statSync(existing, { throwIfNoEntry: false });
  const problem = 'this user may not read and write there';
  if (uid === undefined || stats === undefined)
    return { problem, next: 'Give this user the right to' };
  const isThere = existing === path;
  if (stats.uid === uid)
    return ownProblem(existing, stats, isThere ? `-R u+rwX ${shellWord(folder)}` : null);
  const word = shellWord(folder);
  // Parents of the folder aren't Signpost's: changing the owner of everything in them could break
  // the machine.
  const next = isThere
    ? `Give the folder to this user, such as by chown -R ${uid} ${word}`
    : `Make the folder and give it to this user, such as by mkdir -p ${word} && chown ${uid} ${word}`;
  return { problem: `${problem}: ${existing} belongs to uid ${stats.uid}, not to ${uid}`, next };
}

/** Says which access the owner lacks: only the owner's bits count, even if the group has more. */
function ownProblem(path: string, stats: Stats, change: string | null): IoProblem {
  const needed = stats.isDirectory() ? [...'rwx'] : [...'rw'];
  const missing = needed.filter((_, index) => (stats.mode & (0o400 >> index)) === 0);
  if (missing.length === 0) {
    return {
      problem: 'the system denies access there',
      next: 'Look into how it is mounted, and what its policies say',
    };
  }
  return {
    problem: `this user owns ${path}, but lacks the permission ${missing.join(' and ')} there`,
    next: `Add it, such as by chmod ${change ?? `u+rwx ${shellWord(path)}`}`,
  };
}

/** Quotes a path as a single shell word. */
function shellWord(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}
