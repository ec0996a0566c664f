import type { Match } from '../../matching/match.ts';
import { type SubjectWords, subjectWordsOf } from '../../matching/wishes/subject-words.ts';
import type { ReadMessage, Wish, WishKind } from '../../matching/wishes/wish.ts';
import type { Runbook } from '../../runbook/runbook.ts';
import type { MessageReceived } from '../event.ts';
import type { Choice, ReplyKind } from '../reply.ts';
import { showPrompt } from '../show-prompt.ts';
import { chosen, decide, notice, record, said, type Turn } from '../turn.ts';
import { outcomeOf } from '../utterances/outcome-phrases.ts';
import { explain } from './explain.ts';
import { answerGuide } from './guide.ts';
import { handleIntent } from './intents.ts';
import { otherSymptoms, takeReport } from './report.ts';
import { offerSwitch } from './switch.ts';

/** Cards about something to try. */
const STAGES: readonly ReplyKind[] = ['stage', 'last-resort', 'handoff'];

/** Returns how people speak of success and failure with the runbook in hand. */
export function subjectsInHand({ world, state }: Turn): readonly SubjectWords[] {
  const id = state.case?.match?.symptom.runbook;
  const runbook = id === undefined ? undefined : world.runbooks.get(id);
  return runbook === undefined ? [] : [subjectOf(runbook)];
}

const subjects = new WeakMap<Runbook, SubjectWords>();

function subjectOf(runbook: Runbook): SubjectWords {
  const words = subjects.get(runbook) ?? subjectWordsOf(runbook);
  subjects.set(runbook, words);
  return words;
}

/**
 * Handles how the steps went together with a request or another report: "did not help, please open
 * a ticket". Returns null for any other message.
 */
export function takeOutcomeAndMore(
  turn: Turn,
  message: MessageReceived,
  read: ReadMessage,
): Turn | null {
  const made = outcomeOnCard(turn, read);
  if (made === null || turn.state.phase.name !== 'guide') return null;
  const request = read.wishes.find(({ kind }) => REQUESTS.includes(kind));
  const inbound = record(turn, said(turn, message.text));
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
  const others = otherSymptoms(answered, match);
  return showPrompt(others.length > 0 ? offerSwitch(answered, others) : answered);
}

function outcomeOnCard({ state }: Turn, read: ReadMessage): Choice | null {
  const { prompt } = state;
  if (prompt === null || !STAGES.includes(prompt.kind)) return null;
  const verb = outcomeOf({ ...read, wishes: read.wishes.filter(({ sure }) => sure) });
  return prompt.choices.find((offered) => offered.verb === verb) ?? null;
}

/**
 * Handles a question about the steps in hand, and small talk; the place is kept. Returns null for
 * any other message.
 */
export function takeWish(turn: Turn, { wishes, report }: ReadMessage, match: Match): Turn | null {
  const { phase, case: current } = turn.state;
  const isForm = phase.name === 'evidence' || phase.name === 'review';
  // Beside steps, a remark may be anything; elsewhere "My screen is black. Thanks, Bob" is a report.
  const isReport = report !== null && phase.name !== 'guide' && phase.name !== 'switch';
  const isNewReport =
    match.outcome !== 'none' && (current?.match == null || otherSymptoms(turn, match).length > 0);
  for (const wish of wishes) {
    if (wish.kind === 'explain' && !isForm && !isNewReport)
      return explain(record(turn, said(turn, wish.words)), wish);
    const told = isNewReport || isReport ? null : smallTalk(turn, wish);
    if (told) return told;
  }
  return null;
}

function smallTalk(turn: Turn, { kind }: Wish): Turn | null {
  switch (kind) {
    case 'thanks':
      return notice(turn, { code: 'thanks' });
    case 'greeting':
      return notice(turn, { code: 'hello' });
    case 'later':
      return notice(turn, { code: 'later' });
    case 'outage':
      return notice(turn, { code: 'outage' });
    case 'insult':
      return notice(turn, { code: 'insult' });
    case 'acknowledgement':
      return notice(turn, { code: 'acknowledged' });
    default:
      return null;
  }
}
