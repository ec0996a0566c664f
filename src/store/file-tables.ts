import type { ColumnType } from 'kysely';
import type { CreatedAt } from './columns.ts';

/** Files of requesters. */
export interface FileTables {
  files: FilesTable;
  file_contents: FileContentsTable;
  file_chunks: FileChunksTable;
  file_links: FileLinksTable;
}

/** Requesters' files that are completely stored. */
interface FilesTable {
  id: string;
  content: string;
  conversation: string;
  name: string;
  type: string;
  bytes: number;
  /** Hex. */
  sha256: string;
  /** Kinds of secrets that were masked in it. */
  masked: ColumnType<readonly string[], readonly string[], never>;
  /** Null until the file belongs to a ticket. */
  ticket: number | null;
  received_at: CreatedAt;
}

/**
 * Contents of files; has no file yet while it is being written. Deleting one requires deleting the
 * file, its chunks and its links.
 */
interface FileContentsTable {
  id: string;
  begun_at: CreatedAt;
}

interface FileChunksTable {
  content: string;
  /** From 0, without gaps. */
  n: number;
  data: ColumnType<Uint8Array, Uint8Array, never>;
}

/** Temporary links that give a file to anyone who has the link. */
interface FileLinksTable {
  /** SHA-256 of the token, in hex. Only the link's holder has the token itself. */
  token_hash: string;
  file: string;
  expires_at: Date;
}
