import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import { DeliveryError } from '../ports/channel.ts';
import { type Backoff, waitBefore } from './backoff.ts';

/** A channel that breaks its promise to reject with a `DeliveryError` is not tried for hours. */
const ATTEMPTS_AT_A_BUG = 5;

export type SendResult = { readonly sent: true; readonly messageId: string | null } | SendFailure;

export interface SendFailure {
  readonly sent: false;
  readonly problem: string;
  readonly error: string;
  /** Milliseconds until it is tried again, or null where that is over. */
  readonly wait: number | null;
  /** How long the platform itself asked to be left alone, in milliseconds; null if it didn't. */
  readonly restMs: number | null;
}

interface Means {
  readonly backoff: Backoff;
  readonly log: Log;
}

/** Lets `send` give one message to its channel, and judges what a failure means for the next attempt. */
export async function trySend(
  { backoff, log }: Means,
  send: () => Promise<{ readonly messageId: string | null }>,
  fields: { readonly attempt: number },
): Promise<SendResult> {
  const tries = fields.attempt;
  if (tries > backoff.attempts) {
    // Only attempts that never came to an end lead here: whatever this is, it takes the process with it.
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
    log.error({ ...fields, ...failureFields(error) }, 'a channel failed in a way it should not');
    const attempts = Math.min(ATTEMPTS_AT_A_BUG, backoff.attempts);
    const wait = waitBefore({ ...backoff, attempts }, tries, null);
    const name = error instanceof Error ? error.name : typeof error;
    return { sent: false, problem: 'bug', error: name, wait, restMs: null };
  }
}

/** A platform that says how long it wants to rest is asked again right then: it is not in trouble. */
function waitAfter(
  backoff: Backoff,
  tries: number,
  { problem, retryAfterMs }: DeliveryError,
): number | null {
  const steady =
    problem === 'throttled' && retryAfterMs !== null ? { ...backoff, maxMs: 0 } : backoff;
  return waitBefore(steady, tries, retryAfterMs);
}
