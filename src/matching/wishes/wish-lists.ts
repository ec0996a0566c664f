import { z } from 'zod';
import { templateProblem } from '../../i18n/phrase-template.ts';
import { PHRASES, TEMPLATES, understood } from '../../i18n/understood.ts';

/** What a clause may say, in the order in which it is checked. */
export const RULES = [
  'withdraw',
  'refusal',
  'later',
  'outage',
  'insult',
  'person',
  'how-long',
  'why',
  'where',
  'more',
  'meaning',
  'how',
  'start-over',
  'back',
  'thanks',
  'greeting',
  'did-not-work',
  'cannot',
  'worked',
  'tried',
  'acknowledgement',
] as const;

export type Rule = (typeof RULES)[number];

const LIST = z.array(z.string()).default([]);

const RULE = z.strictObject({
  says: LIST,
  alone: LIST,
  'may-say': LIST,
  unless: LIST,
  'unless-first': LIST,
  'may-not-say': LIST,
});

/** Gives how people of a language speak about steps and about the conversation. */
export const wishWords = understood(
  'wishes',
  z
    .strictObject({
      conjunctions: PHRASES,
      contrasts: PHRASES,
      limits: PHRASES,
      novelties: PHRASES.default([]),
      leads: TEMPLATES,
      trails: TEMPLATES,
      anywhere: PHRASES,
      homophones: PHRASES.default([]),
      durations: TEMPLATES,
      persistence: PHRASES,
      change: PHRASES,
      additions: PHRASES,
      gratitude: PHRASES,
      regional: z.record(z.string(), z.string()).default({}),
      capitals: z.record(z.string(), z.string()).default({}),
      classes: z.record(z.string(), PHRASES),
      rules: z.record(z.enum(RULES), RULE),
    })
    .superRefine(({ rules, classes }, context) => {
      for (const name of RULES) {
        for (const [list, templates] of Object.entries(rules[name])) {
          for (const [index, template] of templates.entries()) {
            const message = templateProblem(template, classes);
            if (message !== null)
              context.addIssue({ code: 'custom', path: ['rules', name, list, index], message });
          }
        }
      }
    }),
);

export type WishWords = ReturnType<typeof wishWords>;
export type RuleLists = z.output<typeof RULE>;
