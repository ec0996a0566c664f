import { z } from 'zod';
import { locales } from '../i18n/locales.ts';
import {
  fromLanguages,
  inAnyLanguage,
  PHRASES,
  understood,
  understoodEverywhere,
} from '../i18n/understood.ts';

const NONE = { before: [], between: [], behind: [] };

/** Words around a number: before it, between those and it, and behind it. */
const AROUND = z
  .strictObject({
    before: PHRASES.default([]),
    between: PHRASES.default([]),
    behind: PHRASES.default([]),
  })
  .default(NONE);

/** Words with spaces between them. */
const WORDS = z.string().transform((text) => text.split(/\s+/u));

const PAIRS = WORDS.refine((pairs) => pairs.every((pair) => [...pair].length === 2), {
  error: 'each must be two characters: one, and what it is replaced by',
});

const VARIANTS = z.strictObject({ characters: PAIRS, words: z.record(z.string(), z.string()) });

/** Spellings, and the usual ones that replace them. */
export type Variants = z.output<typeof VARIANTS>;

const readingWords = understood(
  'reading',
  z.strictObject({
    filler: PHRASES,
    negations: PHRASES.default([]),
    negating: PHRASES,
    'not-negating': PHRASES.default([]),
    towards: PHRASES.default([]),
    years: AROUND,
    numbers: AROUND,
    'single-letters': PHRASES.default([]),
    'stuck-letters': PHRASES.default([]),
    variants: VARIANTS.optional(),
    everyday: WORDS.default([]),
  }),
);

const sharedWords = fromLanguages(() =>
  understoodEverywhere('reading', z.strictObject({ 'code-prefixes': PHRASES, filler: PHRASES })),
);

/** Gives words and phrases that carry no evidence either way. */
export const fillerWords = fromLanguages(() => [
  ...locales().flatMap((locale) => readingWords(locale).filler),
  ...sharedWords().filler,
]);

/** Gives every word that negates. */
export const negationWords = fromLanguages(
  () => new Set(locales().flatMap((locale) => readingWords(locale).negations)),
);

/** Gives beginnings of terms that negate what is before them, and those that only look like it. */
export const negatingWords = inAnyLanguage(readingWords, ({ negating }) => negating);
export const notNegatingWords = inAnyLanguage(readingWords, (words) => words['not-negating']);

/** Gives words that stand before the name of a product: "sign in to …". */
export const towardsWords = inAnyLanguage(readingWords, ({ towards }) => towards);

/** Gives words that present a year as the current one. */
export const yearWords = fromLanguages(() => around(({ years }) => years));

/** Gives words that present a number as that of an error. */
export const numberWords = fromLanguages(() => around(({ numbers }) => numbers));

/** Gives words of a single letter. */
export const singleLetters = inAnyLanguage(readingWords, (words) => words['single-letters']);

/** Gives words of a single letter that may be stuck to another word. */
export const stuckLetters = inAnyLanguage(readingWords, (words) => words['stuck-letters']);

/** Gives correctly spelled everyday words. */
export const everydayWords = inAnyLanguage(readingWords, ({ everyday }) => everyday);

/** Gives the beginnings of error codes. */
export function codePrefixes(): readonly string[] {
  return sharedWords()['code-prefixes'];
}

/** Gives the variants of each language that has some. */
export const variants = fromLanguages((): readonly Variants[] =>
  locales().flatMap((locale) => readingWords(locale).variants ?? []),
);

type Around = z.output<typeof AROUND>;

function around(pick: (words: ReturnType<typeof readingWords>) => Around): Around {
  const all = locales().map((locale) => pick(readingWords(locale)));
  return {
    before: all.flatMap(({ before }) => before),
    between: all.flatMap(({ between }) => between),
    behind: all.flatMap(({ behind }) => behind),
  };
}
