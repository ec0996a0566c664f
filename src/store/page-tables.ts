import type { ColumnType } from 'kysely';

/** Tables that protect the page. */
export interface PageTables {
  unsent_files: UnsentFilesTable;
  page_session_key: PageSessionKeyTable;
  unsigned_page_sessions: UnsignedPageSessionsTable;
}

/** Files of the page whose message hasn't arrived yet. */
interface UnsentFilesTable {
  file: string;
  since: ColumnType<Date, Date | undefined, never>;
}

/** One row: the key that signs session cookies. */
interface PageSessionKeyTable {
  id: number;
  /** Base64. */
  key: string;
}

/** Conversations of the page whose cookie predates signed cookies. */
interface UnsignedPageSessionsTable {
  conversation: string;
  replaced_at: Date | null;
}
