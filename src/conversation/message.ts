import { locales } from '../i18n/locales.ts';
import type { Match } from '../matching/match.ts';
import { readMessage } from '../matching/wishes/read-message.ts';
import type { ReadMessage } from '../matching/wishes/wish.ts';
import { choiceLabel } from './choice-label.ts';
import type { MessageReceived } from './event.ts';
import { arrived, tellMasked, tellMissing } from './files.ts';
import { addToNotes, beginTicket } from './phases/evidence.ts';
import { handleIntent } from './phases/intents.ts';
import { addReport, otherSymptoms, takeReport } from './phases/report.ts';
import { offerSwitch } from './phases/switch.ts';
import { takeTicketMessage } from './phases/ticket-message.ts';
import { subjectsInHand, takeOutcomeAndMore, takeWish } from './phases/wishes.ts';
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
import { namedRunbook } from './utterances/named-runbook.ts';
import { saysTried } from './utterances/outcome-phrases.ts';
import { plain } from './utterances/spoken.ts';
import { isGreeting, isPromise, isThanks, readAnswer } from './utterances/typed-answer.ts';

/**
 * Maximum number of characters stored per message; a longer message is cut and the sender is told.
 */
const MAX_MESSAGE = 8000;
/** A shorter message is an answer, regardless of its words: "still the same certificate error". */
const MIN_NEWS = 40;
/** Long enough for "I really want to talk to a human being", but not for more. */
const MAX_BARE_INTENT = 50;

/**
 * Handles a message that was typed, pasted or attached: an answer to a question, an intent, or a
 * report.
 */
export function takeMessage(talk: Turn, message: MessageReceived): Turn {
  const warned = tellMasked(talk, message.masked, message.files);
  return takeTicketMessage(warned, message) ?? takeForTalk(warned, message);
}

function takeForTalk(warned: Turn, message: MessageReceived): Turn {
  const noted = message.files.length > 0 ? noteFiles(warned, message) : warned;
  const text = message.text.trim();
  if (text === '')
    return message.files.length > 0 ? askForWords(noted) : notice(noted, { code: 'empty-message' });
  const cut = text.length > MAX_MESSAGE ? notice(noted, { code: 'too-long' }) : noted;
  return takeText(cut, { ...message, text: text.slice(0, MAX_MESSAGE) });
}

function takeText(talk: Turn, message: MessageReceived): Turn {
  if (isPlaceGone(talk)) return showPrompt(recovered(record(talk, said(talk, message.text))));
  const read = readMessage(message.text, subjectsInHand(talk));
  const answered = takeOutcomeAndMore(talk, message, read) ?? typedAnswer(talk, message.text, read);
  if (answered) return answered;
  if (isGreeting(message.text) && isIdle(talk))
    return showPrompt(withState(talk, { phase: { name: 'report', asked: 0 } }));
  if (isTrying(talk) && isPromise(message.text)) return notice(talk, { code: 'take-your-time' });
  if (isTrying(talk) && saysTried(plain(message.text)))
    return notice(talk, { code: 'did-it-help' });
  if (isThanks(message.text)) return notice(talk, { code: 'thanks' });
  const match = talk.world.match(message.text);
  if (match.outcome === 'intent') return takeIntent(talk, message, match);
  return takeWish(talk, read, match) ?? takeWords(talk, message, match);
}

function typedAnswer(talk: Turn, text: string, read: ReadMessage): Turn | null {
  if (bringsNews(talk, text)) return null;
  for (const which of ['sidePrompt', 'prompt'] as const) {
    const reply = talk.state[which];
    const made = reply && (readAnswer(text, reply, read) ?? namedAnswer(talk, text, reply));
    const done = made && choose(record(talk, said(talk, text)), which, made, {});
    if (done) return done;
  }
  return null;
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
function bringsNews(talk: Turn, text: string): boolean {
  if (talk.state.phase.name !== 'guide' || text.length < MIN_NEWS) return false;
  const match = talk.world.match(text);
  return match.outcome === 'symptom' && otherSymptoms(talk, match).length > 0;
}

function takeIntent(
  talk: Turn,
  message: MessageReceived,
  match: Extract<Match, { outcome: 'intent' }>,
): Turn {
  const { phase } = talk.state;
  const wantsPerson = match.intent.kind === 'person';
  if (wantsPerson && (phase.name === 'evidence' || phase.name === 'review'))
    return almostThere(talk, message);
  if (!wantsPerson) return handleIntent(record(talk, said(talk, message.text)), match.intent);
  // "I want to talk to a person" isn't error text for the form, and on its own adds nothing to a
  // report.
  if (talk.state.case === null)
    return showPrompt(beginTicket(addReport(talk, message.text), talk, null));
  const isBare = locales().some(
    (locale) => plain(choiceLabel(choice('person'), locale)) === plain(message.text),
  );
  return handleIntent(
    isBare ? record(talk, said(talk, message.text)) : addReport(talk, message.text),
    match.intent,
  );
}

/**
 * The ticket is already being prepared: tells a person who asks for a human so, and adds the rest
 * of their message to the ticket.
 */
function almostThere(talk: Turn, message: MessageReceived): Turn {
  const told = notice(talk, { code: 'almost-there' });
  return message.text.length > MAX_BARE_INTENT ? showPrompt(addToNotes(told, message)) : told;
}

/**
 * Handles text that is neither an answer nor an intent: a new report, or an addition to the current
 * one.
 */
function takeWords(talk: Turn, message: MessageReceived, match: Match): Turn {
  const { phase } = talk.state;
  switch (phase.name) {
    case 'report':
    case 'choose':
    case 'browse':
    case 'offer':
    case 'after':
      return showPrompt(
        takeReport(withState(freshAfter(talk), { focus: null }), message.text, match),
      );
    case 'guide':
    case 'switch': {
      const others = otherSymptoms(talk, match);
      const inbound = addReport(talk, message.text);
      return others.length > 0
        ? showPrompt(offerSwitch(reported(inbound, message.text, match), others))
        : notice(inbound, { code: 'not-an-answer' });
    }
    case 'evidence':
    case 'review': {
      const others = match.outcome === 'symptom' ? otherSymptoms(talk, match) : [];
      const kept = addToNotes(talk, message);
      return showPrompt(
        others.length > 0 ? offerSwitch(reported(kept, message.text, match), others) : kept,
      );
    }
    default:
      return phase satisfies never;
  }
}

function noteFiles(talk: Turn, message: MessageReceived): Turn {
  const fresh = freshAfter(talk);
  const current = fresh.state.case ?? newCase(fresh.event);
  const noted = withState(fresh, {
    case: { ...current, files: [...current.files, ...message.files].slice(-20) },
  });
  const names = message.files.filter(arrived).map(({ name }) => name);
  const thanked = names.length > 0 ? notice(noted, { code: 'files-noted', names }) : noted;
  return tellMissing(thanked, message.files);
}

/** Handles a file without text: asks what it shows if nothing is known yet. */
function askForWords(talk: Turn): Turn {
  if (isIdle(talk)) return showPrompt(moveTo(talk, { name: 'report', asked: 1 }));
  // The review is shown again so that it includes the new file.
  return talk.state.phase.name === 'review' ? showPrompt(talk) : talk;
}

/** Returns true if steps to try are waiting for an answer. */
function isTrying({ state }: Turn): boolean {
  return state.prompt?.kind === 'stage' || state.prompt?.kind === 'last-resort';
}

function isIdle({ state }: Turn): boolean {
  return state.phase.name === 'after' || (state.phase.name === 'report' && state.phase.asked === 0);
}
