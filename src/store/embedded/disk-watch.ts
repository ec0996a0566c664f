import { statfs } from 'node:fs/promises';
import { SignpostError } from '../../diagnostics/errors.ts';
import type { Log } from '../../diagnostics/log.ts';
import { codeOf } from './io-problem.ts';

/** `low`: files are refused, messages aren't. `full`: messages are refused too. */
export type DiskState = 'ok' | 'low' | 'full';

/** Watches the disk space left for stored data. */
export interface DiskWatch {
  state(): DiskState;
  /** Reports any error of the database. One that says the disk is full takes effect at once. */
  report(error: unknown): void;
  stop(): void;
}

export interface DiskWatchOptions {
  /**
   * The folder on whose disk the database is; null for a database server, where errors are the only
   * source.
   */
  readonly folder: string | null;
  /** Below this many free bytes, files are refused; below a fifth of it, messages too. */
  readonly reserveBytes: number;
  readonly log: Log;
  /**
   * Bytes this user has left on the disk of a folder. Defaults to the system's answer; tests may
   * replace it.
   */
  readonly freeBytes?: (folder: string) => Promise<number>;
  readonly intervalMs?: number;
}

const INTERVAL_MS = 2_000;
/** How long an error of the database overrides the disk's own figures. */
const REPORT_MS = 10_000;
const MEGABYTE = 1024 * 1024;
/** The engine may need one more 16 MB file of its write-ahead log at any time. */
const MIN_FULL_BYTES = 48 * MEGABYTE;
const FULL_SHARE = 5;

/** SQLSTATE `disk_full`: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DISK_FULL = '53100';

/** Starts watching; resolves after the first check. */
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

  /** Runs only one check at a time, in case the disk doesn't answer. */
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

/** For when there is nothing to watch. */
export const NO_WATCH: DiskWatch = { state: () => 'ok', report: () => {}, stop: () => {} };

/** Thrown when input is refused because the disk is full. The sender may retry later. */
export class DiskFullError extends SignpostError {
  constructor() {
    super('disk-full', 'The disk is full: nothing more is taken until some space is free.');
  }
}

/** @throws DiskFullError if messages are refused. */
export function refuseIfFull(disk: Pick<DiskWatch, 'state'>): void {
  if (disk.state() === 'full') throw new DiskFullError();
}

/**
 * The database reports it by SQLSTATE, the file system by name; either may be the cause of another
 * error.
 */
function saysFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && error.code === DISK_FULL) return true;
  return codeOf(error) === 'ENOSPC' || ('cause' in error && saysFull(error.cause));
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
