/** Installations of Signpost in Slack. */
export interface SlackTables {
  slack_installations: SlackInstallationsTable;
  slack_used_links: SlackUsedLinksTable;
}

/** Slack installations of Signpost: one row for each workspace, or for a whole organization. */
interface SlackInstallationsTable {
  /** Id of the workspace (`T…`) or the organization (`E…`). */
  id: string;
  /** Id of the organization (`E…`) the workspace belongs to, if any. */
  enterprise: string | null;
  name: string;
  /** Encrypted by `slack/token-cipher.ts`. */
  token: string;
  bot_user_id: string;
  bot_id: string | null;
  /** Comma-separated, as Slack granted them. */
  scopes: string;
  /** Id of the person who installed it (`U…`). */
  installed_by: string | null;
  installed_at: Date;
}

/** Install links that have completed an installation. Each works only once. */
interface SlackUsedLinksTable {
  id: string;
  expires_at: Date;
}
