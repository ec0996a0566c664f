import type { Match } from '../../matching/match.ts';
import { symptomKey } from '../../runbook/lookup.ts';
import type { TicketDraft } from '../../tickets/payload.ts';
import type { Priority } from '../../tickets/priority.ts';
import { composeTicket, threadOf } from '../compose-ticket.ts';
import type { Effect } from '../effect.ts';
import type { ChatEvent, EventContent, MessageReceived } from '../event.ts';
import { keptIds } from '../files.ts';
import { rememberTicket } from '../open-tickets.ts';
import { knownReach } from '../reach.ts';
import { keptReport } from '../reported.ts';
import type { Case, OwnTicket, State } from '../state.ts';
import { newCase, said, say, type Turn } from '../turn.ts';
import type { World } from '../world.ts';

/**
 * A turn in which the helpdesk files a ticket for a person from a message written elsewhere. The
 * person is told its number; the state of their own conversation stays as it is.
 * @param message The problem, with secrets masked, and its files, already fetched.
 */
export function filingStep(message: Pick<MessageReceived, 'text' | 'files'>, priority: Priority) {
  return (
    world: World,
    state: State,
    event: ChatEvent,
  ): { state: State; effects: readonly Effect[] } => {
    const turn: Turn = { world, event, state, effects: [] };
    const match = world.match(message.text);
    const current = caseOf(turn, message, match);
    const draft = composeTicket(world, { ...state, case: current }, event.at);
    if (draft === null) return { state, effects: [] };
    const ticket = { ...draft, priority };
    if (event.content.kind === 'ticket-filed') return filed(turn, current, ticket, event.content);
    const report = keptReport(current.id, message.text, match);
    const kept: Effect[] = report ? [{ kind: 'keep-report', report }] : [];
    const files = keptIds(message.files);
    const file: Effect = { kind: 'file-ticket', ticket, files, ...threadOf(current) };
    return { state, effects: [...kept, file] };
  };
}

function caseOf(
  turn: Turn,
  { text: report, files }: Pick<MessageReceived, 'text' | 'files'>,
  match: Match,
): Case {
  const { event } = turn;
  return {
    ...newCase(event),
    reports: [{ text: report, at: event.at }],
    match:
      match.outcome === 'symptom'
        ? {
            symptom: match.symptom,
            confidence: match.confidence,
            why: match.why[turn.state.locale],
            whyIn: match.why,
          }
        : null,
    evidence: knownReach(turn.state),
    files,
    transcript: [said(turn, report)],
  };
}

function filed(
  turn: Turn,
  current: Case,
  ticket: TicketDraft,
  { number, answer }: Extract<EventContent, { kind: 'ticket-filed' }>,
) {
  const mine: OwnTicket = {
    number,
    title: ticket.title,
    at: turn.event.at,
    status: 'new',
    assignee: null,
    symptom: current.match && symptomKey(current.match.symptom),
    told: false,
    ...(answer && { answer }),
  };
  const { turn: told } = say(
    { ...turn, state: rememberTicket(turn.state, mine) },
    { body: { kind: 'sent', number, ticket, ...(answer && { answer }) }, choices: [] },
  );
  return { state: told.state, effects: told.effects };
}
