import { findSymptom } from '../runbook/lookup.ts';
import { evidencePrompt, reviewPrompt } from './phases/evidence.ts';
import type { EvidenceReading } from './phases/evidence-form.ts';
import { goOn, guidePrompt } from './phases/guide.ts';
import { standing } from './phases/guide-places.ts';
import { choosePrompt, offerPrompt, reportPrompt, switchPrompt } from './phases/report.ts';
import type { Phase } from './state.ts';
import { ask, choice, notice, type Prompt, type Turn, withCase, withState } from './turn.ts';

/** Shows the phase's card and waits for the answer. */
export function showPrompt(talk: Turn, problems: EvidenceReading['problems'] = {}): Turn {
  const prompt = promptOf(talk, talk.state.phase, problems);
  const next = prompt ? ask(talk, prompt) : showPrompt(recovered(talk));
  return withState(next, { greeted: true });
}

/** Returns true if the runbook was edited during the conversation and its current place is gone. */
export function isPlaceGone({ world, state }: Turn): boolean {
  return (
    state.phase.name === 'guide' &&
    (state.case === null || standing(world, state.case, state.phase.place) === null)
  );
}

/** Continues from what was tried so far, using today's runbook. */
export function recovered(talk: Turn): Turn {
  const told = notice(talk, { code: 'runbook-changed' });
  const match = talk.state.case?.match;
  if (match && findSymptom(talk.world.runbooks, match.symptom)) {
    // A place that is gone isn't one to go back to.
    return withState(goOn(told), { history: talk.state.history });
  }
  const cleared = talk.state.case === null ? told : withCase(told, { match: null });
  return withState(cleared, { phase: { name: 'report', asked: talk.state.case === null ? 0 : 1 } });
}

function promptOf(talk: Turn, phase: Phase, problems: EvidenceReading['problems']): Prompt | null {
  switch (phase.name) {
    case 'report':
      return reportPrompt(talk, phase);
    case 'choose':
      return choosePrompt(talk, phase.symptoms);
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
