import { nearestWord } from '../spelling/nearest.ts';

/** A variable that is set but unknown to Signpost. */
export interface UnknownVariable {
  readonly name: string;
  /** The nearest known name; null if none is near. */
  readonly meant: string | null;
}

/**
 * Only Signpost's names begin with the first prefix; names with the others may belong to another
 * program, unless they are misspelled.
 */
const PREFIXES = ['SIGNPOST_', 'SLACK_', 'TEAMS_', 'TICKET_', 'DATABASE_', 'Microsoft'] as const;

/** Finds variables with our prefixes but unknown names, most likely misspelled. */
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

/** Compares without the prefix: names that share it would seem near by that alone. */
function nearestName(name: string, prefix: string, known: readonly string[]): string | null {
  const rest = name.slice(prefix.length);
  if (known.includes(rest)) return rest;
  const rests = known
    .filter((each) => each.startsWith(prefix))
    .map((each) => each.slice(prefix.length));
  const nearest = nearestWord(rest, rests);
  return nearest === undefined ? null : prefix + nearest;
}
