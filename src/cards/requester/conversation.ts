import { choiceLabel } from '../../conversation/choice-label.ts';
import type { KnownSymptom, Reply, ReplyKind, Verb } from '../../conversation/reply.ts';
import type { Locale } from '../../i18n/locale.ts';
import { inSentence, languageChoice, locales } from '../../i18n/locales.ts';
import { translate } from '../../i18n/words.ts';
import { markedRuns, unmarked } from '../shared/inline-markup.ts';
import { spoken } from '../shared/summary.ts';
import type { Data, OwnData } from '../template/template.ts';
import { asTitle, runbookLine } from './shown.ts';

type ReplyOf<Kind extends ReplyKind> = Extract<Reply, { kind: Kind }>;

const WORDS_TO_TYPE = [
  'back',
  'start-over',
  'status',
  'person',
  'language',
  'help',
] as const satisfies Verb[];

export function welcomeData({ first, examples }: ReplyOf<'welcome'>, locale: Locale): OwnData {
  const title = translate(locale, first ? 'card.welcome.hello' : 'card.welcome.again');
  return {
    speak: title,
    title,
    promise: first ? [{}] : [],
    examples:
      examples.length === 0 ? [] : [{ lines: examples.map((text) => ({ text: unmarked(text) })) }],
  };
}

export function chooseData({ runbook }: ReplyOf<'choose'>, locale: Locale): OwnData {
  return { speak: translate(locale, 'card.choose.title'), runbook: runbookLine(runbook) };
}

export function whichRunbookData({ listed }: ReplyOf<'which-runbook'>, locale: Locale): OwnData {
  const lead = translate(locale, `card.whichRunbook.${listed ? 'listed' : 'asked'}`);
  return { speak: translate(locale, 'card.whichRunbook.title'), lead };
}

export function symptomsData(
  { runbook, known }: ReplyOf<'symptoms'>,
  locale: Locale,
  decided: boolean,
): OwnData {
  return {
    speak: spoken([asTitle(runbook), translate(locale, 'card.symptoms.title')], locale),
    runbook: runbookLine(runbook),
    list: decided ? [] : listOf(known),
  };
}

/** The list of known symptoms is an input; once answered, the choice in words replaces it. */
export function unknownSymptomData(
  { known, choices }: ReplyOf<'not-understood'>,
  locale: Locale,
  decided: boolean,
): OwnData {
  const hasSubjects = !decided && choices.some(({ verb }) => verb === 'runbook');
  return {
    speak: translate(locale, 'card.notUnderstood.title'),
    list: decided ? [] : listOf(known),
    subjects: hasSubjects ? [{}] : [],
  };
}

function listOf(known: readonly KnownSymptom[]): Data[] {
  const symptoms = known.map(({ value, title }) => ({ value, title: unmarked(title) }));
  return symptoms.length === 0 ? [] : [{ symptoms }];
}

export function offerTicketData(
  { subjects = [] }: ReplyOf<'offer-ticket'>,
  locale: Locale,
): OwnData {
  return {
    speak: translate(locale, 'card.offerTicket.title'),
    subjects:
      subjects.length === 0
        ? []
        : [{ text: sentenceOf(subjects, 'card.offerTicket.subjects', locale) }],
  };
}

export function questionData(
  { title, question, help, runbook }: ReplyOf<'question'>,
  locale: Locale,
): OwnData {
  return {
    speak: spoken([translate(locale, 'card.question.title'), unmarked(question)], locale),
    about: title === '' ? [] : [{ title: asTitle(title) }],
    question: unmarked(question),
    help: help === null ? [] : [{ text: markedRuns(help) }],
    runbook: runbookLine(runbook),
  };
}

export function solvedData({ title }: ReplyOf<'solved'>, locale: Locale): OwnData {
  return {
    speak: translate(locale, 'card.solved.title'),
    what: title === null ? [] : [{ title: asTitle(title) }],
  };
}

export function helpData({ subjects = [] }: ReplyOf<'help'>, locale: Locale): OwnData {
  const languages = languageChoice(locale);
  const words = WORDS_TO_TYPE.map((verb) => ({
    label: choiceLabel({ verb, value: null, label: null }, locale),
    text: translate(locale, `card.help.word.${verb}`, { languages }),
  }));
  return {
    speak: translate(locale, 'card.help.title'),
    lead: translate(locale, 'card.help.lead', { languages }),
    subjects:
      subjects.length === 0 ? [] : [{ text: sentenceOf(subjects, 'card.help.subjects', locale) }],
    commands: words,
  };
}

function sentenceOf(
  subjects: readonly string[],
  sentence: 'card.help.subjects' | 'card.offerTicket.subjects',
  locale: Locale,
): string {
  const names = inSentence(subjects.map(asTitle), 'and', locale);
  return translate(locale, sentence, { subjects: names });
}

export function switchData({ from, to }: ReplyOf<'switch'>, locale: Locale): OwnData {
  return {
    speak: translate(locale, 'card.switch.title'),
    from: asTitle(from),
    to: to.map((title) => ({ title: asTitle(title) })),
  };
}

/** The question also stands in this many other languages, for those who can't read the first. */
const MAX_OTHERS = 5;

export function languageData(locale: Locale): OwnData {
  const others = locales().filter((each) => each !== locale);
  return {
    speak: translate(locale, 'card.language.title'),
    others: others.slice(0, MAX_OTHERS).map((each) => ({
      title: translate(each, 'card.language.title'),
    })),
  };
}
