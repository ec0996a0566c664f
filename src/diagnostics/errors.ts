export type SignpostErrorCode =
  /** The environment is invalid; the message has one line per problem. */
  | 'config'
  /** A runbook has problems; the message lists each with file, line and column. */
  | 'runbook'
  /** A language has problems; the message lists each with file, line and column. */
  | 'language'
  /** The data folder is open in another process. */
  | 'data-in-use'
  /** Stored data has a shape this version doesn't know. */
  | 'stored-data'
  /** The disk of the database is full; the same operation may be retried later. */
  | 'disk-full'
  /** A card template is missing, or can't be filled with this reply. */
  | 'card'
  /** A command was called with arguments it doesn't know. */
  | 'usage';

/**
 * An error raised by Signpost itself: its message tells the operator what is wrong and the next
 * step.
 */
export class SignpostError extends Error {
  override readonly name = 'SignpostError';
  readonly code: SignpostErrorCode;

  constructor(code: SignpostErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
