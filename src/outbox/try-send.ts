import { DeliveryError } from '../channels/channel.ts';
import type { Log } from '../log.ts';
import { type Backoff, waitBefore } from './backoff.ts';
import { failureFields } from './failure.ts';

/** A channel that breaks its promise to reject with a `DeliveryError` is not tried for hours. */
const ATTEMPTS_AT_A_BUG = 5;

export type SendResult = { readonly sent: true; readonly messageId: string | null } | SendFailure;

export interface SendFailure {
  readonly sent: false;
  readonly problem: string;
  readonly error: string;
  /** Milliseconds until it is tried again, or null where that is over. */
  readonly wait: number | null;
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
    return { sent: false, problem: 'bug', error: 'Every attempt broke off.', wait: null };
  }
  try {
    const { messageId } = await send();
    return { sent: true, messageId };
  } catch (error) {
    if (error instanceof DeliveryError) {
      const final = error.problem === 'gone' || error.problem === 'rejected';
      const wait = final ? null : waitBefore(backoff, tries, error.retryAfterMs);
      return { sent: false, problem: error.problem, error: error.message, wait };
    }
    log.error({ ...fields, ...failureFields(error) }, 'a channel failed in a way it should not');
    const attempts = Math.min(ATTEMPTS_AT_A_BUG, backoff.attempts);
    const wait = waitBefore({ ...backoff, attempts }, tries, null);
    return { sent: false, problem: 'bug', error: error instanceof Error ? error.name : typeof error, wait };
  }
}
