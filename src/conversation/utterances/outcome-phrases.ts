import { readClause } from '../../matching/wishes/read-clause.ts';
import type { ReadMessage, Wish, WishKind } from '../../matching/wishes/wish.ts';
import type { Verb } from '../reply.ts';

/** The buttons that say the same as an outcome; of several outcomes in a message, the first. */
const VERBS_OF_OUTCOMES: readonly (readonly [WishKind, Verb])[] = [
  ['cannot', 'cannot'],
  ['did-not-work', 'no-change'],
  ['worked', 'fixed'],
];

/** Returns the button that says the same as the outcome in a message, or null if it has none. */
export function outcomeOf({ wishes, report }: ReadMessage): Verb | null {
  const holds = ({ kind, sure }: Wish, outcome: WishKind) =>
    kind === outcome && (sure || report === null);
  const found = VERBS_OF_OUTCOMES.find(([kind]) => wishes.some((wish) => holds(wish, kind)));
  return found?.[1] ?? null;
}

/** "I tried that": the text after it says how it went. */
export function saysTried(clause: string): boolean {
  return readClause(clause)?.rule === 'tried';
}
