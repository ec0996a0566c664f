import type { Match } from '../../matching/match.ts';
import type { ReadMessage } from '../../matching/wishes/wish.ts';
import { symptomKey } from '../../runbook/lookup.ts';
import { isClearReport } from '../clear-report.ts';
import { ticketOf } from '../open-tickets.ts';
import { notice, type Turn, withEffect } from '../turn.ts';

/** Answers "is it down for everyone?" with how many others reported the symptom, if one is known. */
export function answerOutage(turn: Turn, match: Match): Turn {
  const symptom = symptomAskedAbout(turn, match);
  return symptom === null
    ? notice(turn, { code: 'outage' })
    : withEffect(turn, { kind: 'count-reports', symptom });
}

/** "Is the VPN down for everyone?" asks, and reports: the answer comes first. */
export function withOutageAnswered(turn: Turn, { wishes }: ReadMessage, match: Match): Turn {
  return wishes.some(({ kind }) => kind === 'outage') ? answerOutage(turn, match) : turn;
}

/** The symptom in the question itself, in hand, or of the ticket that was last spoken of. */
function symptomAskedAbout(turn: Turn, match: Match): string | null {
  const { case: current, focus, tickets } = turn.state;
  if (match.outcome === 'symptom' && isClearReport(match, null)) return symptomKey(match.symptom);
  if (current !== null) return current.match && symptomKey(current.match.symptom);
  const ticket =
    focus === null ? tickets.find(({ status }) => status !== 'closed') : ticketOf(turn, focus);
  return ticket?.symptom ?? null;
}
