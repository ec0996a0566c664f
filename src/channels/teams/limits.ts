/**
 * What Teams allows, in one table. Source: Microsoft's "Optimize your bot with rate limiting" and "Format your bot
 * messages" pages, and the Bot Connector's answers.
 */
export const TEAMS_LIMITS = {
  /** The connector refuses more than 100 KB of UTF-16 with a 413; the margin is for what it adds itself. */
  messageBytes: 80 * 1024,
  /** Notifications show about this many characters of the summary. */
  summaryCharacters: 300,
  /** Messages one bot may send to one thread within each window, in milliseconds. */
  threadWindows: [
    { windowMs: 1_000, messages: 7 },
    { windowMs: 2_000, messages: 8 },
    { windowMs: 30_000, messages: 60 },
    { windowMs: 3_600_000, messages: 1_800 },
  ],
  /** A person waits this long without a sign of life before "typing" is shown. */
  typingAfterMs: 300,
  /** Teams shows "typing" for a few seconds; longer work shows it again. */
  typingAgainMs: 3_000,
  /** Teams shows an error after 15 seconds: by then it is answered, and what the turn says follows. */
  answerWithinMs: 10_000,
  /** The connector is given up on after this time, and tried again by the outbox. */
  connectorTimeoutMs: 15_000,
  /** Who was removed from a desk's channel can do what agents may for at most this long. */
  rosterGoodForMs: 60_000,
  /** A press has to be answered within ten seconds, and the roster is but a part of that. */
  rosterTimeoutMs: 5_000,
  /** Teams waits five seconds for the answer to a form of the message extension, the way there and back included. */
  formTimeoutMs: 3_500,
  /** Largest request body that is read: real activities are a few KB. */
  requestBytes: 1024 * 1024,
  /** Deepest nesting of its JSON: the deepest of real activities, with a card in them, is about 20. */
  requestDepth: 100,
} as const;
