import type { Cause, Fact, Runbook, Stage, Symptom } from './runbook.ts';
import type { SymptomRef } from './symptom-ref.ts';

type Runbooks = ReadonlyMap<string, Runbook>;

/** Finds a symptom and its runbook; null if the runbooks no longer have it. */
export function findSymptom(
  runbooks: Runbooks,
  ref: SymptomRef,
): { runbook: Runbook; symptom: Symptom } | null {
  const runbook = runbooks.get(ref.runbook);
  const symptom = runbook?.symptoms.find(({ id }) => id === ref.symptom);
  return runbook && symptom ? { runbook, symptom } : null;
}

/** Returns the causes of a symptom, in the order they are tried. */
export function causesOf(runbook: Runbook, symptom: Symptom): Cause[] {
  return symptom.causes.flatMap((id) => runbook.causes.find((cause) => cause.id === id) ?? []);
}

export function findCause(runbook: Runbook, id: string): Cause | null {
  return runbook.causes.find((cause) => cause.id === id) ?? null;
}

export function findFact(runbook: Runbook, id: string): Fact | null {
  return runbook.facts.find((fact) => fact.id === id) ?? null;
}

export function findStage(stages: readonly Stage[], id: string): Stage | null {
  return stages.find((stage) => stage.id === id) ?? null;
}

/** `<runbook>/<symptom>`: the form of a symptom in a button's value. */
export function symptomKey(ref: SymptomRef): string {
  return `${ref.runbook}/${ref.symptom}`;
}

/** Parses a `symptomKey`; null if it has another form. */
export function symptomOfKey(key: string): SymptomRef | null {
  const [runbook, symptom, ...rest] = key.split('/');
  return runbook && symptom && rest.length === 0 ? { runbook, symptom } : null;
}

export function sameSymptom(a: SymptomRef, b: SymptomRef): boolean {
  return a.runbook === b.runbook && a.symptom === b.symptom;
}
