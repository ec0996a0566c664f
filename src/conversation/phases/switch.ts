import { symptomKey, symptomOfKey } from '../../runbook/lookup.ts';
import type { SymptomRef } from '../../runbook/symptom-ref.ts';
import type { Choice } from '../reply.ts';
import { settled } from '../reported.ts';
import type { Phase } from '../state.ts';
import { notice, type Turn, withState } from '../turn.ts';
import { pickSymptom } from './understand.ts';

/** Offers to change to another symptom that was reported midway; nothing is lost meanwhile. */
export function offerSwitch(turn: Turn, to: readonly SymptomRef[]): Turn {
  const { phase } = turn.state;
  const from = phase.name === 'switch' ? phase.from : phase;
  return withState(turn, { phase: { name: 'switch', to, from } });
}

export function answerSwitch(
  turn: Turn,
  phase: Extract<Phase, { name: 'switch' }>,
  made: Choice,
): Turn | null {
  const returned = withState(turn, { phase: phase.from });
  if (made.verb === 'stay') return notice(settled(returned, 'corrected', null), { code: 'stayed' });
  if (made.verb !== 'switch' || !phase.to.some((ref) => symptomKey(ref) === made.value))
    return null;
  const picked = made.value === null ? null : pickSymptom(returned, made.value);
  return picked && settled(picked, 'confirmed', symptomOfKey(made.value ?? ''));
}
