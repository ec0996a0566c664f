/**
 * Teams' limits in one table. Source: Microsoft's "Optimize your bot with rate limiting" and
 * "Format your bot messages" pages, and the Bot Connector's answers.
 */
export const TEAMS_LIMITS = {
  /**
   * The connector refuses more than 100 KB of UTF-16 with a 413; the margin is for what it adds.
   */
  messageBytes: 80 * 1024,
  /** Messages one bot may send to one thread within each window, in milliseconds. */
  threadWindows: [
    { windowMs: 1_000, messages: 7 },
    { windowMs: 2_000, messages: 8 },
    { windowMs: 30_000, messages: 60 },
    { windowMs: 3_600_000, messages: 1_800 },
  ],
  /** A person waits this long without feedback before "typing" is shown. */
  typingAfterMs: 300,
  /** Teams shows "typing" for a few seconds; longer work repeats it. */
  typingAgainMs: 3_000,
  /**
   * Teams shows an error after 15 seconds, so the request is answered before then and the turn's
   * replies follow.
   */
  answerWithinMs: 10_000,
  /** Requests to the connector time out after this; the outbox retries them. */
  connectorTimeoutMs: 15_000,
  /** A person removed from a desk's channel keeps agent permissions for at most this long. */
  rosterGoodForMs: 60_000,
  /** A press has to be answered within ten seconds, and the roster is only a part of that. */
  rosterTimeoutMs: 5_000,
  /**
   * Teams waits five seconds for the answer to a message extension form, including both network
   * trips.
   */
  formTimeoutMs: 3_500,
  /** Largest request body that is read; real activities are a few KB. */
  requestBytes: 1024 * 1024,
  /**
   * Deepest JSON nesting allowed; the deepest real activities, with a card in them, have about 20
   * levels.
   */
  requestDepth: 100,
} as const;
