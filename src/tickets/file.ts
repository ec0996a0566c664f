/** Why a file is missing from a message. */
export const FILE_PROBLEMS = [
  /** Larger than the limit. */
  'too-large',
  'empty',
  /** A program, or a type that a helpdesk can't inspect. */
  'wrong-type',
  /** More files at once than are accepted. */
  'too-many',
  /** The platform no longer has it, or doesn't give us access. */
  'gone',
  /** Signpost may not read files there, and the sender can't change that. */
  'not-allowed',
  /** The platform could not be reached in time. */
  'unreachable',
  /** It arrived but couldn't be inspected. */
  'unreadable',
  /** There is no space for files. */
  'disk-full',
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/**
 * Listed with the kinds of masked secrets if a part of a text or file couldn't be checked in time.
 */
export const WITHHELD = 'withheld';

/** A stored file. */
export interface KeptFile {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** Media type, determined from the content. */
  readonly type: string;
  readonly bytes: number;
  /** Hex, of the stored bytes. */
  readonly sha256: string;
  /** Kinds of secret that were masked in it; empty if none were found. */
  readonly masked: readonly string[];
}

/** A file attached to what a requester wrote on a ticket. */
export interface EventFile {
  readonly name: string;
  /** Id of the stored file; null if only the name is known. */
  readonly id: string | null;
  /** Why only its name is known; null if the file is stored or no attempt was made to store it. */
  readonly problem: FileProblem | null;
}
