import { composeTicket } from '../conversation/compose-ticket.ts';
import { initialState } from '../conversation/initial-state.ts';
import { newCase } from '../conversation/turn.ts';
import type { World } from '../conversation/world.ts';
import { SignpostError } from '../diagnostics/errors.ts';
import { recommendedFixes } from '../helpdesk/agent-commands/fix-view.ts';
import { matchesOf } from '../helpdesk/agent-commands/look-up.ts';
import type { Locale } from '../i18n/locale.ts';
import { whyChosen } from '../matching/why.ts';
import type { AgentReply, AgentReplyBody } from '../ports/agent-reply.ts';
import { causesOf } from '../runbook/lookup.ts';
import type { Runbook, Symptom } from '../runbook/runbook.ts';
import type { Ticket } from '../tickets/payload.ts';
import { ticketFrom } from '../tickets/ticket-state.ts';
import { eventOf } from './explore.ts';
import { FULL_FORM } from './probes.ts';

/** The helpdesk replies that contain the fixes of a runbook. */
export type FixesReply = Extract<
  AgentReply,
  { kind: 'escalation' | 'ticket' | 'lookup' | 'history' }
>;

const NUMBER = 'SP-1001';
const REQUESTER = {
  kind: 'requester',
  channel: 'web',
  tenant: '-',
  id: 'check',
  name: null,
} as const;
/**
 * Length of a pasted log. On Slack the result of looking it up is shown unfolded, because no button
 * can carry that much.
 */
const LONG_TEXT = 4000;

/**
 * Returns what the helpdesk is shown about a symptom, in a language: the card of a ticket that
 * recommends all its fixes for an administrator, the same card as an agent opens it, its history,
 * and the result of a lookup, for a short and for a long text.
 */
export function deskReplies(
  world: World,
  runbook: Runbook,
  symptom: Symptom,
  locale: Locale,
): readonly FixesReply[] {
  const ticket = ticketOf(world, runbook, symptom, locale);
  const { createdAt: at, priority } = ticket;
  const opened = {
    kind: 'opened',
    ticket: NUMBER,
    revision: 1,
    at,
    actor: REQUESTER,
    priority,
  } as const;
  const fixes = recommendedFixes(world, ticket, locale);
  const overview = { number: NUMBER, ticket, ticketState: ticketFrom(opened), fixes, files: 1 };
  const ref = { runbook: runbook.id, symptom: symptom.id };
  const match = { outcome: 'symptom', symptom: ref, confidence: 1, why: whyChosen() } as const;
  const matches = matchesOf(world, match, locale);
  const text = symptom.title[locale];
  const bodies: readonly Extract<AgentReplyBody, { kind: FixesReply['kind'] }>[] = [
    { kind: 'escalation', ...overview },
    { kind: 'ticket', ...overview, events: [opened], total: 1 },
    { kind: 'lookup', text, matches },
    { kind: 'lookup', text: text.padEnd(LONG_TEXT, ' .'), matches },
    { kind: 'history', number: NUMBER, title: ticket.title, events: [opened], page: 1, pages: 2 },
  ];
  return bodies.map((body) => ({ ...body, id: NUMBER, locale }));
}

/**
 * Builds the fullest possible ticket of a symptom: no cause ruled out, everything tried, the form
 * filled in.
 */
function ticketOf(world: World, runbook: Runbook, symptom: Symptom, locale: Locale): Ticket {
  const text = symptom.title[locale];
  const event = eventOf({ kind: 'message', text, files: [], masked: [] }, locale, 0);
  const tried = causesOf(runbook, symptom).flatMap(({ id, fix }) =>
    fix.stages.map((stage) => ({ cause: id, stage: stage.id, title: stage.title[locale] })),
  );
  const current = {
    ...newCase(event),
    reports: [{ text, at: event.at }],
    match: {
      symptom: { runbook: runbook.id, symptom: symptom.id },
      confidence: 1,
      why: whyChosen()[locale],
    },
    attempts: tried.map((stage) => ({ ...stage, outcome: 'no-change' as const, at: event.at })),
    evidence: FULL_FORM,
  };
  const draft = composeTicket(world, { ...initialState(event), locale, case: current }, event.at);
  if (draft === null)
    throw new SignpostError('card', `No ticket can be made of the symptom "${symptom.id}".`);
  return { ...draft, number: NUMBER };
}
