import { locales, nameOf } from '../../i18n/locales.ts';
import type { Match } from '../../matching/match.ts';
import { sameSymptom, symptomKey, symptomOfKey } from '../../runbook/lookup.ts';
import type { SymptomRef } from '../../runbook/symptom-ref.ts';
import { boundedReports } from '../bounds.ts';
import type { Choice, KnownSymptom } from '../reply.ts';
import { reported, settled, symptomsMeant } from '../reported.ts';
import type { Phase } from '../state.ts';
import {
  choice,
  moveTo,
  newCase,
  notice,
  type Prompt,
  record,
  said,
  type Turn,
  withCase,
  withState,
} from '../turn.ts';
import { mentionedRunbooks, namedRunbook } from '../utterances/named-runbook.ts';
import {
  KNOWN_LISTED,
  listSymptoms,
  MAX_BUTTONS,
  openRunbook,
  runbookChoices,
  symptomsOf,
} from './browse.ts';
import { titled } from './choose.ts';
import { isSeveral, titlesOfAll } from './runbook-titles.ts';
import { isRefused, pickSymptom, takeSymptoms, togetherOf } from './understand.ts';

const EXAMPLES = 3;
/** Handles typed text as a report: its meaning decides where the conversation goes. */
export function takeReport(turn: Turn, text: string, match: Match): Turn {
  const inbound = addReport(turn, text);
  const kept = reported(inbound, text, match);
  switch (match.outcome) {
    case 'symptom':
    case 'choices':
      return takeSymptoms(kept, match) ?? kept;
    case 'none':
      return takeTogether(inbound) ?? takeWithin(inbound, text) ?? unknown(kept, match);
    case 'intent':
      // Intents are handled before text is taken as a report.
      return inbound;
    default:
      return match satisfies never;
  }
}

/**
 * Reads text that means nothing on its own together with the text before it: "the printer", then
 * "smudges".
 */
function takeTogether(turn: Turn): Turn | null {
  const current = turn.state.case;
  if (!current || current.reports.length < 2 || isRefused(current)) return null;
  const together = togetherOf(current);
  const match = turn.world.match(together);
  return takeSymptoms(reported(turn, together, match), match);
}

/** Reads text in the runbook that the person chose, or names in answer to a list of runbooks. */
function takeWithin(turn: Turn, text: string): Turn | null {
  const { phase, prompt } = turn.state;
  if (phase.name === 'choose' && phase.question?.kind === 'which-runbook') {
    const [id, ...others] = mentionedRunbooks(text, phase.question.runbooks, turn.world);
    return id === undefined || others.length > 0 ? null : openRunbook(turn, id);
  }
  const named = prompt && namedRunbook(text, prompt, turn.world);
  if (named !== null && named.value !== null) return listSymptoms(turn, named.value);
  if (phase.name !== 'browse' || phase.runbook === null) return null;
  const match = turn.world.match(text, { runbook: phase.runbook });
  return takeSymptoms(turn, match) ?? moveTo(turn, { name: 'offer' });
}

/**
 * Nobody here may speak the language of the text: then says so before anything else. About something
 * that no runbook knows, an exact text wouldn't help.
 */
function unknown(turn: Turn, match: Extract<Match, { outcome: 'none' }>): Turn {
  const { language } = match;
  if (match.offTopic && language === undefined) {
    const cleared = withCase(turn, { match: null, asked: true });
    return moveTo(cleared, { name: 'offer', offTopic: true }, turn);
  }
  return notUnderstood(
    language === undefined ? turn : notice(turn, { code: 'other-language', language }),
  );
}

/** Adds text to the case, opening one if there is none. */
export function addReport(turn: Turn, text: string): Turn {
  const current = turn.state.case ?? newCase(turn.event);
  const reports = boundedReports([...current.reports, { text, at: turn.event.at }]);
  return record(withState(turn, { case: { ...current, reports } }), said(turn, text));
}

/** Asks for the exact text once; after that, offers a ticket. */
export function notUnderstood(turn: Turn): Turn {
  const { phase, case: current } = turn.state;
  const askedBefore =
    phase.name === 'offer' || (phase.name === 'report' && phase.asked > 0) || current?.asked;
  const cleared = withCase(turn, { match: null, asked: true });
  return moveTo(cleared, askedBefore ? { name: 'offer' } : { name: 'report', asked: 1 }, turn);
}

export function reportPrompt(turn: Turn, phase: Extract<Phase, { name: 'report' }>): Prompt {
  if (phase.asked === 0) return welcomePrompt(turn);
  if (isSeveral(turn)) {
    const choices = [...runbookChoices(turn, MAX_BUTTONS - 1), choice('person'), choice('back')];
    return { body: { kind: 'not-understood', known: [] }, choices: choices.slice(0, MAX_BUTTONS) };
  }
  return {
    body: { kind: 'not-understood', known: knownSymptoms(turn).slice(0, KNOWN_LISTED) },
    choices: [choice('pick'), choice('person'), choice('back')],
  };
}

export function offerPrompt(turn: Turn, { offTopic }: Extract<Phase, { name: 'offer' }>): Prompt {
  const choices = [choice('ticket'), choice('start-over')];
  if (!offTopic) return { body: { kind: 'offer-ticket' }, choices };
  // Whoever knows better can look for their problem in a list.
  const lists = isSeveral(turn) ? [choice('topics')] : runbookChoices(turn, 1);
  const body = { kind: 'offer-ticket', subjects: titlesOfAll(turn) } as const;
  return { body, choices: [...choices, ...lists] };
}

export function switchPrompt(turn: Turn, to: readonly SymptomRef[]): Prompt {
  const match = turn.state.case?.match;
  const current = match ? [match.symptom] : [];
  const offers = titled(turn, to, current);
  return {
    body: {
      kind: 'switch',
      from: titled(turn, current, to)[0]?.title ?? '',
      to: offers.map(({ title }) => title),
    },
    choices: [...offers.map(({ key, title }) => choice('switch', key, title)), choice('stay')],
  };
}

/**
 * Returns the symptoms other than the current one that typed text mentions; empty if it mentions
 * none, or the current one.
 */
export function otherSymptoms(turn: Turn, match: Match): readonly SymptomRef[] {
  const found = symptomsMeant(match);
  const current = turn.state.case?.match?.symptom;
  return current && found.some((ref) => sameSymptom(ref, current)) ? [] : found;
}

export function answerReport(turn: Turn, made: Choice): Turn | null {
  if (made.verb === 'pick') return made.value === null ? null : pickReported(turn, made.value);
  return made.verb === 'none-of-these' || made.verb === 'something-else'
    ? notUnderstood(settled(turn, 'unanswered', null))
    : null;
}

function pickReported(turn: Turn, key: string): Turn | null {
  const { phase } = turn.state;
  const picked = pickSymptom(turn, key);
  const isListed = phase.name === 'choose' && phase.symptoms.some((ref) => symptomKey(ref) === key);
  return picked && settled(picked, isListed ? 'confirmed' : 'corrected', symptomOfKey(key));
}

function welcomePrompt(turn: Turn): Prompt {
  const { locale, greeted } = turn.state;
  const [other, ...more] = locales().filter((each) => each !== locale);
  const language =
    other === undefined
      ? []
      : [more.length > 0 ? choice('language') : choice('language', other, nameOf(other, 'short'))];
  return {
    body: { kind: 'welcome', first: !greeted, examples: examplesOf(turn) },
    choices: [choice('help'), choice('person'), ...language],
  };
}

function knownSymptoms(turn: Turn): KnownSymptom[] {
  return [...turn.world.runbooks.values()].flatMap((runbook) => symptomsOf(turn, runbook));
}

/** Returns the titles of a few symptoms, of as many runbooks as possible. */
function examplesOf(turn: Turn): string[] {
  const lists = [...turn.world.runbooks.values()].map((runbook) => symptomsOf(turn, runbook));
  const first = lists.flatMap((list) => list.slice(0, 1));
  const more = lists.flatMap((list) => list.slice(1));
  return [...first, ...more].slice(0, EXAMPLES).map(({ title }) => title);
}
