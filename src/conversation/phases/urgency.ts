import { MAX_TEXT_LENGTH } from '../../tickets/ticket-command.ts';
import type { MessageReceived } from '../event.ts';
import { ticketOf, withTicket } from '../open-tickets.ts';
import { showPrompt } from '../show-prompt.ts';
import type { OwnTicket, State } from '../state.ts';
import { newCase, notice, record, said, type Turn, withEffect, withState } from '../turn.ts';
import { noWords } from '../utterances/answer-words.ts';
import { isOneOf, plain } from '../utterances/spoken.ts';
import { readAnswer } from '../utterances/typed-answer.ts';
import { readUrgency } from '../utterances/urgency.ts';

/**
 * Handles a request that the ticket be urgent, before or after it is sent, and the reason that was
 * asked for. Returns null for any other message.
 */
export function takeUrgency(turn: Turn, message: MessageReceived): Turn | null {
  const { askedWhyUrgent: asked } = turn.state;
  const read = readUrgency(message.text);
  if (read === null)
    return asked === undefined ? null : takeReason(withoutQuestion(turn), message, asked.number);
  const number = ticketMeant(turn);
  if (number === undefined) return null;
  return read.reason === '' ? askWhy(turn, message, number) : urge(turn, message, number);
}

/** Forgets that the reason was asked for: something else came first. */
export function withoutQuestion(turn: Turn): Turn {
  const { askedWhyUrgent: _, ...state } = turn.state;
  return { ...turn, state };
}

/** Returns the number of the sent ticket; null for the one in preparation, undefined without any. */
function ticketMeant(turn: Turn): string | null | undefined {
  const { phase, focus } = turn.state;
  if (phase.name === 'evidence' || phase.name === 'review') return null;
  const ticket = focus === null ? null : ticketOf(turn, focus);
  return ticket !== null && isIdle(turn.state) && isOpen(ticket) ? ticket.number : undefined;
}

function takeReason(turn: Turn, message: MessageReceived, number: string | null): Turn | null {
  if (ticketMeant(turn) !== number || isSomethingElse(turn, message.text)) return null;
  return isOneOf(plain(message.text), noWords())
    ? notice(turn, { code: 'acknowledged' })
    : urge(turn, message, number);
}

/** An answer to the card, or a command, says nothing of why it is urgent. */
function isSomethingElse({ state, world }: Turn, text: string): boolean {
  const cards = [state.sidePrompt, state.prompt];
  const isAnswer = cards.some((reply) => reply !== null && readAnswer(text, reply) !== null);
  return text.trim() === '' || isAnswer || world.match(text).outcome === 'intent';
}

function askWhy(turn: Turn, message: MessageReceived, number: string | null): Turn {
  const asked = notice(record(turn, said(turn, message.text)), {
    code: 'why-urgent',
    by: by(turn),
  });
  return withState(asked, { askedWhyUrgent: { number } });
}

function urge(turn: Turn, message: MessageReceived, number: string | null): Turn {
  return number === null ? urgeDraft(turn, message) : urgeTicket(turn, message, number);
}

/** The words go into the ticket as they are: they are the requester's own, also for the helpdesk. */
function urgeDraft(turn: Turn, { text }: MessageReceived): Turn {
  const current = turn.state.case ?? newCase(turn.event);
  const reason = readUrgency(text)?.reason ?? text;
  const noted = withState(turn, { case: { ...current, urgency: reason.slice(0, MAX_REASON) } });
  const told = notice(record(withoutQuestion(noted), said(turn, text)), {
    code: 'urgent',
    by: by(turn),
    number: null,
  });
  return turn.state.phase.name === 'review' ? showPrompt(told) : told;
}

const MAX_REASON = 2000;

function urgeTicket(turn: Turn, message: MessageReceived, number: string): Turn {
  const source = message.messageId ?? turn.event.id;
  const text = message.text.slice(0, MAX_TEXT_LENGTH);
  const answered = withEffect(withoutQuestion(turn), {
    kind: 'ticket-command',
    number,
    command: { kind: 'answer', text, files: [], source },
  });
  const urged =
    by(turn) === 'requester'
      ? withEffect(answered, { kind: 'ticket-command', number, command: { kind: 'urge' } })
      : answered;
  return notice(withTicket(urged, number, { told: true }), {
    code: 'urgent',
    by: by(turn),
    number,
  });
}

function by({ world }: Turn): 'helpdesk' | 'requester' {
  return world.urgentBy ?? 'helpdesk';
}

function isIdle({ phase, case: current }: State): boolean {
  return phase.name === 'after' || (phase.name === 'report' && current === null);
}

function isOpen({ status }: OwnTicket): boolean {
  return status !== 'resolved' && status !== 'closed';
}
