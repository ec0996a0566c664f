import { crc32c } from './crc32c.ts';

/** The parts of `global/pg_control` needed to find where recovery starts. */
export interface ControlFile {
  /** Position of the last checkpoint's record in the write-ahead log. */
  readonly checkpoint: bigint;
  /** Position where recovery starts to read. */
  readonly redo: bigint;
  readonly timeline: number;
}

// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_control.h
const VERSION = 1800;
const CRC_OFFSET = 292;

/** Reads a control file of PostgreSQL 18. Returns null if it is cut short, damaged or of another version. */
export function readControlFile(bytes: Buffer): ControlFile | null {
  if (bytes.length < CRC_OFFSET + 4 || bytes.readUInt32LE(8) !== VERSION) return null;
  if (crc32c(bytes.subarray(0, CRC_OFFSET)) !== bytes.readUInt32LE(CRC_OFFSET)) return null;
  return {
    checkpoint: bytes.readBigUInt64LE(32),
    redo: bytes.readBigUInt64LE(40),
    timeline: bytes.readUInt32LE(48),
  };
}
