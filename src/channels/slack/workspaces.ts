/** What Signpost is in a workspace: the token it speaks with, and who it is there. */
export interface Credentials {
  readonly botToken: string;
  /** U…, or W… in an organization: what a mention of it names. */
  readonly botUserId: string;
  /** B…, as messages of its own name it. */
  readonly botId: string | null;
}

/** Where Signpost is installed. */
export interface Workspaces {
  /**
   * Null where Signpost is not (or no longer) installed there. `team` is a T… id; installs of a whole organization are
   * found by `enterprise` (E…). Rejects only where neither Slack nor the database could be asked.
   */
  credentials(team: string | null, enterprise: string | null): Promise<Credentials | null>;
  /** Uninstalled, or its token revoked: forgotten, and said in the log. */
  forget(team: string | null, enterprise: string | null): Promise<void>;
}
