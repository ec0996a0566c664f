import type { Locale } from '../../i18n/locale.ts';
import { isLocale, locales, nameOf } from '../../i18n/locales.ts';
import type { Intent } from '../../matching/match.ts';
import { findSymptom } from '../../runbook/lookup.ts';
import type { StatusView } from '../reply.ts';
import { showPrompt } from '../show-prompt.ts';
import type { Phase, State } from '../state.ts';
import { aside, choice, markOf, notice, type Turn, withState } from '../turn.ts';
import { attemptTitle } from '../views.ts';
import { beginTicket } from './evidence.ts';
import { isSeveral, subjects } from './runbook-titles.ts';

/** Handles an intent that is possible at any moment, regardless of the waiting question. */
export function handleIntent(turn: Turn, intent: Intent): Turn {
  switch (intent.kind) {
    case 'person':
      return showPrompt(beginTicket(turn));
    case 'start-over':
      return showPrompt(startOver(turn));
    case 'back':
      return showPrompt(goBack(turn));
    case 'status':
      return aside(turn, {
        body: { kind: 'status', status: statusOf(turn) },
        choices: [choice('help')],
      });
    case 'help':
      return aside(turn, {
        body: { kind: 'help', ...subjects(turn) },
        choices: [
          ...(isSeveral(turn) ? [choice('topics')] : []),
          choice('person'),
          choice('back'),
          choice('start-over'),
          choice('status'),
          choice('language'),
        ],
      });
    case 'language':
      return intent.to === null ? askLanguage(turn) : speak(turn, intent.to);
    default:
      return intent satisfies never;
  }
}

/** Returns the intent of a button, or null if the button belongs to one specific card. */
export function intentOf(verb: string, value: string | null): Intent | null {
  switch (verb) {
    case 'person':
    case 'start-over':
    case 'back':
    case 'status':
    case 'help':
      return { kind: verb };
    case 'ticket':
      return { kind: 'person' };
    case 'language':
      return { kind: 'language', to: isLocale(value) ? value : null };
    default:
      return null;
  }
}

/** Returns true for intents that only show something: the waiting card keeps waiting. */
export function isAside(intent: Intent): boolean {
  return (
    intent.kind === 'status' ||
    intent.kind === 'help' ||
    (intent.kind === 'language' && intent.to === null)
  );
}

/** Leaves what is in hand: the next message reports something new. */
export function startOver(turn: Turn): Turn {
  const { state } = turn;
  const history =
    state.case === null
      ? state.history
      : [{ phase: state.phase, mark: markOf(state.case) }, ...state.history].slice(0, 1);
  return withState(turn, {
    phase: { name: 'report', asked: 0 },
    history,
    previousCase: state.case ?? state.previousCase,
    case: null,
    // The next message starts something new.
    focus: null,
  });
}

function goBack(turn: Turn): Turn {
  const { state } = turn;
  const [moment, ...history] = state.history;
  if (moment === undefined) return notice(turn, { code: 'nothing-to-go-back-to' });
  const { phase, mark } = moment;
  if (mark === null)
    return withState(turn, { phase, history, case: null, previousCase: state.case });
  const base = [state.case, state.previousCase].find((candidate) => candidate?.id === mark.id);
  if (!base) return notice(withState(turn, { history: [] }), { code: 'nothing-to-go-back-to' });
  return withState(turn, {
    phase,
    history,
    case: { ...base, ...mark },
    previousCase: state.case === base ? state.previousCase : null,
  });
}

function askLanguage(turn: Turn): Turn {
  const choices = locales().map((each) => choice('language', each, nameOf(each, 'short')));
  return aside(turn, { body: { kind: 'language' }, choices });
}

/** Changes the language and repeats the waiting card in it. */
function speak(turn: Turn, to: Locale): Turn {
  const chosen = withState(turn, { locale: to, localeChosen: true });
  if (turn.state.prompt?.locale === to) return notice(chosen, { code: 'language-changed' });
  return showPrompt(notice(chosen, { code: 'language-changed' }));
}

function statusOf({ world, state }: Turn): StatusView {
  const match = state.case?.match;
  const found = match && findSymptom(world.runbooks, match.symptom);
  return {
    symptom: found?.symptom.title[state.locale] ?? null,
    at: whereabouts(state.phase),
    attempts:
      state.case?.attempts.map((attempt) => ({
        title: attemptTitle(found?.runbook, attempt, state.locale),
        outcome: attempt.outcome,
      })) ?? [],
    ...ticketsIn(state),
    timeZone: state.person.timeZone,
  };
}

/** Maximum number of tickets listed in a status; the card says how many more there are. */
const MAX_STATUS_TICKETS = 20;

/** Lists tickets that aren't closed before closed ones, newest first. */
function ticketsIn({ tickets }: State): Pick<StatusView, 'tickets' | 'moreTickets'> {
  const sorted = [
    ...tickets.filter(({ status }) => status !== 'closed'),
    ...tickets.filter(({ status }) => status === 'closed'),
  ];
  const named = sorted
    .slice(0, MAX_STATUS_TICKETS)
    .map(({ number, title, at, status, assignee }) => ({ number, title, at, status, assignee }));
  const more = sorted.length - named.length;
  return { tickets: named, ...(more > 0 && { moreTickets: more }) };
}

function whereabouts(phase: Phase): StatusView['at'] {
  switch (phase.name) {
    case 'report':
    case 'choose':
    case 'browse':
    case 'offer':
      return 'report';
    case 'guide':
      return 'guide';
    case 'switch':
      return whereabouts(phase.from);
    case 'evidence':
    case 'review':
    case 'after':
      return phase.name;
    default:
      return phase satisfies never;
  }
}
