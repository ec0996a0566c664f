import type { Localized } from '../../i18n/locale.ts';
import type { Match } from '../../matching/match.ts';
import { whyChosen } from '../../matching/why.ts';
import { findSymptom, symptomOfKey } from '../../runbook/lookup.ts';
import type { SymptomRef } from '../../runbook/symptom-ref.ts';
import type { Verb } from '../reply.ts';
import type { Case } from '../state.ts';
import { moveTo, type Turn, withCase } from '../turn.ts';
import { goOn } from './guide.ts';

/** Maximum number of characters per report when several are read together. */
const TOGETHER = 500;

/** Goes to the symptom that is meant, or asks which one it is; null if none is. */
export function takeSymptoms(turn: Turn, match: Match): Turn | null {
  if (match.outcome === 'symptom')
    return understand(turn, match.symptom, match.confidence, match.why);
  if (match.outcome !== 'choices') return null;
  const { symptoms, question } = match;
  return moveTo(turn, { name: 'choose', symptoms, ...(question && { question }) });
}

/**
 * Sets the person's problem to this symptom and goes to its first cause. The case stores `why` in
 * their language, and in each language for the helpdesk.
 */
export function understand(
  turn: Turn,
  symptom: SymptomRef,
  confidence: number,
  why: Localized,
): Turn {
  return goOn(
    withCase(turn, { match: { symptom, confidence, why: why[turn.state.locale], whyIn: why } }),
    turn,
  );
}

/** Handles the person choosing the symptom themselves. */
export function pickSymptom(turn: Turn, key: string): Turn | null {
  const ref = symptomOfKey(key);
  if (ref === null || findSymptom(turn.world.runbooks, ref) === null) return null;
  return understand(turn, ref, 1, whyChosen());
}

/** Returns all reports of a case as one text. */
export function togetherOf({ reports }: Case): string {
  return reports.map(({ text }) => text.slice(0, TOGETHER)).join('\n');
}

/** Returns true if the person refused what was understood. */
export function isRefused({ transcript }: Case): boolean {
  return transcript.some((entry) => entry.did === 'chose' && REFUSALS.includes(entry.choice));
}

/** Reports before one of these were understood wrongly. */
const REFUSALS: readonly string[] = [
  'not-this',
  'none-of-these',
  'something-else',
] satisfies readonly Verb[];
