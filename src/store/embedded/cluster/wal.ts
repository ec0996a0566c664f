import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlFile } from './control-file.ts';
import { crc32c } from './crc32c.ts';

// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/access/xlogrecord.h
const SEGMENT_BYTES = 16 * 1024 * 1024;
const SEGMENTS_A_FILE_NUMBER = 256n;
const SEGMENT_NAME = /^[0-9A-F]{24}$/;
const PAGE_BYTES = 8192;
const PAGE_ADDRESS_OFFSET = 8;
const HEADER_BYTES = 24;
const CRC_OFFSET = 20;

/**
 * Returns what is wrong with a cluster's write-ahead log; null if recovery finds its starting
 * point. Every file from there on has to be complete: PostgreSQL takes a truncated file for the end
 * of the log and drops everything after it.
 */
export function walProblem(cluster: string, control: ControlFile): string | null {
  const folder = join(cluster, 'pg_wal');
  const first = segmentName(control.redo, control.timeline);
  const names = readdirSync(folder).filter((name) => SEGMENT_NAME.test(name));
  if (!names.includes(first)) return `pg_wal/${first} is missing`;
  for (const name of names.filter((each) => each >= first)) {
    if (statSync(join(folder, name)).size !== SEGMENT_BYTES) return `pg_wal/${name} is cut short`;
  }
  const last = segmentName(control.checkpoint, control.timeline);
  if (!names.includes(last)) return `pg_wal/${last} is missing`;
  return hasCheckpoint(join(folder, last), control.checkpoint)
    ? null
    : `pg_wal/${last} holds no valid checkpoint`;
}

/** Name of the file that holds a position of the log. */
function segmentName(lsn: bigint, timeline: number): string {
  const segment = lsn / BigInt(SEGMENT_BYTES);
  const parts = [
    BigInt(timeline),
    segment / SEGMENTS_A_FILE_NUMBER,
    segment % SEGMENTS_A_FILE_NUMBER,
  ];
  return parts.map((part) => part.toString(16).toUpperCase().padStart(8, '0')).join('');
}

/**
 * Returns true if there is a record at this position, on the right page and with a valid checksum.
 */
function hasCheckpoint(file: string, lsn: bigint): boolean {
  const offset = Number(lsn % BigInt(SEGMENT_BYTES));
  const inPage = offset % PAGE_BYTES;
  const page = readPage(file, offset - inPage);
  if (page.readBigUInt64LE(PAGE_ADDRESS_OFFSET) !== lsn - BigInt(inPage)) return false;
  if (inPage + 4 > PAGE_BYTES) return false;
  const length = page.readUInt32LE(inPage);
  if (length < HEADER_BYTES) return false;
  // A record may continue on the next page. Then only its length is checked.
  if (inPage + length > PAGE_BYTES) return true;
  const record = page.subarray(inPage, inPage + length);
  const content = Buffer.concat([record.subarray(HEADER_BYTES), record.subarray(0, CRC_OFFSET)]);
  return crc32c(content) === record.readUInt32LE(CRC_OFFSET);
}

function readPage(file: string, offset: number): Buffer {
  const page = Buffer.alloc(PAGE_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, page, 0, PAGE_BYTES, offset);
  } finally {
    closeSync(descriptor);
  }
  return page;
}
