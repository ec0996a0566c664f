import { findSymptom } from '../runbook/lookup.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import { browsePrompt } from './phases/browse.ts';
import { choosePrompt } from './phases/choose.ts';
import { evidencePrompt, reviewPrompt } from './phases/evidence.ts';
import type { EvidenceReading } from './phases/evidence-form.ts';
import { goOn, guidePrompt } from './phases/guide.ts';
import { standing } from './phases/guide-places.ts';
import { offerPrompt, reportPrompt, switchPrompt } from './phases/report.ts';
import type { Phase } from './state.ts';
import { ask, choice, notice, type Prompt, type Turn, withCase, withState } from './turn.ts';

/** Shows the phase's card and waits for the answer. */
export function showPrompt(turn: Turn, problems: EvidenceReading['problems'] = {}): Turn {
  const prompt = promptOf(turn, turn.state.phase, problems);
  const next = prompt ? ask(turn, prompt) : showPrompt(recovered(turn));
  return withState(next, { greeted: true });
}

/**
 * Returns true if the runbook was edited or switched off during the conversation and its current
 * place is gone.
 */
export function isPlaceGone({ world, state }: Turn): boolean {
  const { phase } = state;
  const isGone = ({ runbook }: SymptomRef) => !world.runbooks.has(runbook);
  switch (phase.name) {
    case 'guide':
      return state.case === null || standing(world, state.case, phase.place) === null;
    case 'choose':
      return phase.symptoms.some(isGone);
    case 'browse':
      return phase.runbook !== null && !world.runbooks.has(phase.runbook);
    default:
      return false;
  }
}

/** Continues from what was tried so far, using today's runbook. */
export function recovered(turn: Turn): Turn {
  const match = turn.state.case?.match;
  const isOff = runbooksOf(turn).some((id) => !turn.world.runbooks.has(id));
  const told = notice(turn, { code: isOff ? 'runbook-gone' : 'runbook-changed' });
  if (match && findSymptom(turn.world.runbooks, match.symptom)) {
    // A place that is gone isn't one to go back to.
    return withState(goOn(told), { history: turn.state.history });
  }
  const cleared = turn.state.case === null ? told : withCase(told, { match: null });
  return withState(cleared, { phase: { name: 'report', asked: turn.state.case === null ? 0 : 1 } });
}

/** Returns the ids of the runbooks that the current place is in. */
function runbooksOf({ state: { phase, case: current } }: Turn): readonly string[] {
  switch (phase.name) {
    case 'choose':
      return phase.symptoms.map(({ runbook }) => runbook);
    case 'browse':
      return phase.runbook === null ? [] : [phase.runbook];
    default:
      return current?.match ? [current.match.symptom.runbook] : [];
  }
}

/** Returns the card of the current phase as it would be shown now, in the current language. */
export function currentPrompt(turn: Turn): Prompt | null {
  return promptOf(turn, turn.state.phase, {});
}

function promptOf(turn: Turn, phase: Phase, problems: EvidenceReading['problems']): Prompt | null {
  switch (phase.name) {
    case 'report':
      return reportPrompt(turn, phase);
    case 'choose':
      return choosePrompt(turn, phase);
    case 'browse':
      return browsePrompt(turn, phase);
    case 'offer':
      return offerPrompt(turn, phase);
    case 'guide':
      return guidePrompt(turn, phase.place);
    case 'switch':
      return switchPrompt(turn, phase.to);
    case 'evidence':
      return evidencePrompt(turn, problems);
    case 'review':
      return reviewPrompt(turn);
    case 'after':
      return afterPrompt(turn, phase);
    default:
      return phase satisfies never;
  }
}

function afterPrompt(turn: Turn, { filed }: Extract<Phase, { name: 'after' }>): Prompt {
  const choices = [choice('start-over'), choice('status')];
  if (filed) return { body: { kind: 'sent', ...filed }, choices };
  const match = turn.state.case?.match;
  const found = match && findSymptom(turn.world.runbooks, match.symptom);
  const title = found?.symptom.title[turn.state.locale] ?? null;
  return { body: { kind: 'solved', title }, choices: [...choices, choice('back')] };
}
