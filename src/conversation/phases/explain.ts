import type { Locale } from '../../i18n/locale.ts';
import { mentions } from '../../matching/wishes/clauses.ts';
import { namesDuration } from '../../matching/wishes/durations.ts';
import type { Question, Wish } from '../../matching/wishes/wish.ts';
import type { Runbook } from '../../runbook/runbook.ts';
import type { ExplanationView } from '../reply.ts';
import { say, type Turn } from '../turn.ts';
import { stageContent } from '../views.ts';
import { type Standing, standing } from './guide-places.ts';

/** Maximum number of terms that are explained if none was named. */
const MAX_TERMS = 3;

const NOTHING = { isKnown: false, terms: [], reasons: [], steps: [], table: null, links: [] };

/** Answers a question about the steps in hand. What waits for an answer keeps waiting. */
export function explain(turn: Turn, { question, words }: Wish): Turn {
  const asked = question ?? 'more';
  const here = placeOf(turn);
  const view = here
    ? explanationHere(here, { asked, words, locale: turn.state.locale })
    : explanationElsewhere(turn, asked, words);
  return say(turn, { body: { kind: 'explanation', ...view }, choices: [] }).turn;
}

function placeOf({ world, state }: Turn): Standing | null {
  const phase = state.phase.name === 'switch' ? state.phase.from : state.phase;
  return phase.name === 'guide' && state.case ? standing(world, state.case, phase.place) : null;
}

function explanationElsewhere(turn: Turn, question: Question, words: string): ExplanationView {
  const { locale } = turn.state;
  const terms =
    question === 'meaning'
      ? [...turn.world.runbooks.values()].flatMap((runbook) => termsIn(words, runbook, locale))
      : [];
  return { ...NOTHING, question, isKnown: terms.length > 0, terms, waiting: 'other' };
}

interface Asked {
  readonly asked: Question;
  readonly words: string;
  readonly locale: Locale;
}

function explanationHere(here: Standing, { asked, words, locale }: Asked): ExplanationView {
  const about = aboutPlace(here, locale);
  const named = termsIn(words, here.runbook, locale);
  const terms =
    asked !== 'meaning' || named.length > 0
      ? named
      : termsIn(about.text, here.runbook, locale).slice(0, MAX_TERMS);
  const view = { ...NOTHING, question: asked, terms, waiting: about.waiting };
  const { reasons, steps, table, links } = about;
  switch (asked) {
    case 'meaning':
      return { ...view, isKnown: terms.length > 0, reasons: terms.length > 0 ? [] : reasons };
    case 'why':
      return { ...view, isKnown: reasons.length > 0, reasons };
    case 'where':
    case 'how':
      return { ...view, isKnown: steps.length > 0, steps, table, links };
    case 'more':
      return { ...view, isKnown: reasons.length + steps.length > 0, reasons, steps, table, links };
    case 'how-long': {
      const times = about.notes.filter(namesDuration);
      return { ...view, terms: [], isKnown: times.length > 0, reasons: times };
    }
    default:
      return asked satisfies never;
  }
}

/** What a place of the guide says, in one language. */
interface About extends Pick<ExplanationView, 'reasons' | 'steps' | 'table' | 'links' | 'waiting'> {
  readonly notes: readonly string[];
  /** All of it, to look for terms. */
  readonly text: string;
}

function aboutPlace(here: Standing, locale: Locale): About {
  if (here.kind === 'question') {
    const help = here.fact.help?.[locale];
    const reasons = help === undefined ? [] : [help];
    const text = [here.fact.question[locale], ...reasons].join('\n');
    return {
      reasons,
      steps: [],
      table: null,
      links: [],
      notes: reasons,
      text,
      waiting: 'question',
    };
  }
  const { title, stageWhy, steps, table, notes, links } = stageContent(
    here.runbook,
    here.stage,
    locale,
  );
  const cause = here.kind === 'stage' ? [here.cause.why[locale]] : [];
  const reasons = [...new Set([stageWhy, ...cause])];
  const said = [...notes.map((note) => note.text), ...reasons, ...steps];
  // An administrator's steps aren't shown as tasks.
  const isOurs = here.stage.audience === 'user';
  return {
    reasons,
    steps: isOurs ? steps : [],
    table: isOurs ? table : null,
    links: isOurs ? links : [],
    notes: said,
    text: [title, ...said].join('\n'),
    waiting: isOurs ? 'steps' : 'handoff',
  };
}

/** Returns the terms of a runbook's glossary that a text contains. */
function termsIn(text: string, { glossary }: Runbook, locale: Locale): ExplanationView['terms'] {
  return glossary.flatMap(({ terms, explanation }) => {
    const isNamed = Object.values(terms)
      .flat()
      .some((term) => mentions(text, term));
    const term = terms[locale]?.[0];
    return isNamed && term !== undefined ? [{ term, explanation: explanation[locale] }] : [];
  });
}
