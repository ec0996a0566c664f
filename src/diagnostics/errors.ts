export type SignpostErrorCode =
  /** The environment cannot work; the message has one line per problem. */
  | 'config'
  /** A runbook has problems; the message lists each with file, line and column. */
  | 'runbook'
  /** The data folder is open in another process. */
  | 'data-in-use'
  /** Stored data is of a shape this version does not know. */
  | 'stored-data'
  /** The disk of the database is full; the same may be tried again later. */
  | 'disk-full'
  /** A card template is missing, or cannot be filled with this reply. */
  | 'card'
  /** A command was called with words it does not know. */
  | 'usage';

/** An error Signpost raises itself: its message is a sentence for the operator, with the next step in it. */
export class SignpostError extends Error {
  override readonly name = 'SignpostError';
  readonly code: SignpostErrorCode;

  constructor(code: SignpostErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
