import { readFileSync } from 'node:fs';
import type { ReadMessage, WishKind } from '../../src/matching/wishes/wish.ts';
import { WISH_KINDS } from '../../src/matching/wishes/wish.ts';

/** A message, what it wishes, and what it must not be taken for. */
export interface LabelledWish {
  readonly id: string;
  readonly text: string;
  readonly wishes: readonly WishKind[];
  readonly lang: string;
  /** `trap`: it holds words of a wish that it doesn't express. */
  readonly kind: string;
  readonly not: readonly WishKind[];
  /** The part that reports something; null if none does. */
  readonly report: string | null;
}

/** Wishes on which something is done: taken wrongly, they skip a step or leave the guide. */
const ACTING: readonly WishKind[] = [
  'person',
  'start-over',
  'back',
  'worked',
  'did-not-work',
  'cannot',
];

/** Reads the collection beside this file. */
export function labelledWishes(): LabelledWish[] {
  return readFileSync(new URL('./wishes-dev.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => toWish(JSON.parse(line)));
}

/** Returns true if every wish of a message was understood. */
export function isUnderstood({ wishes }: LabelledWish, read: ReadMessage): boolean {
  return wishes.every((kind) => read.wishes.some((wish) => wish.kind === kind));
}

/** Returns the wish on which a message would be acted upon wrongly, or null. */
export function wrongAction({ wishes, not }: LabelledWish, read: ReadMessage): WishKind | null {
  const acted = read.wishes.map(({ kind }) => kind).filter((kind) => ACTING.includes(kind));
  const refused = acted.find((kind) => not.includes(kind));
  const [first] = acted;
  return refused ?? (first !== undefined && !wishes.includes(first) ? first : null);
}

function toWish(value: unknown): LabelledWish {
  const fields: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  const { id, text, lang, kind, report = null } = fields;
  if (typeof id !== 'string' || typeof text !== 'string' || typeof lang !== 'string')
    throw new Error(`A wish lacks its id, text or lang: ${JSON.stringify(value)}`);
  return {
    id,
    text,
    lang,
    kind: String(kind),
    wishes: kindsIn(fields.wishes),
    not: kindsIn(fields.not),
    report: report === null ? null : String(report),
  };
}

function kindsIn(value: unknown): WishKind[] {
  return WISH_KINDS.filter((kind) => Array.isArray(value) && value.includes(kind));
}
