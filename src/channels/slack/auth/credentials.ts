/** What Signpost is in a workspace: the token it speaks with, and who it is there. */
export interface Credentials {
  readonly botToken: string;
  /** U…, or W… in an organization: what a mention of it names. */
  readonly botUserId: string;
  /** B…, as messages of its own name it. */
  readonly botId: string | null;
}
