import { z } from 'zod';
import { locales } from '../../i18n/locales.ts';
import { anyOf, templateProblem } from '../../i18n/phrase-template.ts';
import { fromLanguages, inAnyLanguage, PHRASES, understood } from '../../i18n/understood.ts';
import type { Verb } from '../reply.ts';

/** Outcomes of an attempt, in the order in which a clause is checked for them. */
const OUTCOMES = ['no-change', 'cannot', 'fixed'] as const satisfies readonly Verb[];

/** The outcome of an attempt. */
export type PhraseOutcome = (typeof OUTCOMES)[number];

const TEMPLATES = z.array(z.string());

const outcomePhrases = understood(
  'outcomes',
  z
    .strictObject({
      parts: z.record(z.string(), PHRASES),
      'no-change': TEMPLATES,
      cannot: TEMPLATES,
      fixed: TEMPLATES,
      tried: TEMPLATES,
      'tried-before': PHRASES,
    })
    .superRefine((phrases, context) => {
      for (const name of [...OUTCOMES, 'tried'] as const) {
        for (const [index, template] of phrases[name].entries()) {
          const message = templateProblem(template, phrases.parts);
          if (message !== null) context.addIssue({ code: 'custom', path: [name, index], message });
        }
      }
    }),
);

/**
 * Typed outcomes of the steps. Each is matched against a whole clause in plain form (lower case, no
 * punctuation, no spaces around Chinese).
 */
const outcomePatterns = fromLanguages(() =>
  OUTCOMES.map((outcome) => [outcome, patternsOf(outcome)] as const),
);

/** Says that something was tried, and no more. */
const triedPatterns = fromLanguages(() => patternsOf('tried'));

const triedBefore = inAnyLanguage(outcomePhrases, (words) => words['tried-before']);

/** Returns the outcome that a clause states, or null if it states none. */
export function outcomeIn(clause: string): PhraseOutcome | null {
  return outcomePatterns().find(([, patterns]) => isAnyOf(patterns, clause))?.[0] ?? null;
}

/** "I tried that": the text after it says how it went. */
export function saysTried(clause: string): boolean {
  return isAnyOf(triedPatterns(), clause);
}

/** "I already tried that" says by itself how it went. */
export function saysTriedBefore(clause: string): boolean {
  return saysTried(clause) && triedBefore().some((word) => clause.includes(word));
}

/** Returns one pattern for each language. */
function patternsOf(name: PhraseOutcome | 'tried'): RegExp[] {
  return locales().map((locale) => {
    const { parts, [name]: templates } = outcomePhrases(locale);
    return new RegExp(`^${anyOf(templates, parts)}$`, 'u');
  });
}

function isAnyOf(patterns: readonly RegExp[], clause: string): boolean {
  return patterns.some((pattern) => pattern.test(clause));
}
