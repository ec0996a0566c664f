/** Why a file did not come with what was written. */
export const FILE_PROBLEMS = [
  /** Larger than files may be here. */
  'too-large',
  'empty',
  /** A program, or nothing a helpdesk can look into. */
  'wrong-type',
  /** More came at once than are taken. */
  'too-many',
  /** The platform has it no more, or does not let us have it. */
  'gone',
  /** Signpost may not read files there: whoever sends one cannot change that. */
  'not-allowed',
  /** The platform could not be reached in time. */
  'unreachable',
  /** It arrived, and could not be looked into. */
  'unreadable',
  /** There is no room to keep files. */
  'disk-full',
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** Listed beside the kinds of secret masked in a text or file if a part of it could not be checked in time. */
export const WITHHELD = 'withheld';

/** A file as it is kept. */
export interface KeptFile {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** Media type, told from the content. */
  readonly type: string;
  readonly bytes: number;
  /** Hex, of the bytes as they are kept. */
  readonly sha256: string;
  /** Kinds of secret that were masked in it; empty where none was found. */
  readonly masked: readonly string[];
}

/** A file that came with what a requester wrote to a ticket. */
export interface EventFile {
  readonly name: string;
  /** Id of the kept file; null where only its name came. */
  readonly id: string | null;
  /** Why only its name came; null where the file is kept, or nobody tried to keep it. */
  readonly problem: FileProblem | null;
}
