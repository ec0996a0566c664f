import type { Choice, Reply } from '../reply.ts';
import { clausesOf } from './spoken.ts';
import { readAnswer } from './typed-answer.ts';

/**
 * Reads "yes please, and it is urgent" at the offer of a ticket: the first clause answers, the rest
 * says more. Returns null for any other text.
 */
export function firstAnswer(text: string, reply: Reply | null): Choice | null {
  const [first, ...more] = clausesOf(text);
  if (reply?.kind !== 'offer-ticket' || first === undefined || more.length === 0) return null;
  return readAnswer(first, reply);
}
