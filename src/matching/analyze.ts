import { logOdds } from './confidence.ts';
import { weigh } from './features.ts';
import type { Knowledge } from './knowledge.ts';
import { indexPositions } from './positions.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scope.ts';
import { type Candidate, rank } from './verdict.ts';
import { type FoundIntent, findIntent } from './wishes.ts';

/** All findings about a report. */
export interface Analysis {
  readonly reading: Reading;
  readonly intent: FoundIntent | null;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /**
   * As seen by the runbook of the best candidate, or by the first runbook if there is no candidate.
   */
  readonly scope: Scope;
}

/** Analyzes a report in every respect, without deciding anything. */
export function analyze(
  text: string,
  { index, reader, scopes, isCommon, evidenceNouns }: Knowledge,
): Analysis {
  const reading = reader.read(text);
  const positions = indexPositions(reading, index, isCommon);
  const report = { positions, index };
  const seen = new Map<number, Scope>();
  const scopeOf = (runbook: number) => {
    const scope = seen.get(runbook) ?? scopes.read(reading, runbook);
    seen.set(runbook, scope);
    return scope;
  };
  const near = index.nearest(positions.places.keys());
  const weighed = near.flatMap(({ position, score }) => {
    const symptom = index.symptoms[position];
    if (symptom === undefined) return [];
    const evidence = weigh(symptom, report, scopeOf(symptom.runbook), score);
    return [{ symptom, evidence, odds: logOdds(evidence.features) }];
  });
  const candidates = rank(weighed);
  return {
    reading,
    intent: findIntent(reading.tokens, evidenceNouns),
    candidates,
    scope: scopeOf(candidates[0]?.symptom.runbook ?? 0),
  };
}
