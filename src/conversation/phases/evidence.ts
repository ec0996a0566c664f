import { findSymptom, sameSymptom, symptomKey } from '../../runbook/lookup.ts';
import type { Runbook } from '../../runbook/runbook.ts';
import { EVIDENCE_LIMITS, type EvidenceAnswers } from '../../tickets/payload.ts';
import { composeTicket, threadOf } from '../compose-ticket.ts';
import type { ButtonPressed, EventContent, MessageReceived } from '../event.ts';
import { keptIds } from '../files.ts';
import { rememberTicket } from '../open-tickets.ts';
import { knownReach, reachIn } from '../reach.ts';
import type { Choice, Reply } from '../reply.ts';
import type { OwnTicket, Phase, State } from '../state.ts';
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
  withEffect,
  withState,
} from '../turn.ts';
import { guideView } from '../views.ts';
import { EVIDENCE_FIELDS, type EvidenceReading, readEvidence } from './evidence-form.ts';

/**
 * Begins the ticket: opens a case if nothing was reported yet, and prefills the form with what is
 * known. `errorText` is the text that was recognized, otherwise the first report, or null if that
 * wasn't an error.
 */
export function beginTicket(
  turn: Turn,
  before: Turn = turn,
  errorText: string | null = understoodText(turn),
): Turn {
  const current = turn.state.case ?? newCase(turn.event);
  const evidence = prefilled(current.evidence, errorText, turn.state);
  return moveTo(withState(turn, { case: { ...current, evidence } }), { name: 'evidence' }, before);
}

/**
 * Returns the report that named the current symptom; earlier reports may have been about something
 * else.
 */
function understoodText({ state, world }: Turn): string | null {
  const [first, ...more] = state.case?.reports ?? [];
  const symptom = state.case?.match?.symptom;
  if (first === undefined || more.length === 0 || symptom === undefined) return first?.text ?? null;
  const tells = ({ text }: { readonly text: string }) => {
    const match = world.match(text);
    return match.outcome === 'symptom' && sameSymptom(match.symptom, symptom);
  };
  return ([first, ...more].find(tells) ?? first).text;
}

export function evidencePrompt(turn: Turn, problems: EvidenceReading['problems'] = {}): Prompt {
  const current = turn.state.case;
  return {
    body: {
      kind: 'evidence',
      values: current?.evidence ?? {},
      problems,
      guides: runbooksAtHand(turn).flatMap((runbook) =>
        runbook.collection.map((guide) => guideView(guide, turn.state.locale)),
      ),
      files: current?.files.map(({ name }) => name) ?? [],
      ...(turn.state.person.name === null && { asksName: true }),
    },
    choices: [choice('submit'), choice('skip'), choice('back')],
  };
}

export function reviewPrompt(turn: Turn): Prompt | null {
  const ticket = composeTicket(turn.world, turn.state, turn.event.at);
  return (
    ticket && {
      body: { kind: 'review', ticket },
      choices: [choice('send'), choice('edit'), choice('cancel')],
    }
  );
}

/** Handles a press on the evidence form; `problems` are set if the form must be shown again. */
export function answerEvidence(
  turn: Turn,
  made: Choice,
  fields: ButtonPressed['fields'],
): { turn: Turn; problems: EvidenceReading['problems'] } | null {
  if (made.verb === 'skip') return { turn: moveTo(turn, { name: 'review' }), problems: {} };
  if (made.verb !== 'submit') return null;
  const before = turn.state.case?.evidence ?? {};
  const { values, problems } = readEvidence(
    fields,
    before,
    turn.event.at,
    turn.state.person.timeZone,
  );
  const filled = withCase(turn, { evidence: values });
  return {
    turn: Object.keys(problems).length > 0 ? filled : moveTo(filled, { name: 'review' }),
    problems,
  };
}

export function answerReview(turn: Turn, made: Choice): Turn | null {
  switch (made.verb) {
    case 'send':
      return send(turn);
    case 'edit':
      return moveTo(turn, { name: 'evidence' });
    case 'cancel':
      return leaveTicket(notice(turn, { code: 'nothing-sent' }));
    default:
      return null;
  }
}

type TicketFiled = Extract<EventContent, { kind: 'ticket-filed' }>;

/** Closes the case: the desk stored the ticket and numbered it. */
export function ticketFiled(turn: Turn, { number, answer }: TicketFiled): Turn {
  const ticket = composeTicket(turn.world, turn.state, turn.event.at);
  if (ticket === null) return turn;
  const symptom = turn.state.case?.match ? symptomKey(turn.state.case.match.symptom) : null;
  const filed: OwnTicket = {
    number,
    title: ticket.title,
    at: turn.event.at,
    status: 'new',
    assignee: null,
    symptom,
    told: false,
    ...(answer && { answer }),
  };
  const remembering = { ...turn, state: rememberTicket(turn.state, filed) };
  return withState(remembering, {
    phase: { name: 'after', filed: { number, ticket, ...(answer && { answer }) } },
    case: null,
    previousCase: null,
    history: [],
    focus: number,
    reach: reachIn(turn.state.case?.evidence ?? {}),
  });
}

/**
 * Returns the fields that were changed on the form. The others may have been answered in words
 * since it was shown, and then it still holds what they were before.
 */
export function sinceShown(
  { state: { prompt } }: Turn,
  fields: ButtonPressed['fields'],
): ButtonPressed['fields'] {
  if (prompt?.kind !== 'evidence') return fields;
  const shown: Readonly<Record<string, string | undefined>> = prompt.values;
  return Object.fromEntries(
    Object.entries(fields).filter(([field, text]) => text !== (shown[field] ?? '')),
  );
}

/** Returns the waiting form with what was typed since it was shown, for a channel that opens it anew. */
export function asTyped(reply: Reply, { case: current }: State): Reply {
  if (reply.kind !== 'evidence' || current === null) return reply;
  return { ...reply, values: { ...reply.values, ...current.evidence } };
}

/** Returns the waiting form with the submitted values, so that the answered card shows them. */
export function withSubmitted(turn: Turn, fields: ButtonPressed['fields']): Turn {
  const { prompt, person } = turn.state;
  if (prompt?.kind !== 'evidence') return turn;
  const before = { ...prompt.values, ...turn.state.case?.evidence };
  const { values } = readEvidence(fields, before, turn.event.at, person.timeZone);
  return withState(turn, { prompt: { ...prompt, values, problems: {} } });
}

/** Adds text typed while the form or the review waits to the ticket's notes. */
export function addToNotes(turn: Turn, message: MessageReceived): Turn {
  return notice(withNotes(turn, message), { code: 'added-to-notes' });
}

/** Keeps a message in the notes of the ticket without a word. */
export function withNotes(turn: Turn, message: MessageReceived): Turn {
  const current = turn.state.case ?? newCase(turn.event);
  const notes = [current.evidence.notes, message.text].filter(Boolean).join('\n');
  const kept: EvidenceAnswers = {
    ...current.evidence,
    notes: notes.slice(0, EVIDENCE_LIMITS.notes),
  };
  const added = withState(turn, { case: { ...current, evidence: kept } });
  return record(added, said(turn, message.text));
}

function send(turn: Turn): Turn | null {
  const ticket = composeTicket(turn.world, turn.state, turn.event.at);
  if (ticket === null) return null;
  return withEffect(turn, {
    kind: 'file-ticket',
    ticket,
    files: keptIds(turn.state.case?.files ?? []),
    ...threadOf(turn.state.case),
  });
}

/** Goes back to the phase before the ticket was begun. */
function leaveTicket(turn: Turn): Turn {
  const { history } = turn.state;
  const index = history.findIndex(({ phase }) => !TICKET_PHASES.has(phase.name));
  const before: Phase = history[index]?.phase ?? { name: 'report', asked: 0 };
  return withState(turn, { phase: before, history: index === -1 ? [] : history.slice(index + 1) });
}

const TICKET_PHASES: ReadonlySet<Phase['name']> = new Set(['evidence', 'review']);

function prefilled(
  before: EvidenceAnswers,
  reported: string | null,
  state: State,
): EvidenceAnswers {
  const { address } = state.person;
  const known: EvidenceAnswers = {
    ...knownReach(state),
    ...(reported ? { errorText: reported.slice(0, EVIDENCE_LIMITS.errorText) } : {}),
    ...(address ? { address } : {}),
  };
  const merged = { ...known, ...before };
  return Object.fromEntries(
    EVIDENCE_FIELDS.flatMap((field) => (merged[field] ? [[field, merged[field]]] : [])),
  );
}

/**
 * Returns the runbook of the current symptom, or the first runbook if no symptom was recognized:
 * every runbook knows how to gather logs.
 */
function runbooksAtHand(turn: Turn): Runbook[] {
  const match = turn.state.case?.match;
  const found = match && findSymptom(turn.world.runbooks, match.symptom);
  return found ? [found.runbook] : [...turn.world.runbooks.values()].slice(0, 1);
}
