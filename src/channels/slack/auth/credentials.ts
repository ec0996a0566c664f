/** Signpost's identity in a workspace: its token and its ids. */
export interface Credentials {
  readonly botToken: string;
  /** `U…`, or `W…` in an organization: the id used in mentions of Signpost. */
  readonly botUserId: string;
  /** `B…`, the id in messages Signpost sends. */
  readonly botId: string | null;
}
