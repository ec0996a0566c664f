import { statfs } from 'node:fs/promises';
import { SignpostError } from '../../diagnostics/errors.ts';
import type { Log } from '../../diagnostics/log.ts';
import { codeOf } from './io-problem.ts';

/** `low`: files are refused, messages are not. `full`: messages are refused too. */
export type DiskState = 'ok' | 'low' | 'full';

/** Watches the space left for what is stored. */
export interface DiskWatch {
  state(): DiskState;
  /** Call it with any error of the database: one that says its disk is full counts at once. */
  report(error: unknown): void;
  stop(): void;
}

export interface DiskWatchOptions {
  /** The folder on whose disk the database is; null if it is on a server, whose errors are all there is to go by. */
  readonly folder: string | null;
  /** Below this many bytes files are refused, and below a fifth of it messages. */
  readonly reserveBytes: number;
  readonly log: Log;
  /** Bytes left for this user on the disk of a folder; the system's own answer unless a test brings another. */
  readonly freeBytes?: (folder: string) => Promise<number>;
  readonly intervalMs?: number;
}

const INTERVAL_MS = 2_000;
/** How long an error of the database outweighs what the disk says of itself. */
const REPORT_MS = 10_000;
const MEGABYTE = 1024 * 1024;
/** The engine needs one more file of its write-ahead log, of 16 MB, at any time. */
const MIN_FULL_BYTES = 48 * MEGABYTE;
const FULL_SHARE = 5;

/** SQLSTATE `disk_full`: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DISK_FULL = '53100';

/** Begins to watch; the first look is over when this resolves. */
export async function watchDisk(options: DiskWatchOptions): Promise<DiskWatch> {
  const { folder, log, freeBytes = freeBytesOf, intervalMs = INTERVAL_MS } = options;
  const lowBelow = Math.max(options.reserveBytes, MIN_FULL_BYTES);
  const fullBelow = Math.max(options.reserveBytes / FULL_SHARE, MIN_FULL_BYTES);
  let seen: DiskState = 'ok';
  let reportedUntil = 0;
  let looking: Promise<void> | null = null;

  await look();
  const timer = setInterval(look, intervalMs).unref();
  return {
    state: () => (performance.now() < reportedUntil ? 'full' : seen),
    report(error) {
      if (!saysFull(error)) return;
      if (performance.now() >= reportedUntil) log.error('disk full: the database refused a write');
      reportedUntil = performance.now() + REPORT_MS;
    },
    stop: () => clearInterval(timer),
  };

  /** A disk that does not answer is looked at by one look at a time. */
  function look(): Promise<void> {
    looking ??= measure().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function measure(): Promise<void> {
    if (folder === null) return;
    try {
      const free = await freeBytes(folder);
      const state = free < fullBelow ? 'full' : free < lowBelow ? 'low' : 'ok';
      if (state !== seen)
        log.warn({ disk: state, freeMegabytes: Math.floor(free / MEGABYTE) }, 'disk space changed');
      seen = state;
    } catch (error) {
      log.warn({ reason: codeOf(error) ?? 'unknown' }, 'disk space unknown');
    }
  }
}

/** A watch for where there is nothing to watch. */
export const NO_WATCH: DiskWatch = { state: () => 'ok', report: () => {}, stop: () => {} };

/** Thrown when nothing more is taken because the disk is full. Whoever sent it may send it again later. */
export class DiskFullError extends SignpostError {
  constructor() {
    super('disk-full', 'The disk is full: nothing more is taken until some space is free.');
  }
}

/** @throws DiskFullError if messages are refused. */
export function refuseIfFull(disk: Pick<DiskWatch, 'state'>): void {
  if (disk.state() === 'full') throw new DiskFullError();
}

/** The database says so by SQLSTATE, the file system by name; an error may carry it as its cause. */
function saysFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && error.code === DISK_FULL) return true;
  return codeOf(error) === 'ENOSPC' || ('cause' in error && saysFull(error.cause));
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
