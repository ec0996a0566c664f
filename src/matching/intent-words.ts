import { z } from 'zod';
import { languageOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locale.ts';
import { locales, nameOf } from '../i18n/locales.ts';
import { inAnyLanguage, PHRASES, TEMPLATES, understood } from '../i18n/understood.ts';

/** Intents that a whole message may express. */
export const WHOLE_INTENTS = ['person', 'start-over', 'back', 'status', 'help'] as const;

/** Roles of words in asking to hand in logs: see `find-intent.ts`. */
export const ROLES = [
  'hand-in',
  'where-to',
  'logs',
  /** Looks like a log, but isn't one. */
  'none',
] as const;

/** What people say about the conversation itself. */
export const intentWords = understood(
  'intents',
  z.strictObject({
    roles: z.partialRecord(z.enum(ROLES), PHRASES),
    whole: z.record(z.enum(WHOLE_INTENTS), PHRASES),
    'language-changes': PHRASES,
    courtesies: PHRASES,
    /** By tag. */
    languages: z.record(z.string(), PHRASES),
    'language-verbs': PHRASES,
    status: z.strictObject({ ticket: TEMPLATES, asked: PHRASES, filing: PHRASES }),
    dialogs: TEMPLATES.default([]),
  }),
);

export const courtesyWords = inAnyLanguage(intentWords, ({ courtesies }) => courtesies);
export const languageVerbs = inAnyLanguage(intentWords, (words) => words['language-verbs']);
export const languageChanges = inAnyLanguage(intentWords, (words) => words['language-changes']);

/** Returns the words for a role. */
export function roleWords(role: (typeof ROLES)[number]): readonly string[] {
  return locales().flatMap((locale) => intentWords(locale).roles[role] ?? []);
}

/** Returns the messages that express an intent as a whole. */
export function wholeWords(kind: (typeof WHOLE_INTENTS)[number]): readonly string[] {
  return locales().flatMap((locale) => intentWords(locale).whole[kind]);
}

/** Returns the names of a language: in its own words, and in those of all languages. */
export function languageNames(tag: Locale): readonly string[] {
  const everywhere = locales().flatMap((locale) => {
    const written = languageOf(locale).names[tag];
    return [...(intentWords(locale).languages[tag] ?? []), ...(written ? [written] : [])];
  });
  return [...new Set([...everywhere, nameOf(tag), nameOf(tag, 'short')])];
}
