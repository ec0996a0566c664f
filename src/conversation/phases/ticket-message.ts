import { locales } from '../../i18n/locales.ts';
import type { Match } from '../../matching/match.ts';
import type { ReadMessage } from '../../matching/wishes/wish.ts';
import { symptomKey, symptomOfKey } from '../../runbook/lookup.ts';
import { parseTicketNumber } from '../../tickets/number.ts';
import { choiceLabel } from '../choice-label.ts';
import { isClearReport } from '../clear-report.ts';
import type { MessageReceived } from '../event.ts';
import { tellMissing, toEventFile } from '../files.ts';
import { ticketOf, withTicket } from '../open-tickets.ts';
import type { Choice, ReplyBody } from '../reply.ts';
import { symptomsMeant } from '../reported.ts';
import type { OwnTicket } from '../state.ts';
import { aside, choice, notice, type Turn, withEffect, withState } from '../turn.ts';
import { agreeWords } from '../utterances/answer-words.ts';
import { isNegative, isOneOf, isYesOrNo, plain } from '../utterances/spoken.ts';
import { answerPrompt, readStars } from '../utterances/ticket-answer.ts';
import { isGreeting, isThanks, readAnswer } from '../utterances/typed-answer.ts';

/** Maximum number of characters of one message sent to a ticket. */
const MAX_WORDS = 8000;

/**
 * Handles a message about a ticket the person has filed: an answer to one of its cards, or text for
 * the helpdesk. Returns null for any other message, which is then an answer, an intent or a report.
 */
export function takeTicketMessage(
  turn: Turn,
  message: MessageReceived,
  read: ReadMessage,
): Turn | null {
  const text = message.text.trim();
  const named = namedTicket(turn, text, message.files.length);
  if (named) return passOn(turn, named.ticket, { ...message, text: named.words });
  if (isIdle(turn) && text !== '') {
    const answered = answerInWords(turn, text);
    if (answered) return answered;
  }
  const ticket = inFocus(turn) ?? meantByOutcome(turn, text, read);
  return ticket && isForTicket(turn, ticket, message, read)
    ? tellDesk(turn, ticket, message, read)
    : null;
}

/**
 * "SP-1001: it is back" goes to that ticket, even if the conversation is about something else; with
 * a file, the number is enough.
 */
function namedTicket(
  turn: Turn,
  text: string,
  files: number,
): { readonly ticket: OwnTicket; readonly words: string } | null {
  const [, , words = ''] = NAMED.exec(text) ?? [];
  if (words === '' && files === 0) return null;
  const number = numberNamedIn(text);
  const ticket = number === null ? null : ticketOf(turn, number);
  return ticket && ticket.status !== 'closed' ? { ticket, words } : null;
}

/**
 * Returns the ticket number that a message begins with, as in "SP-1001: it is back", or null if
 * there is none.
 */
export function numberNamedIn(text: string): string | null {
  const [, written = ''] = NAMED.exec(text.trim()) ?? [];
  return parseTicketNumber(written);
}

const NAMED = /^(sp[ \t]*[-–—－]?[ \t]*\d{4,9})(?:(?:\s*[:：,，]\s*|\s+)(\S.*)|\s*[:：,，]?)$/isu;

function answerInWords(turn: Turn, text: string): Turn | null {
  for (const ask of turn.state.ticketPrompts) {
    const rated = ask.reply.kind === 'rating' ? readStars(text) : null;
    const made = rated
      ? ask.reply.choices.find(({ value }) => value === `${ask.number}/${rated.stars}`)
      : readAnswer(text, ask.reply);
    if (!made) continue;
    return answerPrompt(turn, ask, made, rated ? rated.comment : reasonIn(text, made));
  }
  return null;
}

/** "No, it says 0x80F1 now" is a reason; "no" and the button's own label aren't. */
function reasonIn(text: string, made: Choice): string {
  const inbound = plain(text);
  const isBare =
    isYesOrNo(inbound) || locales().some((locale) => plain(choiceLabel(made, locale)) === inbound);
  return isBare ? '' : text;
}

function inFocus(turn: Turn): OwnTicket | null {
  const { focus } = turn.state;
  const ticket = focus === null ? null : ticketOf(turn, focus);
  return ticket && ticket.status !== 'closed' ? ticket : null;
}

function isForTicket(
  turn: Turn,
  ticket: OwnTicket,
  { text: written, files }: MessageReceived,
  read: ReadMessage,
): boolean {
  const text = written.trim();
  if (text === '') return files.length > 0 && isIdle(turn);
  const isWaiting = ticket.status === 'waiting';
  if (!isIdle(turn) && !(isWaiting && isTrying(turn))) return false;
  if (isAnswer(turn, text) || isGreeting(text)) return false;
  if (isThanks(text) && !(isWaiting && isOneOf(plain(text), agreeWords()))) return false;
  if (asksForOutage(read)) return false;
  if (endedBy(read) === 'withdrawn') return true;
  const match = turn.world.match(text);
  if (match.outcome === 'intent') return match.intent.kind === 'person' && isIdle(turn);
  if (match.outcome === 'none') return true;
  if (!isIdle(turn)) return false;
  // An answer to the helpdesk's question stays an answer, even if it names another symptom.
  return isWaiting || !reportsAnother(ticket, match, saysTrouble(text, read));
}

/** A list of symptoms is another problem's only if the text says that something doesn't work. */
function reportsAnother({ symptom }: OwnTicket, match: Match, isTrouble: boolean): boolean {
  const inHand = (symptom && symptomOfKey(symptom)?.runbook) ?? null;
  const isReport = isClearReport(match, inHand) && (match.outcome === 'symptom' || isTrouble);
  return isReport && !symptomsMeant(match).some((each) => symptomKey(each) === symptom);
}

function saysTrouble(text: string, { wishes }: ReadMessage): boolean {
  const isOutcome = wishes.some(({ kind }) => kind === 'did-not-work' || kind === 'cannot');
  return isOutcome || isNegative(plain(text));
}

function asksForOutage({ wishes, report }: ReadMessage): boolean {
  return report === null && wishes.some(({ kind }) => kind === 'outage');
}

/** "Still broken" with nothing in hand can only be about the ticket filed last. */
function meantByOutcome(
  turn: Turn,
  text: string,
  { wishes, report }: ReadMessage,
): OwnTicket | null {
  if (!isIdle(turn) || text === '') return null;
  const isOutcome =
    report === null && wishes.some(({ kind, sure }) => kind === 'did-not-work' && sure);
  return isOutcome ? (turn.state.tickets.find(({ status }) => status !== 'closed') ?? null) : null;
}

/** Sends the text to the ticket's desks, and offers to make a new problem of it. */
function tellDesk(
  turn: Turn,
  ticket: OwnTicket,
  message: MessageReceived,
  read: ReadMessage,
): Turn {
  const { number, told, status } = ticket;
  const { text } = message;
  const sent = withState(sendToDesk(turn, ticket, message), { focus: number });
  if (isReaction(text)) return sent;
  const isResolved = status === 'resolved';
  const more = isResolved ? 'resolved' : (endedBy(read) ?? (told ? undefined : 'hint'));
  const body: ReplyBody = {
    kind: 'notice',
    notice: { code: 'told-the-desk', number, text, ...(more && { more }) },
  };
  const choices = [
    ...(isResolved ? [choice('reopen', number)] : []),
    ...(text === '' || more === 'works' || more === 'withdrawn' ? [] : [choice('new-problem')]),
  ];
  return tellMissing(aside(sent, { body, choices }), message.files);
}

/** Returns how a message ends the matter of an open ticket: it works again, or isn't needed. */
function endedBy({ wishes }: ReadMessage): 'works' | 'withdrawn' | null {
  const sure = wishes.flatMap(({ kind, sure }) => (sure ? kind : []));
  if (sure.includes('did-not-work')) return null;
  if (sure.includes('worked')) return 'works';
  return sure.includes('withdraw') ? 'withdrawn' : null;
}

/** The person names the ticket themselves: only says where the text went. */
function passOn(turn: Turn, ticket: OwnTicket, message: MessageReceived): Turn {
  const sent = sendToDesk(turn, ticket, message);
  const told = notice(sent, { code: 'told-the-desk', number: ticket.number });
  return tellMissing(told, message.files);
}

function sendToDesk(
  turn: Turn,
  { number, status }: OwnTicket,
  { text, files, messageId }: MessageReceived,
): Turn {
  const sent = withEffect(turn, {
    kind: 'ticket-command',
    number,
    command: {
      kind: 'answer',
      text: text.slice(0, MAX_WORDS),
      files: files.map(toEventFile),
      source: messageId ?? turn.event.id,
    },
  });
  return withTicket(sent, number, {
    told: true,
    status: status === 'waiting' ? 'in-progress' : status,
  });
}

/** A message of nothing but emoji, as signs or by their names in Slack, is heard like a nod. */
function isReaction(text: string): boolean {
  return REACTION.test(text.trim());
}

const REACTION =
  /^(?:(?:[^\p{L}\p{N}]*\p{Extended_Pictographic}[^\p{L}\p{N}]*)|(?::[a-z0-9_+'-]+:\s*)+)$/u;

function isAnswer({ state }: Turn, text: string): boolean {
  return [state.sidePrompt, state.prompt].some(
    (reply) => reply !== null && readAnswer(text, reply) !== null,
  );
}

/**
 * Returns true if nothing is being worked on: the case is solved or filed, or nothing was reported
 * yet.
 */
function isIdle({ state }: Turn): boolean {
  const { phase } = state;
  return (
    phase.name === 'after' || (phase.name === 'report' && phase.asked === 0 && state.case === null)
  );
}

function isTrying({ state }: Turn): boolean {
  return state.phase.name === 'guide' || state.phase.name === 'switch';
}
