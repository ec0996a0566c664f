import { z } from 'zod';
import { locales } from '../i18n/locales.ts';
import { SPELLING_CONVERTER } from '../i18n/spelling-converters.ts';
import { STEMMER } from '../i18n/stemmers.ts';
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

const readingWords = understood(
  'reading',
  z.strictObject({
    filler: PHRASES,
    negations: PHRASES.default([]),
    negating: PHRASES,
    'not-negating': PHRASES.default([]),
    towards: PHRASES.default([]),
    denying: PHRASES.default([]),
    clearing: PHRASES.default([]),
    turning: PHRASES.default([]),
    years: AROUND,
    numbers: AROUND,
    'single-letters': PHRASES.default([]),
    'stuck-letters': PHRASES.default([]),
    spelling: SPELLING_CONVERTER.optional(),
    everyday: WORDS.default([]),
    stemmer: STEMMER.optional(),
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

/** Gives what rules out what follows, what rules out what precedes, and what ends either. */
export const denyingWords = inAnyLanguage(readingWords, ({ denying }) => denying);
export const clearingWords = inAnyLanguage(readingWords, ({ clearing }) => clearing);
export const turningWords = inAnyLanguage(readingWords, ({ turning }) => turning);

/** Gives words that stand before the name of a product: "sign in to …". */
export const towardsWords = inAnyLanguage(readingWords, ({ towards }) => towards);

/** Gives words that present a year as the current one. */
export const yearWords = fromLanguages(() => around(({ years }) => years));

/** Gives words that present a number as that of an error. */
export const numberWords = fromLanguages(() => around(({ numbers }) => numbers));

/** Gives the stemmers of the languages that have one. */
export const stemmers = fromLanguages(() =>
  locales().flatMap((locale) => readingWords(locale).stemmer ?? []),
);

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

/** Gives the converters to the usual spelling of each language that has one. */
export const spellingConverters = fromLanguages(() =>
  locales().flatMap((locale) => readingWords(locale).spelling ?? []),
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
