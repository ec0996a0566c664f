import { resolve } from 'node:path';
import type { World } from '../../src/conversation/world.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';

/** The world as it is shipped: the runbooks of `dialogs/`, understood by the real matcher. */
export async function realWorld(): Promise<(facts: World['facts']) => World> {
  const runbooks = await loadRunbooks(resolve(import.meta.dirname, '../../dialogs'));
  const matcher = createMatcher(runbooks);
  return (facts) => ({
    runbooks: new Map(runbooks.map((runbook) => [runbook.id, runbook])),
    facts,
    match: (text) => matcher.match(text),
  });
}
