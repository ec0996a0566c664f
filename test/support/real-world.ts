import type { World } from '../../src/conversation/world.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';
import { firstRunbook, shippedRunbooks } from './shipped-runbooks.ts';

/** A world with the first of the shipped runbooks, understood by the real matcher. */
export async function realWorld(): Promise<(facts: World['facts']) => World> {
  return worldWith(await firstRunbook());
}

/** A world with all shipped runbooks, understood by the real matcher. */
export async function shippedWorld(): Promise<World> {
  return worldWith(await shippedRunbooks())({});
}

function worldWith(runbooks: readonly Runbook[]): (facts: World['facts']) => World {
  const matcher = createMatcher(runbooks);
  return (facts) => ({
    runbooks: new Map(runbooks.map((runbook) => [runbook.id, runbook])),
    facts,
    match: (text, options) => matcher.match(text, options),
  });
}
