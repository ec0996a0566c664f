import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import { DeliveryError } from '../ports/delivery-error.ts';
import { type Backoff, waitBefore } from './backoff.ts';

/** A channel that rejects with anything other than a `DeliveryError` isn't retried for hours. */
const ATTEMPTS_AT_A_BUG = 5;

export type SendResult = { readonly sent: true; readonly messageId: string | null } | SendFailure;

export interface SendFailure {
  readonly sent: false;
  readonly problem: string;
  readonly error: string;
  /** Milliseconds until the next attempt, or null if there is none. */
  readonly wait: number | null;
  /** How long the platform asked to wait, in milliseconds; null if it didn't ask. */
  readonly restMs: number | null;
}

interface TrySendOptions {
  readonly backoff: Backoff;
  readonly log: Log;
}

/**
 * Sends one message to its channel with `send`, and decides what a failure means for the next
 * attempt.
 */
export async function trySend(
  { backoff, log }: TrySendOptions,
  send: () => Promise<{ readonly messageId: string | null }>,
  fields: { readonly attempt: number },
): Promise<SendResult> {
  const tries = fields.attempt;
  if (tries > backoff.attempts) {
    // Reached only if no attempt ever finished: the unknown cause takes the process down with it.
    return {
      sent: false,
      problem: 'bug',
      error: 'Every attempt broke off.',
      wait: null,
      restMs: null,
    };
  }
  try {
    const { messageId } = await send();
    return { sent: true, messageId };
  } catch (error) {
    if (error instanceof DeliveryError) {
      const final = error.problem === 'gone' || error.problem === 'rejected';
      const wait = final ? null : waitAfter(backoff, tries, error);
      const restMs = error.problem === 'throttled' ? error.retryAfterMs : null;
      return { sent: false, problem: error.problem, error: error.message, wait, restMs };
    }
    log.error({ ...fields, ...failureFields(error) }, 'outbox: unexpected channel error');
    const attempts = Math.min(ATTEMPTS_AT_A_BUG, backoff.attempts);
    const wait = waitBefore({ ...backoff, attempts }, tries, null);
    const name = error instanceof Error ? error.name : typeof error;
    return { sent: false, problem: 'bug', error: name, wait, restMs: null };
  }
}

/** A platform that says how long to wait is retried exactly then: it isn't in trouble. */
function waitAfter(
  backoff: Backoff,
  tries: number,
  { problem, retryAfterMs }: DeliveryError,
): number | null {
  const steady =
    problem === 'throttled' && retryAfterMs !== null ? { ...backoff, maxMs: 0 } : backoff;
  return waitBefore(steady, tries, retryAfterMs);
}
