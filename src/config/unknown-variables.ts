import { nearestWord } from '../diagnostics/nearest.ts';

/** A variable that is set and means nothing to Signpost. */
export interface UnknownVariable {
  readonly name: string;
  /** The known name it is nearest to; null if none is near. */
  readonly meant: string | null;
}

/** Nothing but Signpost has names that begin with the first; the others may be another program's, unless misspelt. */
const PREFIXES = ['SIGNPOST_', 'SLACK_', 'TEAMS_', 'TICKET_', 'DATABASE_', 'Microsoft'] as const;

/** What is set under a name of ours that is not known, most likely because it is misspelt. */
export function unknownVariables(
  names: readonly string[],
  known: readonly string[],
): UnknownVariable[] {
  return names.flatMap((name) => {
    const prefix = PREFIXES.find((each) => name.toLowerCase().startsWith(each.toLowerCase()));
    if (prefix === undefined || known.includes(name)) return [];
    const meant = nearestName(name, prefix, known);
    return meant !== null || name.startsWith('SIGNPOST_') ? [{ name, meant }] : [];
  });
}

/** The prefix is left out: names that share it would seem near by that alone. */
function nearestName(name: string, prefix: string, known: readonly string[]): string | null {
  const rest = name.slice(prefix.length);
  if (known.includes(rest)) return rest;
  const rests = known
    .filter((each) => each.startsWith(prefix))
    .map((each) => each.slice(prefix.length));
  const nearest = nearestWord(rest, rests);
  return nearest === undefined ? null : prefix + nearest;
}
