import { didYouMean, nearestWord } from '../spelling/nearest.ts';
import type { Runbook } from './runbook.ts';

/**
 * Checks the configured facts about the organization, by runbook id and fact id, against the
 * runbooks. Returns one line per problem: what is unknown, and what is available.
 */
export function checkFacts(
  runbooks: readonly Runbook[],
  facts: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string[] {
  return Object.entries(facts).flatMap(([id, answers]) => {
    const runbook = runbooks.find((each) => each.id === id);
    if (runbook === undefined) return [unknown('runbook', id, runbooks)];
    return Object.entries(answers).flatMap(([fact, option]) => checkAnswer(runbook, fact, option));
  });
}

function checkAnswer(runbook: Runbook, id: string, option: string): string[] {
  const fact = runbook.facts.find((each) => each.id === id);
  if (fact === undefined) return [unknown(`fact of "${runbook.id}"`, id, runbook.facts)];
  if (fact.options.some((each) => each.id === option)) return [];
  return [unknown(`option of "${runbook.id}.${id}"`, option, fact.options)];
}

function unknown(what: string, id: string, known: readonly { readonly id: string }[]): string {
  const ids = known.map((each) => each.id);
  const suggestion = didYouMean(nearestWord(id, ids));
  const choice = ids.length === 0 ? 'there is none' : `write ${ids.join(' or ')}`;
  return `SIGNPOST_FACTS names an unknown ${what}, "${id}"${suggestion === '' ? `; ${choice}.` : suggestion}`;
}
