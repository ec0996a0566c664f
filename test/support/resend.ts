import { setTimeout as sleep } from 'node:timers/promises';

/** What senders have seen so far. */
export interface Tally {
  acknowledged: number;
  /** How often each answer came: a status, `timeout` or `unreachable`. */
  readonly answers: Map<number | string, number>;
}

export function createTally(): Tally {
  return { acknowledged: 0, answers: new Map() };
}

export interface ResendOptions {
  readonly tally: Tally;
  /** After so long the sender takes it as lost; Slack gives 3 s. */
  readonly timeoutMs: number;
  readonly pauseMs: number;
}

/**
 * Sends something until it is answered 200, as platforms and the page do. `send` gets the number of
 * the attempt from 0 and resolves to the status.
 */
export async function sendUntilAcknowledged(
  { tally, timeoutMs, pauseMs }: ResendOptions,
  send: (attempt: number) => Promise<number>,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    if (await sendOnce({ tally, timeoutMs }, () => send(attempt))) return;
    await sleep(pauseMs);
  }
}

/** Sends something once; resolves to whether it was acknowledged. */
export async function sendOnce(
  { tally, timeoutMs }: Pick<ResendOptions, 'tally' | 'timeoutMs'>,
  send: () => Promise<number>,
): Promise<boolean> {
  const answer = await answerOf(send, timeoutMs);
  tally.answers.set(answer, (tally.answers.get(answer) ?? 0) + 1);
  if (answer !== 200) return false;
  tally.acknowledged += 1;
  return true;
}

async function answerOf(send: () => Promise<number>, timeoutMs: number): Promise<number | string> {
  const timer = new AbortController();
  const late = sleep(timeoutMs, 'timeout', { signal: timer.signal }).catch(() => 'timeout');
  try {
    return await Promise.race([send(), late]);
  } catch {
    return 'unreachable';
  } finally {
    timer.abort();
  }
}
