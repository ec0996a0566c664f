/** The page's limits in one place. */
export const WEB_LIMITS = {
  /** Bytes of one request's body: a long pasted log fits; files are uploaded separately. */
  bodyBytes: 64 * 1024,
  /** Characters per form field. */
  fieldCharacters: 20_000,
  /** Inputs per form. */
  fields: 30,
  /** Events a session may send at once, and how many it earns back per second. */
  burst: 30,
  perSecond: 5,
  /** Files per message. */
  files: 10,
  /** Characters of a file name. */
  fileNameCharacters: 255,
  /**
   * Files a session may send in a row, and per second; and how many are read and checked at once.
   */
  uploads: { burst: 30, perSecond: 0.5, together: 8, perSession: 2, perAddress: 6 },
  /**
   * Bytes a page may leave unread in its stream; beyond this the stream is closed, and the page
   * reconnects on its own.
   */
  unreadStreamBytes: 4 * 1024 * 1024,
  /** Sessions tracked for rate limits; the longest idle is forgotten first. */
  pacedSessions: 5000,
  /** Streams one session may hold open (tabs); the oldest is closed first. */
  streamsPerSession: 6,
  /** Messages shown again after a reload. */
  history: 200,
  /** Tickets on one page of the desk's queue. */
  deskRows: 20,
  heartbeatMs: 15_000,
  sessionDays: 180,
} as const;
