import { didYouMean, nearestWord } from '../spelling/nearest.ts';
import type { Runbook } from './runbook.ts';

/**
 * Leaves out the runbooks that the configuration switches off, by id. Returns one line per problem:
 * an unknown id, or that nothing is left.
 */
export function withoutSwitchedOff(
  runbooks: readonly Runbook[],
  off: readonly string[],
): { readonly runbooks: readonly Runbook[]; readonly problems: readonly string[] } {
  const ids = runbooks.map(({ id }) => id);
  const left = runbooks.filter(({ id }) => !off.includes(id));
  const problems = off.filter((id) => !ids.includes(id)).map((id) => unknown(id, ids));
  if (left.length === 0 && runbooks.length > 0)
    problems.push('SIGNPOST_RUNBOOKS_OFF switches off every runbook; leave at least one on.');
  return { runbooks: left, problems };
}

function unknown(id: string, known: readonly string[]): string {
  const suggestion = didYouMean(nearestWord(id, known));
  const ending = suggestion === '' ? `; there is ${known.join(', ')}.` : suggestion;
  return `SIGNPOST_RUNBOOKS_OFF names an unknown runbook, "${id}"${ending}`;
}
