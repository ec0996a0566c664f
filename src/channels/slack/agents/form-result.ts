import { resultWithin } from '../../../concurrency/timeout.ts';

/**
 * Slack waits three seconds for the response to a form; results that take longer are reported when
 * done.
 */
const ANSWERED_WITHIN_MS = 2_000;

/**
 * Takes a form with `take`, and resolves to its result if that comes in time to answer the form.
 * Resolves to null if it comes later (`late` receives it then), or if the same form is already in
 * progress: this one closes with the first.
 */
export async function formResult<R>(
  take: (tell: (result: R) => Promise<void>) => Promise<boolean>,
  late: (result: R) => void,
): Promise<{ readonly result: R } | null> {
  const first = Promise.withResolvers<{ readonly result: R }>();
  let isAnswered = false;
  const isNew = await take(async (result) => {
    if (isAnswered) late(result);
    else first.resolve({ result });
  });
  if (!isNew) return null;
  const finished = await resultWithin(first.promise, ANSWERED_WITHIN_MS);
  isAnswered = true;
  return finished;
}
