import type { Localized } from '../../i18n/locale.ts';
import { locales, nameOf } from '../../i18n/locales.ts';
import type { Match } from '../../matching/match.ts';
import { whyChosen } from '../../matching/why.ts';
import { findSymptom, sameSymptom, symptomKey, symptomOfKey } from '../../runbook/lookup.ts';
import type { SymptomRef } from '../../runbook/symptom-ref.ts';
import { boundedReports } from '../bounds.ts';
import type { Choice, KnownSymptom, Verb } from '../reply.ts';
import type { Phase } from '../state.ts';
import {
  choice,
  moveTo,
  newCase,
  type Prompt,
  record,
  said,
  type Turn,
  withCase,
  withState,
} from '../turn.ts';
import { goOn } from './guide.ts';

/** Maximum number of known symptoms listed on a card. */
const KNOWN_LISTED = 60;
const EXAMPLES = 3;
/** Maximum number of characters per report when several are read together. */
const TOGETHER = 500;

/** Handles typed text as a report: its meaning decides where the conversation goes. */
export function takeReport(talk: Turn, text: string, match: Match): Turn {
  const inbound = addReport(talk, text);
  switch (match.outcome) {
    case 'symptom':
      return understand(inbound, match.symptom, match.confidence, match.why);
    case 'choices':
      return moveTo(inbound, { name: 'choose', symptoms: match.symptoms });
    case 'none':
      return takeTogether(inbound) ?? notUnderstood(inbound);
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
function takeTogether(talk: Turn): Turn | null {
  const current = talk.state.case;
  const isRefused = current?.transcript.some(
    (entry) => entry.did === 'chose' && REFUSALS.includes(entry.choice),
  );
  if (!current || current.reports.length < 2 || isRefused) return null;
  const match = talk.world.match(
    current.reports.map(({ text }) => text.slice(0, TOGETHER)).join('\n'),
  );
  if (match.outcome === 'symptom')
    return understand(talk, match.symptom, match.confidence, match.why);
  return match.outcome === 'choices'
    ? moveTo(talk, { name: 'choose', symptoms: match.symptoms })
    : null;
}

/** Reports before one of these were understood wrongly. */
const REFUSALS: readonly string[] = ['not-this', 'none-of-these'] satisfies readonly Verb[];

/** Adds text to the case, opening one if there is none. */
export function addReport(talk: Turn, text: string): Turn {
  const current = talk.state.case ?? newCase(talk.event);
  const reports = boundedReports([...current.reports, { text, at: talk.event.at }]);
  return record(withState(talk, { case: { ...current, reports } }), said(talk, text));
}

/**
 * Sets the person's problem to this symptom and goes to its first cause. The case stores `why` in
 * their language.
 */
export function understand(
  talk: Turn,
  symptom: SymptomRef,
  confidence: number,
  why: Localized,
): Turn {
  return goOn(
    withCase(talk, { match: { symptom, confidence, why: why[talk.state.locale] } }),
    talk,
  );
}

/** Handles the person choosing the symptom themselves. */
export function pickSymptom(talk: Turn, key: string): Turn | null {
  const ref = symptomOfKey(key);
  if (ref === null || findSymptom(talk.world.runbooks, ref) === null) return null;
  return understand(talk, ref, 1, whyChosen());
}

/** Asks for the exact text once; after that, offers a ticket. */
export function notUnderstood(talk: Turn): Turn {
  const { phase } = talk.state;
  const askedBefore = phase.name === 'offer' || (phase.name === 'report' && phase.asked > 0);
  const cleared = talk.state.case === null ? talk : withCase(talk, { match: null });
  return moveTo(cleared, askedBefore ? { name: 'offer' } : { name: 'report', asked: 1 }, talk);
}

export function reportPrompt(talk: Turn, phase: Extract<Phase, { name: 'report' }>): Prompt {
  if (phase.asked === 0) return welcomePrompt(talk);
  return {
    body: { kind: 'not-understood', known: knownSymptoms(talk).slice(0, KNOWN_LISTED) },
    choices: [choice('pick'), choice('person'), choice('back')],
  };
}

export function choosePrompt(talk: Turn, symptoms: readonly SymptomRef[]): Prompt {
  const picks = titled(talk, symptoms).map(({ key, title }) => choice('pick', key, title));
  return {
    body: { kind: 'choose' },
    choices: [...picks, choice('none-of-these'), choice('person')],
  };
}

export function offerPrompt(): Prompt {
  return { body: { kind: 'offer-ticket' }, choices: [choice('ticket'), choice('start-over')] };
}

export function switchPrompt(talk: Turn, to: readonly SymptomRef[]): Prompt {
  const offers = titled(talk, to);
  const match = talk.state.case?.match;
  return {
    body: {
      kind: 'switch',
      from: (match && titled(talk, [match.symptom])[0]?.title) ?? '',
      to: offers.map(({ title }) => title),
    },
    choices: [...offers.map(({ key, title }) => choice('switch', key, title)), choice('stay')],
  };
}

/**
 * Returns the symptoms other than the current one that typed text mentions; empty if it mentions
 * none, or the current one.
 */
export function otherSymptoms(talk: Turn, match: Match): readonly SymptomRef[] {
  const found =
    match.outcome === 'symptom'
      ? [match.symptom]
      : match.outcome === 'choices'
        ? match.symptoms
        : [];
  const current = talk.state.case?.match?.symptom;
  return current && found.some((ref) => sameSymptom(ref, current)) ? [] : found;
}

export function answerReport(talk: Turn, made: Choice): Turn | null {
  if (made.verb === 'pick') return made.value === null ? null : pickSymptom(talk, made.value);
  if (made.verb === 'none-of-these') return notUnderstood(talk);
  return null;
}

function welcomePrompt(talk: Turn): Prompt {
  const { locale, greeted } = talk.state;
  const examples = knownSymptoms(talk)
    .slice(0, EXAMPLES)
    .map(({ title }) => title);
  const [other, ...more] = locales().filter((each) => each !== locale);
  const language =
    other === undefined
      ? []
      : [more.length > 0 ? choice('language') : choice('language', other, nameOf(other, 'short'))];
  return {
    body: { kind: 'welcome', first: !greeted, examples },
    choices: [choice('help'), choice('person'), ...language],
  };
}

function knownSymptoms(talk: Turn): KnownSymptom[] {
  const { locale } = talk.state;
  return [...talk.world.runbooks.values()].flatMap((runbook) =>
    runbook.symptoms.map((symptom) => ({
      value: symptomKey({ runbook: runbook.id, symptom: symptom.id }),
      title: symptom.title[locale],
    })),
  );
}

function titled(talk: Turn, symptoms: readonly SymptomRef[]): { key: string; title: string }[] {
  return symptoms.flatMap((ref) => {
    const found = findSymptom(talk.world.runbooks, ref);
    return found ? [{ key: symptomKey(ref), title: found.symptom.title[talk.state.locale] }] : [];
  });
}
