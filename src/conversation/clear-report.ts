import type { Match } from '../matching/match.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import { otherSymptoms } from './phases/report.ts';
import type { Turn } from './turn.ts';

/** Less sure than this, a symptom may be in the words by coincidence. */
const SURE_OF_SYMPTOM = 0.64;
/** Less sure than this, a list of symptoms is no sign of another problem. */
const SURE_OF_LIST = 0.6;

/**
 * Returns true if a text reports a problem by itself, while something in a runbook (its id; null if
 * in none) is in hand: most of what people write then is a remark about that, and resembles some
 * symptom by coincidence.
 */
export function isClearReport(match: Match, inHand: string | null): boolean {
  if (match.outcome === 'symptom') return match.confidence >= SURE_OF_SYMPTOM;
  if (match.outcome !== 'choices') return false;
  const isElsewhere = match.symptoms.every(({ runbook }) => runbook !== inHand);
  return (match.named === true && isElsewhere) || match.confidence >= SURE_OF_LIST;
}

/** Returns the symptoms other than the current one that a text clearly reports. */
export function clearlyOther(turn: Turn, match: Match): readonly SymptomRef[] {
  const inHand = turn.state.case?.match?.symptom.runbook ?? null;
  return isClearReport(match, inHand) ? otherSymptoms(turn, match) : [];
}
