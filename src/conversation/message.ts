import { LOCALES } from '../i18n/locale.ts';
import type { Match } from '../matching/match.ts';
import { choiceLabel } from './choice-label.ts';
import type { MessageReceived } from './event.ts';
import { arrived, tellMasked, tellMissing } from './files.ts';
import { addToNotes, beginTicket } from './phases/evidence.ts';
import { handleIntent } from './phases/intents.ts';
import { addReport, otherSymptoms, takeReport } from './phases/report.ts';
import { offerSwitch } from './phases/switch.ts';
import { takeTicketMessage } from './phases/ticket-message.ts';
import { choose } from './press.ts';
import { isPlaceGone, recovered, showPrompt } from './show-prompt.ts';
import { choice, moveTo, newCase, notice, record, said, type Turn, withState } from './turn.ts';
import { saysTried } from './utterances/outcome-phrases.ts';
import { plain } from './utterances/spoken.ts';
import { isGreeting, isPromise, isThanks, readAnswer } from './utterances/typed-answer.ts';

/** The most characters of one message that are kept; a longer one is cut, and its writer told. */
const MAX_MESSAGE = 8000;
/** Anything shorter is an answer, whatever words it has: "still the same certificate error". */
const MIN_NEWS = 40;
/** "I really want to talk to a human being" and no more. */
const MAX_BARE_INTENT = 50;

/** Takes something typed, pasted or attached: an answer to what is asked, a wish, or a report. */
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
  const answered = typedAnswer(talk, message.text);
  if (answered) return answered;
  if (isGreeting(message.text) && isIdle(talk))
    return showPrompt(withState(talk, { phase: { name: 'report', asked: 0 } }));
  if (isTrying(talk) && isPromise(message.text)) return notice(talk, { code: 'take-your-time' });
  if (isTrying(talk) && saysTried(plain(message.text)))
    return notice(talk, { code: 'did-it-help' });
  if (isThanks(message.text)) return notice(talk, { code: 'thanks' });
  const match = talk.world.match(message.text);
  if (match.outcome === 'intent') return takeIntent(talk, message, match);
  return takeWords(talk, message, match);
}

function typedAnswer(talk: Turn, text: string): Turn | null {
  if (bringsNews(talk, text)) return null;
  for (const which of ['sidePrompt', 'prompt'] as const) {
    const reply = talk.state[which];
    const made = reply && readAnswer(text, reply);
    const done = made && choose(record(talk, said(talk, text)), which, made, {});
    if (done) return done;
  }
  return null;
}

/** "Still broken, now it says …": what a fix made appear is heard before the answer it came with. */
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
  // "I want to talk to a person" is no error text to fill the form with, and by itself adds nothing to a report.
  if (talk.state.case === null)
    return showPrompt(beginTicket(addReport(talk, message.text), talk, null));
  const isBare = LOCALES.some(
    (locale) => plain(choiceLabel(choice('person'), locale)) === plain(message.text),
  );
  return handleIntent(
    isBare ? record(talk, said(talk, message.text)) : addReport(talk, message.text),
    match.intent,
  );
}

/** The ticket is being made already: whoever asks for a person is told so, and what else they say belongs in it. */
function almostThere(talk: Turn, message: MessageReceived): Turn {
  const told = notice(talk, { code: 'almost-there' });
  return message.text.length > MAX_BARE_INTENT ? showPrompt(addToNotes(told, message)) : told;
}

/** Words that neither answer nor wish: a report, or something to add to the one at hand. */
function takeWords(talk: Turn, message: MessageReceived, match: Match): Turn {
  const { phase } = talk.state;
  switch (phase.name) {
    case 'report':
    case 'choose':
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
        ? showPrompt(offerSwitch(inbound, others))
        : notice(inbound, { code: 'not-an-answer' });
    }
    case 'evidence':
    case 'review': {
      const others = match.outcome === 'symptom' ? otherSymptoms(talk, match) : [];
      const kept = addToNotes(talk, message);
      return showPrompt(others.length > 0 ? offerSwitch(kept, others) : kept);
    }
    default:
      return phase satisfies never;
  }
}

/** After a solved or filed case, new words begin a new one. */
function freshAfter(talk: Turn): Turn {
  const { state } = talk;
  if (state.phase.name !== 'after') return talk;
  return withState(talk, {
    phase: { name: 'report', asked: 0 },
    previousCase: state.case,
    case: null,
  });
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

/** A file without a word: what it shows is asked for, where nothing is known yet. */
function askForWords(talk: Turn): Turn {
  if (isIdle(talk)) return showPrompt(moveTo(talk, { name: 'report', asked: 1 }));
  // What is about to be sent is shown as it now is.
  return talk.state.phase.name === 'review' ? showPrompt(talk) : talk;
}

/** True where steps to try are waiting. */
function isTrying({ state }: Turn): boolean {
  return state.prompt?.kind === 'stage' || state.prompt?.kind === 'last-resort';
}

function isIdle({ state }: Turn): boolean {
  return state.phase.name === 'after' || (state.phase.name === 'report' && state.phase.asked === 0);
}
