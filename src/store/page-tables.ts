import type { ColumnType } from 'kysely';

/** Tables that guard the page. */
export interface PageTables {
  unsent_files: UnsentFilesTable;
  page_session_key: PageSessionKeyTable;
  unsigned_page_sessions: UnsignedPageSessionsTable;
}

/** Files of the page whose message has not come yet. */
interface UnsentFilesTable {
  file: string;
  since: ColumnType<Date, Date | undefined, never>;
}

/** One row: what session cookies are signed with. */
interface PageSessionKeyTable {
  id: number;
  /** Base64. */
  key: string;
}

/** Conversations of the page whose cookie was made before cookies were signed. */
interface UnsignedPageSessionsTable {
  conversation: string;
  replaced_at: Date | null;
}
