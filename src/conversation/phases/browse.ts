import type { Match } from '../../matching/match.ts';
import { symptomKey } from '../../runbook/lookup.ts';
import type { Runbook } from '../../runbook/runbook.ts';
import type { Choice, KnownSymptom, Verb } from '../reply.ts';
import type { Case, Phase } from '../state.ts';
import { choice, freshAfter, moveTo, type Prompt, type Turn, withState } from '../turn.ts';
import { titleOfRunbook } from './runbook-titles.ts';
import { isRefused, takeSymptoms, togetherOf } from './understand.ts';

/** Maximum number of known symptoms listed on a card. */
export const KNOWN_LISTED = 60;
/**
 * Teams shows six buttons of a card; a button for which there is no room can be typed.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
export const MAX_BUTTONS = 6;

type Browse = Extract<Phase, { name: 'browse' }>;

const BROWSING: readonly Verb[] = ['topics', 'runbook', 'more'];

/** Returns true for the buttons of lists, which lead somewhere from any place. */
export function isBrowsing({ verb }: Choice): boolean {
  return BROWSING.includes(verb);
}

/** Handles a button of a list; null if it leads nowhere any more. */
export function browse(turn: Turn, { verb, value }: Choice): Turn | null {
  if (verb === 'topics') return moveTo(fresh(turn), { name: 'browse', runbook: null, page: 0 });
  if (verb === 'more') return turnPage(turn, Number(value));
  return value === null ? null : openRunbook(turn, value);
}

/**
 * The person says that their report is about this runbook: what it already means there is taken up;
 * otherwise the runbook's symptoms are listed.
 */
export function openRunbook(turn: Turn, id: string): Turn | null {
  if (!turn.world.runbooks.has(id)) return null;
  const match = matchWithin(turn, id);
  return (match && takeSymptoms(turn, match)) ?? listSymptoms(turn, id);
}

export function listSymptoms(turn: Turn, runbook: string): Turn {
  return moveTo(fresh(turn), { name: 'browse', runbook, page: 0 });
}

export function browsePrompt(turn: Turn, { runbook: id, page }: Browse): Prompt | null {
  if (id === null)
    return {
      body: { kind: 'which-runbook', listed: true },
      choices: [...runbookChoices(turn, MAX_BUTTONS - 1, page), choice('something-else')],
    };
  const runbook = turn.world.runbooks.get(id);
  if (runbook === undefined) return null;
  const known = symptomsOf(turn, runbook);
  const first = page * KNOWN_LISTED;
  const isLong = known.length > KNOWN_LISTED;
  return {
    body: {
      kind: 'symptoms',
      runbook: titleOfRunbook(turn, id) ?? id,
      known: known.slice(first, first + KNOWN_LISTED),
    },
    choices: [
      choice('pick'),
      ...(isLong ? [more(first + KNOWN_LISTED < known.length ? page + 1 : 0)] : []),
      choice('something-else'),
      choice('person'),
      choice('back'),
    ],
  };
}

/** Returns a button for each runbook; if they are too many, of one page, with a way to the next. */
export function runbookChoices(turn: Turn, most: number, page = 0): Choice[] {
  const all = [...turn.world.runbooks.values()].map(({ id, title }) =>
    choice('runbook', id, title[turn.state.locale]),
  );
  if (all.length <= most) return all;
  const size = most - 1;
  const next = (page + 1) * size < all.length ? page + 1 : 0;
  return [...all.slice(page * size, (page + 1) * size), more(next)];
}

export function symptomsOf({ state }: Turn, runbook: Runbook): KnownSymptom[] {
  return runbook.symptoms.map((symptom) => ({
    value: symptomKey({ runbook: runbook.id, symptom: symptom.id }),
    title: symptom.title[state.locale],
  }));
}

function more(page: number): Choice {
  return choice('more', `${page}`);
}

/** Turning a page isn't a step to go back to. */
function turnPage(turn: Turn, page: number): Turn | null {
  if (!Number.isInteger(page) || page < 0) return null;
  const { phase } = turn.state;
  return phase.name === 'browse'
    ? withState(turn, { phase: { ...phase, page } })
    : moveTo(turn, { name: 'browse', runbook: null, page });
}

/** Returns the meaning of the report in one runbook; null if there is no report to understand. */
function matchWithin(turn: Turn, runbook: string): Match | null {
  const current = turn.state.case;
  if (current === null || !isOpenReport(turn, current)) return null;
  const texts = [current.reports.at(-1)?.text ?? '', togetherOf(current)];
  const matches = texts.map((text) => turn.world.match(text, { runbook }));
  return matches.find(({ outcome }) => outcome === 'symptom' || outcome === 'choices') ?? null;
}

function isOpenReport({ state }: Turn, current: Case): boolean {
  const isReporting = ['report', 'choose', 'browse', 'offer'].includes(state.phase.name);
  return isReporting && current.reports.length > 0 && !current.match && !isRefused(current);
}

function fresh(turn: Turn): Turn {
  return withState(freshAfter(turn), { focus: null });
}
