import type { ButtonPressed } from './event.ts';
import { tellMasked } from './files.ts';
import { browse, isBrowsing } from './phases/browse.ts';
import { answerEvidence, answerReview, sinceShown, withSubmitted } from './phases/evidence.ts';
import { answerGuide } from './phases/guide.ts';
import { handleIntent, intentOf, isAside } from './phases/intents.ts';
import { beginNewProblem } from './phases/new-problem.ts';
import { answerReport, notUnderstood } from './phases/report.ts';
import { answerSwitch } from './phases/switch.ts';
import { withoutQuestion } from './phases/urgency.ts';
import type { Choice } from './reply.ts';
import { settled } from './reported.ts';
import { isPlaceGone, recovered, showPrompt } from './show-prompt.ts';
import { choice, chosen, decide, notice, record, type Turn } from './turn.ts';
import { answerPrompt, pressedPrompt, remarkIn, reopenFrom } from './utterances/ticket-answer.ts';

/** The origin of a button: the waiting card, the side card, or the interface around the cards. */
export type Card = 'prompt' | 'sidePrompt' | 'chrome';

/**
 * Handles a button press. A press on a card that no longer waits changes nothing and gets a polite
 * notice.
 */
export function takePress(turn: Turn, press: ButtonPressed): Turn {
  const warned = tellMasked(withoutQuestion(turn), press.masked, []);
  const ticketPrompt = pressedPrompt(warned, press);
  if (ticketPrompt)
    return answerPrompt(warned, ticketPrompt.ask, ticketPrompt.made, remarkIn(press));
  const pressed = pressedCard(warned, press);
  if (pressed === null) return notice(warned, { code: 'stale' });
  if (isPlaceGone(warned)) return showPrompt(recovered(warned));
  const made: Choice = {
    ...pressed.offered,
    value: pressed.offered.value ?? press.value ?? press.fields.symptom ?? null,
  };
  if (made.verb === 'pick' && !made.value) return notice(warned, { code: 'nothing-picked' });
  return choose(warned, pressed.which, made, press.fields) ?? notice(warned, { code: 'stale' });
}

/** Carries out a choice, pressed or typed; null if it has no meaning here. */
export function choose(
  turn: Turn,
  which: Card,
  made: Choice,
  fields: ButtonPressed['fields'],
): Turn | null {
  const intent = intentOf(made.verb, made.value);
  if (intent && isAside(intent)) return handleIntent(turn, intent);
  const changed = made.verb === 'submit' ? sinceShown(turn, fields) : fields;
  const answered = made.verb === 'submit' ? withSubmitted(turn, changed) : turn;
  const decided = record(
    which === 'chrome' ? answered : decideCards(answered, which, made),
    chosen(answered, made),
  );
  if (intent) return handleIntent(decided, intent);
  if (made.verb === 'new-problem') return beginNewProblem(decided, turn.state.sidePrompt);
  if (made.verb === 'reopen') return reopenFrom(decided, made);
  return isBrowsing(made) ? thenPresent(browse(decided, made)) : answer(decided, made, changed);
}

/** A side card may have a button of the card it is beside: then that one is answered as well. */
function decideCards(turn: Turn, which: 'prompt' | 'sidePrompt', made: Choice): Turn {
  const done = decide(turn, which, made);
  const isShared = turn.state.prompt?.choices.some(
    ({ verb, value }) => verb === made.verb && value === made.value,
  );
  return which === 'sidePrompt' && isShared ? decide(done, 'prompt', made) : done;
}

function answer(turn: Turn, made: Choice, fields: ButtonPressed['fields']): Turn | null {
  const { phase } = turn.state;
  switch (phase.name) {
    case 'report':
    case 'choose':
    case 'browse':
    case 'offer':
      return thenPresent(answerReport(turn, made));
    case 'guide':
      return made.verb === 'not-this'
        ? notThis(turn)
        : thenPresent(answerGuide(turn, phase.place, made));
    case 'switch':
      return thenPresent(answerSwitch(turn, phase, made));
    case 'evidence': {
      if (made.verb === 'send') return answerReview(turn, made);
      const answered = answerEvidence(turn, made, fields);
      return answered && showPrompt(answered.turn, answered.problems);
    }
    case 'review': {
      const answered = answerReview(turn, made);
      // A sent ticket is shown after the desk has numbered it.
      return answered && made.verb !== 'send' ? showPrompt(answered) : answered;
    }
    case 'after':
      return null;
    default:
      return phase satisfies never;
  }
}

function thenPresent(turn: Turn | null): Turn | null {
  return turn && showPrompt(turn);
}

/**
 * Returns the pressed card and the choice it offered, or null if the card is old or doesn't offer
 * that choice.
 */
function pressedCard(turn: Turn, press: ButtonPressed): { which: Card; offered: Choice } | null {
  // An interface may have its own buttons for intents that are possible at any moment; they name no
  // card.
  if (press.prompt === '') {
    return intentOf(press.verb, press.value)
      ? { which: 'chrome', offered: choice(press.verb, press.value) }
      : null;
  }
  for (const which of ['prompt', 'sidePrompt'] as const) {
    const reply = turn.state[which];
    if (reply?.id !== press.prompt) continue;
    const offered = reply.choices.find(
      ({ verb, value }) => verb === press.verb && (value === null || value === press.value),
    );
    return offered ? { which, offered } : null;
  }
  return null;
}

/** Handles a wrongly recognized problem: asks for the exact text, or offers a ticket. */
function notThis(turn: Turn): Turn {
  return showPrompt(notUnderstood(settled(turn, 'corrected', null)));
}
