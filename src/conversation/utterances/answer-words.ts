import { z } from 'zod';
import { locales } from '../../i18n/locales.ts';
import {
  fromLanguages,
  inAnyLanguage,
  PHRASES,
  TEMPLATES,
  understood,
} from '../../i18n/understood.ts';
import { VERBS, type Verb } from '../reply.ts';

/** Phrases in plain form: see `plain` in spoken.ts. */
export type Phrases = readonly string[];

const answers = understood(
  'answers',
  z.strictObject({
    buttons: z.partialRecord(z.enum(VERBS), PHRASES),
    yes: PHRASES,
    no: PHRASES,
    agreed: PHRASES,
    trying: PHRASES,
    unsure: PHRASES,
    sending: PHRASES,
    ordinals: z.array(PHRASES),
    last: PHRASES,
    negations: PHRASES,
    reversals: PHRASES,
  }),
);

const courtesies = understood(
  'courtesies',
  z.strictObject({
    greetings: PHRASES,
    thanks: PHRASES,
    'thanks-after': TEMPLATES,
    fillers: TEMPLATES.default([]),
    softeners: PHRASES.default([]),
    particles: PHRASES.default([]),
    leads: PHRASES,
    'negative-leads': PHRASES.default([]),
  }),
);

/**
 * Returns the typed equivalents of a button. Some outcomes have more phrasings than a list can hold:
 * see outcome-phrases.ts. The phrases here also match with a typo.
 */
export function answerWords(verb: Verb): Phrases {
  return buttonWords().get(verb) ?? [];
}

const buttonWords = fromLanguages(() => {
  const wordsOf = (verb: Verb) =>
    locales().flatMap((locale) => answers(locale).buttons[verb] ?? []);
  return new Map(VERBS.map((verb) => [verb, wordsOf(verb)]));
});

/** "Yes" and "no"; their meaning depends on the question. */
export const yesWords = inAnyLanguage(answers, ({ yes }) => yes);
export const noWords = inAnyLanguage(answers, ({ no }) => no);

/** Agreement: a yes to an offer, but only "I will" under steps to try. */
export const agreeWords = inAnyLanguage(answers, ({ agreed }) => agreed);

/** Typed by a person who is about to try the steps: the card keeps waiting. */
export const tryingWords = inAnyLanguage(answers, ({ trying }) => trying);

/** Typed at the form, these send the ticket without another look at it. */
export const sendingWords = inAnyLanguage(answers, ({ sending }) => sending);

export const unsureWords = inAnyLanguage(answers, ({ unsure }) => unsure);

/** The last item of a list. */
export const lastWords = inAnyLanguage(answers, ({ last }) => last);

/** Words for the first, second and third item of a list. */
export const ordinals = fromLanguages((): readonly Phrases[] =>
  [0, 1, 2].map((index) => [
    `${index + 1}`,
    ...locales().flatMap((locale) => answers(locale).ordinals[index] ?? []),
  ]),
);

/** Words that make a clause negative. */
export const negations = inAnyLanguage(answers, ({ negations }) => negations);

/** Words that take back what was said. */
export const reversals = inAnyLanguage(answers, ({ reversals }) => reversals);

export const greetings = inAnyLanguage(courtesies, ({ greetings }) => greetings);
export const thanks = inAnyLanguage(courtesies, ({ thanks }) => thanks);

/** Templates for thanks that directly follow an answer. */
export const thanksAfter = inAnyLanguage(courtesies, (words) => words['thanks-after']);

/** Templates for words without meaning, anywhere in a text. */
export const fillers = inAnyLanguage(courtesies, ({ fillers }) => fillers);

/** Words without meaning, unless they stand alone. */
export const softeners = inAnyLanguage(courtesies, ({ softeners }) => softeners);

/** Words without meaning at the end of a text. */
export const particles = inAnyLanguage(courtesies, ({ particles }) => particles);

/** Words before an answer that don't change it. */
export const leads = inAnyLanguage(courtesies, ({ leads }) => leads);

/** Leads that turn an answer around. */
export const negativeLeads = inAnyLanguage(courtesies, (words) => words['negative-leads']);

/** The verbs for yes and no: the first one that a card offers is used. */
export const YES_VERBS: readonly Verb[] = [
  'send',
  'switch',
  'ticket',
  'submit',
  'fixed',
  'confirm',
];
export const NO_VERBS: readonly Verb[] = [
  'no-change',
  'cancel',
  'stay',
  'none-of-these',
  'skip',
  'next',
];
