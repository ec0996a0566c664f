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
export function showPrompt(talk: Turn, problems: EvidenceReading['problems'] = {}): Turn {
  const prompt = promptOf(talk, talk.state.phase, problems);
  const next = prompt ? ask(talk, prompt) : showPrompt(recovered(talk));
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
export function recovered(talk: Turn): Turn {
  const match = talk.state.case?.match;
  const isOff = runbooksOf(talk).some((id) => !talk.world.runbooks.has(id));
  const told = notice(talk, { code: isOff ? 'runbook-gone' : 'runbook-changed' });
  if (match && findSymptom(talk.world.runbooks, match.symptom)) {
    // A place that is gone isn't one to go back to.
    return withState(goOn(told), { history: talk.state.history });
  }
  const cleared = talk.state.case === null ? told : withCase(told, { match: null });
  return withState(cleared, { phase: { name: 'report', asked: talk.state.case === null ? 0 : 1 } });
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

function promptOf(talk: Turn, phase: Phase, problems: EvidenceReading['problems']): Prompt | null {
  switch (phase.name) {
    case 'report':
      return reportPrompt(talk, phase);
    case 'choose':
      return choosePrompt(talk, phase);
    case 'browse':
      return browsePrompt(talk, phase);
    case 'offer':
      return offerPrompt();
    case 'guide':
      return guidePrompt(talk, phase.place);
    case 'switch':
      return switchPrompt(talk, phase.to);
    case 'evidence':
      return evidencePrompt(talk, problems);
    case 'review':
      return reviewPrompt(talk);
    case 'after':
      return afterPrompt(talk, phase);
    default:
      return phase satisfies never;
  }
}

function afterPrompt(talk: Turn, { filed }: Extract<Phase, { name: 'after' }>): Prompt {
  const choices = [choice('start-over'), choice('status')];
  if (filed) return { body: { kind: 'sent', number: filed.number, ticket: filed.ticket }, choices };
  const match = talk.state.case?.match;
  const found = match && findSymptom(talk.world.runbooks, match.symptom);
  const title = found?.symptom.title[talk.state.locale] ?? null;
  return { body: { kind: 'solved', title }, choices: [...choices, choice('back')] };
}
