/** The page's limits in one place. */
export const WEB_LIMITS = {
  /** Bytes of one request's body: a long pasted log fits; files come by themselves. */
  bodyBytes: 64 * 1024,
  /** Characters of one field of a form. */
  fieldCharacters: 20_000,
  /** Inputs a form may send. */
  fields: 30,
  /** Events a session may send at once, and how many a second it earns back. */
  burst: 30,
  perSecond: 5,
  /** Files one message may name. */
  files: 10,
  /** Characters of a file's name. */
  fileNameCharacters: 255,
  /** Files a session may send in a row, and a second; and how many are read and looked into at once. */
  uploads: { burst: 30, perSecond: 0.5, together: 8, perSession: 2, perAddress: 6 },
  /** Bytes a page may leave unread in its stream; beyond it the stream is closed, and the page comes back by itself. */
  unreadStreamBytes: 4 * 1024 * 1024,
  /** Sessions whose pace is remembered; the longest idle is forgotten first. */
  pacedSessions: 5000,
  /** Streams one session may hold open (tabs); the oldest gives way. */
  streamsPerSession: 6,
  /** Messages shown again after a reload. */
  history: 200,
  /** Tickets on one page of the desk's queue. */
  deskRows: 20,
  heartbeatMs: 15_000,
  sessionDays: 180,
} as const;
