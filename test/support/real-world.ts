import type { World } from '../../src/conversation/world.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { firstRunbook } from './shipped-runbooks.ts';

/** A world with the first of the shipped runbooks, understood by the real matcher. */
export async function realWorld(): Promise<(facts: World['facts']) => World> {
  const runbooks = await firstRunbook();
  const matcher = createMatcher(runbooks);
  return (facts) => ({
    runbooks: new Map(runbooks.map((runbook) => [runbook.id, runbook])),
    facts,
    match: (text) => matcher.match(text),
  });
}
