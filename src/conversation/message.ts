import { locales } from '../i18n/locales.ts';
import type { Match } from '../matching/match.ts';
import { readMessage } from '../matching/wishes/read-message.ts';
import type { ReadMessage } from '../matching/wishes/wish.ts';
import { choiceLabel } from './choice-label.ts';
import { clearlyOther } from './clear-report.ts';
import type { MessageReceived } from './event.ts';
import { arrived, tellMasked, tellMissing } from './files.ts';
import { takeAnswerAndMore, takeSolved } from './phases/answer-and-more.ts';
import { tellAnswerTime } from './phases/answer-time.ts';
import { addToNotes, beginTicket, withNotes } from './phases/evidence.ts';
import { handleIntent } from './phases/intents.ts';
import { withOutageAnswered } from './phases/outage.ts';
import { addReport, takeReport } from './phases/report.ts';
import { isQuestion, sayAgain } from './phases/say-again.ts';
import { offerSwitch } from './phases/switch.ts';
import { takeTicketMessage } from './phases/ticket-message.ts';
import { noteDetails } from './phases/typed-details.ts';
import { takeUrgency, withoutQuestion } from './phases/urgency.ts';
import { subjectsInHand, takeWish } from './phases/wishes.ts';
import { choose } from './press.ts';
import type { Choice, Reply } from './reply.ts';
import { reported } from './reported.ts';
import { isPlaceGone, recovered, showPrompt } from './show-prompt.ts';
import {
  choice,
  freshAfter,
  moveTo,
  newCase,
  notice,
  record,
  said,
  type Turn,
  withState,
} from './turn.ts';
import { firstAnswer } from './utterances/first-answer.ts';
import { namedRunbook } from './utterances/named-runbook.ts';
import { saysTried } from './utterances/outcome-phrases.ts';
import { plain } from './utterances/spoken.ts';
import { isGreeting, isPromise, isThanks, readAnswer } from './utterances/typed-answer.ts';

/**
 * Maximum number of characters stored per message; a longer message is cut and the sender is told.
 */
const MAX_MESSAGE = 8000;
/** A shorter message is an answer, regardless of its words: "still the same certificate error". */
const MIN_NEW_SYMPTOM_LENGTH = 40;
/** Long enough for "I really want to talk to a human being", but not for more. */
const MAX_BARE_INTENT = 50;

/**
 * Handles a message that was typed, pasted or attached: an answer to a question, an intent, or a
 * report.
 */
export function takeMessage(turn: Turn, message: MessageReceived): Turn {
  const warned = tellMasked(turn, message.masked, message.files);
  const urged = message.files.length > 0 ? null : takeUrgency(warned, message);
  if (urged) return urged;
  const open = withoutQuestion(warned);
  const read = readMessage(message.text);
  const told = tellAnswerTime(open, message, read);
  if (told) return told;
  return takeTicketMessage(open, message, read) ?? takeInConversation(open, message);
}

function takeInConversation(warned: Turn, message: MessageReceived): Turn {
  const noted = message.files.length > 0 ? noteFiles(warned, message) : warned;
  const text = message.text.trim();
  if (text === '')
    return message.files.length > 0 ? askForWords(noted) : notice(noted, { code: 'empty-message' });
  const cut = text.length > MAX_MESSAGE ? notice(noted, { code: 'too-long' }) : noted;
  return takeText(cut, { ...message, text: text.slice(0, MAX_MESSAGE) });
}

function takeText(turn: Turn, message: MessageReceived): Turn {
  if (isPlaceGone(turn)) return showPrompt(recovered(record(turn, said(turn, message.text))));
  const read = readMessage(message.text, subjectsInHand(turn));
  const answered =
    takeAnswerAndMore(turn, message, read) ??
    typedAnswer(turn, message.text, read) ??
    takeSolved(turn, message, read);
  if (answered) return answered;
  const noted = noteDetails(turn, message.text);
  if (noted === null) return takeOther(turn, message, read);
  const { turn: told, rest } = noted;
  if (rest === null) return withReview(told, turn);
  const other = { ...message, text: rest };
  return withReview(takeOther(told, other, readMessage(rest, subjectsInHand(told))), turn);
}

/** The review shows what is sent, so it is shown again once that changed. */
function withReview(turn: Turn, before: Turn): Turn {
  const isOld = turn.state.prompt?.id === before.state.prompt?.id;
  return turn.state.phase.name === 'review' && isOld ? showPrompt(turn) : turn;
}

function takeOther(turn: Turn, message: MessageReceived, read: ReadMessage): Turn {
  if (isGreeting(message.text) && isIdle(turn))
    return showPrompt(withState(turn, { phase: { name: 'report', asked: 0 } }));
  if (isTrying(turn) && isPromise(message.text)) return notice(turn, { code: 'take-your-time' });
  if (isTrying(turn) && saysTried(plain(message.text)))
    return notice(turn, { code: 'did-it-help' });
  if (isThanks(message.text)) return notice(turn, { code: 'thanks' });
  const match = turn.world.match(message.text);
  if (match.outcome === 'intent') return takeIntent(turn, message, match);
  return (
    takeWish(turn, read, match) ?? takeWords(withOutageAnswered(turn, read, match), message, match)
  );
}

function typedAnswer(turn: Turn, text: string, read: ReadMessage): Turn | null {
  if (bringsNewSymptom(turn, text)) return null;
  for (const which of ['sidePrompt', 'prompt'] as const) {
    const reply = turn.state[which];
    const made = reply && (readAnswer(text, reply, read) ?? namedAnswer(turn, text, reply));
    const done = made && choose(record(turn, said(turn, text)), which, made, {});
    if (done) return done;
  }
  const first = firstAnswer(text, turn.state.prompt);
  return first && choose(addReport(turn, text), 'prompt', first, {});
}

/** "It's the VPN" says which; "the VPN drops" is a report. */
function namedAnswer({ world }: Turn, text: string, reply: Reply): Choice | null {
  const asks = reply.kind === 'which-runbook' && !reply.listed;
  return asks && world.match(text).outcome !== 'symptom' ? namedRunbook(text, reply, world) : null;
}

/**
 * "Still broken, now it says …": a new symptom that a fix brought up is handled before the answer
 * that came with it.
 */
function bringsNewSymptom(turn: Turn, text: string): boolean {
  if (turn.state.phase.name !== 'guide' || text.length < MIN_NEW_SYMPTOM_LENGTH) return false;
  const match = turn.world.match(text);
  return match.outcome === 'symptom' && clearlyOther(turn, match).length > 0;
}

function takeIntent(
  turn: Turn,
  message: MessageReceived,
  match: Extract<Match, { outcome: 'intent' }>,
): Turn {
  const { phase } = turn.state;
  const wantsPerson = match.intent.kind === 'person';
  if (wantsPerson && (phase.name === 'evidence' || phase.name === 'review'))
    return almostThere(turn, message);
  if (!wantsPerson) return handleIntent(record(turn, said(turn, message.text)), match.intent);
  // "I want to talk to a person" isn't error text for the form, and on its own adds nothing to a
  // report.
  if (turn.state.case === null)
    return showPrompt(beginTicket(addReport(turn, message.text), turn, null));
  const isBare = locales().some(
    (locale) => plain(choiceLabel(choice('person'), locale)) === plain(message.text),
  );
  return handleIntent(
    isBare ? record(turn, said(turn, message.text)) : addReport(turn, message.text),
    match.intent,
  );
}

/**
 * The ticket is already being prepared: tells a person who asks for a human so, and adds the rest
 * of their message to the ticket.
 */
function almostThere(turn: Turn, message: MessageReceived): Turn {
  const told = notice(turn, { code: 'almost-there' });
  return message.text.length > MAX_BARE_INTENT ? withReview(addToNotes(told, message), turn) : told;
}

/**
 * Handles text that is neither an answer nor an intent: a new report, or an addition to the current
 * one.
 */
function takeWords(turn: Turn, message: MessageReceived, match: Match): Turn {
  const { phase } = turn.state;
  switch (phase.name) {
    case 'report':
    case 'choose':
    case 'browse':
    case 'offer':
    case 'after':
      return presented(
        turn,
        takeReport(withState(freshAfter(turn), { focus: null }), message.text, match),
        message.text,
      );
    case 'guide':
    case 'switch': {
      const others = clearlyOther(turn, match);
      const inbound = addReport(turn, message.text);
      return others.length > 0
        ? showPrompt(offerSwitch(reported(inbound, message.text, match), others))
        : sayAgain(inbound, message.text);
    }
    case 'evidence':
    case 'review': {
      const others = match.outcome === 'symptom' ? clearlyOther(turn, match) : [];
      if (others.length === 0 && isQuestion(message.text))
        return sayAgain(withNotes(turn, message), message.text);
      const kept = addToNotes(turn, message);
      if (others.length > 0)
        return showPrompt(offerSwitch(reported(kept, message.text, match), others));
      return withReview(kept, turn);
    }
    default:
      return phase satisfies never;
  }
}

/** Shows where a report leads; if that is the offer of a ticket that waits already, only says so. */
function presented(before: Turn, after: Turn, text: string): Turn {
  const isOffered = before.state.prompt?.kind === 'offer-ticket';
  return isOffered && after.state.phase.name === 'offer'
    ? sayAgain(after, text)
    : showPrompt(after);
}

function noteFiles(turn: Turn, message: MessageReceived): Turn {
  const fresh = freshAfter(turn);
  const current = fresh.state.case ?? newCase(fresh.event);
  const noted = withState(fresh, {
    case: { ...current, files: [...current.files, ...message.files].slice(-20) },
  });
  const names = message.files.filter(arrived).map(({ name }) => name);
  const thanked = names.length > 0 ? notice(noted, { code: 'files-noted', names }) : noted;
  return tellMissing(thanked, message.files);
}

/** Handles a file without text: asks what it shows if nothing is known yet. */
function askForWords(turn: Turn): Turn {
  if (isIdle(turn)) return showPrompt(moveTo(turn, { name: 'report', asked: 1 }));
  // The review is shown again so that it includes the new file.
  return turn.state.phase.name === 'review' ? showPrompt(turn) : turn;
}

/** Returns true if steps to try are waiting for an answer. */
function isTrying({ state }: Turn): boolean {
  return state.prompt?.kind === 'stage' || state.prompt?.kind === 'last-resort';
}

function isIdle({ state }: Turn): boolean {
  return state.phase.name === 'after' || (state.phase.name === 'report' && state.phase.asked === 0);
}
