import type { ReadMessage, WishKind } from '../../matching/wishes/wish.ts';
import { clearlyOther } from '../clear-report.ts';
import type { MessageReceived } from '../event.ts';
import type { Choice, ReplyKind, Verb } from '../reply.ts';
import { settled } from '../reported.ts';
import { showPrompt } from '../show-prompt.ts';
import { chosen, decide, moveTo, notice, record, said, type Turn, withCase } from '../turn.ts';
import { outcomeOf } from '../utterances/outcome-phrases.ts';
import { plain } from '../utterances/spoken.ts';
import { readAnswer } from '../utterances/typed-answer.ts';
import { explain } from './explain.ts';
import { answerGuide } from './guide.ts';
import { handleIntent } from './intents.ts';
import { addReport, answerReport, takeReport } from './report.ts';
import { offerSwitch } from './switch.ts';

/** Cards about something to try. */
const STAGES: readonly ReplyKind[] = ['stage', 'last-resort', 'handoff'];

/**
 * Handles an answer together with a request or another report: "did not help, please open a
 * ticket", "not sure, let me talk to a person". Returns null for any other message.
 */
export function takeAnswerAndMore(
  turn: Turn,
  message: MessageReceived,
  read: ReadMessage,
): Turn | null {
  return takeOutcomeAndMore(turn, message, read) ?? takeAnswerAndRequest(turn, message, read);
}

function takeOutcomeAndMore(turn: Turn, message: MessageReceived, read: ReadMessage): Turn | null {
  const made = outcomeOnCard(turn, read);
  if (made === null || turn.state.phase.name !== 'guide') return null;
  const request = read.wishes.find(({ kind }) => REQUESTS.includes(kind));
  const inbound =
    read.report === null ? record(turn, said(turn, message.text)) : addReport(turn, message.text);
  const { place } = turn.state.phase;
  const answer = (turn: Turn) =>
    answerGuide(record(decide(turn, 'prompt', made), chosen(turn, made)), place, made);
  if (request?.kind === 'explain') {
    const answered = answer(explain(inbound, request));
    return answered && showPrompt(answered);
  }
  if (request !== undefined) {
    const answered = answer(inbound);
    return answered && handleRequest(answered, request.kind);
  }
  return read.report === null ? null : takeNewReport(answer(inbound), made, read.report);
}

const REQUESTS: readonly WishKind[] = ['person', 'start-over', 'explain'];

function handleRequest(turn: Turn, kind: WishKind): Turn {
  return handleIntent(turn, { kind: kind === 'start-over' ? 'start-over' : 'person' });
}

/** "That worked, but now …" begins a new report; "did not work, now it says …" may be another symptom. */
function takeNewReport(answered: Turn | null, made: Choice, report: string): Turn | null {
  if (answered === null) return null;
  const match = answered.world.match(report);
  if (match.outcome === 'none' || match.outcome === 'intent') return showPrompt(answered);
  if (made.verb === 'fixed') {
    const closed = { previousCase: answered.state.case, case: null, focus: null };
    const fresh = { ...answered, state: { ...answered.state, ...closed } };
    return showPrompt(takeReport(fresh, report, match));
  }
  const others = clearlyOther(answered, match);
  return showPrompt(others.length > 0 ? offerSwitch(answered, others) : answered);
}

function outcomeOnCard({ state }: Turn, read: ReadMessage): Choice | null {
  const { prompt } = state;
  if (prompt === null || !STAGES.includes(prompt.kind)) return null;
  const verb = outcomeOf({ ...read, wishes: read.wishes.filter(({ sure }) => sure) });
  return prompt.choices.find((offered) => offered.verb === verb) ?? null;
}

/** Answers that leave the request beside them to be done. */
const ANSWERS: readonly Verb[] = [
  'answer',
  'pick',
  'not-this',
  'none-of-these',
  'something-else',
  'next',
];

function takeAnswerAndRequest(
  turn: Turn,
  { text }: MessageReceived,
  read: ReadMessage,
): Turn | null {
  const { prompt } = turn.state;
  // A request that is the whole message answers by itself, as the label of a button does.
  const request = read.wishes.find(
    ({ kind, sure, words }) =>
      sure && (kind === 'person' || kind === 'start-over') && plain(words) !== plain(text),
  );
  const made = request && prompt && readAnswer(text, prompt, read);
  if (!made || !ANSWERS.includes(made.verb)) return null;
  const inbound = record(turn, said(turn, text));
  const decided = record(decide(inbound, 'prompt', made), chosen(inbound, made));
  return handleRequest(answered(decided, made), request.kind);
}

/** Notes an answer whose own consequences the request beside it takes the place of. */
function answered(turn: Turn, made: Choice): Turn {
  const { phase } = turn.state;
  if (made.verb === 'not-this') return withCase(settled(turn, 'corrected', null), { match: null });
  if (phase.name === 'guide') return answerGuide(turn, phase.place, made) ?? turn;
  return made.verb === 'pick' ? (answerReport(turn, made) ?? turn) : turn;
}

/**
 * Handles "it works again" if no card asks how it went, such as the form of a ticket: there is
 * nothing left to do. Returns null for any other message.
 */
export function takeSolved(turn: Turn, { text }: MessageReceived, read: ReadMessage): Turn | null {
  const { phase, case: current } = turn.state;
  const isOpen = phase.name !== 'after' && (current?.reports.length ?? 0) > 0;
  const isSure = read.wishes.some(({ kind, sure }) => kind === 'worked' && sure);
  if (!isOpen || !isSure || read.report !== null || outcomeOf(read) !== 'fixed') return null;
  const inbound = record(turn, said(turn, text));
  const isForm = phase.name === 'evidence' || phase.name === 'review';
  const told = isForm ? notice(inbound, { code: 'nothing-sent' }) : inbound;
  const symptom = current?.match?.symptom;
  const done = moveTo(told, { name: 'after', filed: null }, turn);
  return showPrompt(symptom === undefined ? done : settled(done, 'confirmed', symptom));
}
