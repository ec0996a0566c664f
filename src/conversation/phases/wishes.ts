import type { Match } from '../../matching/match.ts';
import { type SubjectWords, subjectWordsOf } from '../../matching/wishes/subject-words.ts';
import type { ReadMessage, Wish } from '../../matching/wishes/wish.ts';
import type { Runbook } from '../../runbook/runbook.ts';
import { clearlyOther } from '../clear-report.ts';
import { notice, record, said, type Turn } from '../turn.ts';
import { explain } from './explain.ts';
import { answerOutage } from './outage.ts';

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
 * Handles a question about the steps in hand, and small talk; the place is kept. Returns null for
 * any other message.
 */
export function takeWish(turn: Turn, { wishes, report }: ReadMessage, match: Match): Turn | null {
  const { phase, case: current } = turn.state;
  const isForm = phase.name === 'evidence' || phase.name === 'review';
  // Beside steps, a remark may be anything; elsewhere "My screen is black. Thanks, Bob" is a report.
  const isTold = report !== null || wishes.some(({ sure }) => !sure);
  const isReport = isTold && phase.name !== 'guide' && phase.name !== 'switch';
  const isClear = clearlyOther(turn, match).length > 0;
  // Before anything is in hand, "where is my mail?" asks nothing about the steps.
  const isNewReport = current?.match == null ? match.outcome !== 'none' : isClear;
  for (const wish of wishes) {
    if (wish.kind === 'explain' && !isForm && !isNewReport)
      return explain(record(turn, said(turn, wish.words)), wish);
    if (isClear || isReport) continue;
    const told = wish.kind === 'outage' ? answerOutage(turn, match) : smallTalk(turn, wish);
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
    case 'withdraw':
      return notice(turn, { code: 'withdrawn' });
    case 'later':
      return notice(turn, { code: 'later' });
    case 'insult':
      return notice(turn, { code: 'insult' });
    case 'acknowledgement':
      return notice(turn, { code: 'acknowledged' });
    default:
      return null;
  }
}
