export type DeliveryProblem =
  /** Too many requests: retry, but not before `retryAfterMs`. */
  | 'throttled'
  /** The platform or the network failed: retry. */
  | 'unavailable'
  /** The conversation, user or message is gone, or we may not write there: final. */
  | 'gone'
  /** The platform refuses this message in its current form: final. */
  | 'rejected';

/** A message could not be delivered. The message is for the operator and names the platform's reason. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly problem: DeliveryProblem;
  readonly retryAfterMs: number | null;

  constructor(
    problem: DeliveryProblem,
    message: string,
    options: ErrorOptions & { retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.problem = problem;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
