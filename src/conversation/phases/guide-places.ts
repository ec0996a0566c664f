import { causesOf, findCause, findFact, findStage, findSymptom } from '../../runbook/lookup.ts';
import type { Cause, Condition, Fact, Runbook, Stage, Symptom } from '../../runbook/runbook.ts';
import type { Attempt, Case, GuidePlace } from '../state.ts';
import type { World } from '../world.ts';

/** A requester's answer if they don't know; it rules nothing out. */
export const UNKNOWN = 'unknown';

/**
 * Returns a known fact about the organization: from the configuration, otherwise from the
 * requester.
 */
export function knownFact(
  world: World,
  runbook: Runbook,
  facts: Case['facts'],
  fact: string,
): string | null {
  return world.facts[runbook.id]?.[fact] ?? facts[fact] ?? null;
}

/**
 * Returns the condition that rules a cause out, given the known facts, or null if the cause is
 * still possible.
 */
export function ruledOutBy(
  world: World,
  runbook: Runbook,
  facts: Case['facts'],
  when: readonly Condition[],
): Condition | null {
  return (
    when.find((condition) => {
      const known = knownFact(world, runbook, facts, condition.fact);
      return known !== null && known !== UNKNOWN && !condition.is.includes(known);
    }) ?? null
  );
}

/**
 * Returns the next place after what was tried and answered so far, in document order: the symptom's
 * causes that are still possible, then the last resort; null if everything has been tried. It is
 * computed anew each time, so that editing the runbook doesn't strand a conversation.
 */
export function nextPlace(world: World, current: Case): GuidePlace | null {
  const found = current.match && findSymptom(world.runbooks, current.match.symptom);
  if (!found) return null;
  const { runbook, symptom } = found;
  for (const cause of causesOf(runbook, symptom)) {
    const place = placeIn(world, runbook, cause, current);
    if (place) return place;
  }
  return lastResortPlace(world, runbook, current);
}

function placeIn(world: World, runbook: Runbook, cause: Cause, current: Case): GuidePlace | null {
  if (ruledOutBy(world, runbook, current.facts, cause.when)) return null;
  const stage = cause.fix.stages.find(({ id }) => !wasTried(current.attempts, cause.id, id));
  if (!stage) return null;
  const open = openFact(world, runbook, cause.when, current.facts);
  return open
    ? { kind: 'question', cause: cause.id, fact: open.id }
    : { kind: 'stage', cause: cause.id, stage: stage.id };
}

function lastResortPlace(world: World, runbook: Runbook, current: Case): GuidePlace | null {
  const { when, fix } = runbook.lastResort;
  if (ruledOutBy(world, runbook, current.facts, when)) return null;
  const stage = fix.stages.find(({ id }) => !wasTried(current.attempts, null, id));
  return stage ? { kind: 'last-resort', stage: stage.id } : null;
}

/** Returns the first fact a cause depends on that is unanswered and that the requester may know. */
function openFact(
  world: World,
  runbook: Runbook,
  when: readonly Condition[],
  facts: Case['facts'],
): Fact | null {
  for (const condition of when) {
    const fact = findFact(runbook, condition.fact);
    if (fact?.askable && knownFact(world, runbook, facts, fact.id) === null) return fact;
  }
  return null;
}

function wasTried(attempts: readonly Attempt[], cause: string | null, stage: string): boolean {
  return attempts.some((attempt) => attempt.cause === cause && attempt.stage === stage);
}

/** A place with all its references resolved. */
export type Standing =
  | {
      readonly kind: 'question';
      readonly runbook: Runbook;
      readonly symptom: Symptom;
      readonly cause: Cause;
      readonly fact: Fact;
    }
  | {
      readonly kind: 'stage';
      readonly runbook: Runbook;
      readonly symptom: Symptom;
      readonly cause: Cause;
      readonly stage: Stage;
    }
  | {
      readonly kind: 'last-resort';
      readonly runbook: Runbook;
      readonly symptom: Symptom;
      readonly stage: Stage;
    };

/** Resolves a place in today's runbooks; null if they no longer contain it. */
export function standing(world: World, current: Case, place: GuidePlace): Standing | null {
  const found = current.match && findSymptom(world.runbooks, current.match.symptom);
  if (!found) return null;
  const { runbook, symptom } = found;
  if (place.kind === 'last-resort') {
    const stage = findStage(runbook.lastResort.fix.stages, place.stage);
    return stage && { kind: 'last-resort', runbook, symptom, stage };
  }
  const cause = symptom.causes.includes(place.cause) ? findCause(runbook, place.cause) : null;
  if (!cause) return null;
  if (place.kind === 'question') {
    const fact = findFact(runbook, place.fact);
    return fact && { kind: 'question', runbook, symptom, cause, fact };
  }
  const stage = findStage(cause.fix.stages, place.stage);
  return stage && { kind: 'stage', runbook, symptom, cause, stage };
}

/**
 * Returns the run of consecutive administrator stages that starts with this one; they are left to
 * the helpdesk together.
 */
export function adminRun(cause: Cause, from: Stage): Stage[] {
  const rest = cause.fix.stages.slice(cause.fix.stages.indexOf(from));
  const end = rest.findIndex(({ audience }) => audience !== 'admin');
  return end === -1 ? rest : rest.slice(0, end);
}
