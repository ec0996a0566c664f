/** A match of a pattern: its end, and its secret, which has no length if the pattern has none. */
export interface Location {
  readonly end: number;
  readonly quoted: boolean;
  readonly secret: readonly [start: number, end: number];
}

/** Finds a pattern's next match in a text, from a position. */
export type Locate = (text: string, from: number) => Location | null;

/**
 * Returns a function that finds a pattern's next match. Match indices make matching several times
 * slower, so they are requested only if the secret occurs twice in the match and needn't be its end.
 */
export function locator({ source, ignoreCase }: RegExp, mode: 'g' | 'y'): Locate {
  const { numbered, secrets } = withNumbers(source);
  const plain = new RegExp(numbered, ignoreCase ? `${mode}i` : mode);
  const indexed = new RegExp(numbered, ignoreCase ? 'diy' : 'dy');

  return (text, from) => {
    plain.lastIndex = from;
    const match = plain.exec(text);
    if (match === null) return null;
    const [whole] = match;
    const group = secrets.find((one) => match[one.number] !== undefined) ?? NONE;
    const { number, quoted } = group;
    const secret = match[number] ?? '';
    const end = match.index + whole.length;
    if (group.isLast) return { end, quoted, secret: [end - secret.length, end] };
    const at = whole.indexOf(secret);
    const start = match.index + at;
    if (at >= 0 && whole.indexOf(secret, at + 1) < 0)
      return { end, quoted, secret: [start, start + secret.length] };
    indexed.lastIndex = match.index;
    return { end, quoted, secret: indexed.exec(text)?.indices?.[number] ?? [0, 0] };
  };
}

interface SecretGroup {
  readonly number: number;
  /** Whether a quotation mark is before it. */
  readonly quoted: boolean;
  /** Whether it ends where the match ends. */
  readonly isLast: boolean;
}

/** A number that no group has. */
const NONE: SecretGroup = { number: -1, quoted: false, isLast: false };

/** A reference to a named group, an escape, a class, or what opens or closes a group. */
const SYNTAX = /\\k<(\w+)>|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?<(\w+)>|\?(?::|<?[=!]))?|\)/g;

/**
 * Replaces the names of groups with numbers, and drops the groups that nothing refers to. A match of
 * a pattern with named groups takes two to three times as long, because it creates an object with
 * all names. A reference means the nearest group of its name before it.
 */
function withNumbers(source: string): {
  readonly numbered: string;
  readonly secrets: readonly SecretGroup[];
} {
  const tokens = [...source.matchAll(SYNTAX)];
  const last = lastGroups(source);
  const secrets: SecretGroup[] = [];
  const numbers = new Map<string, number>();
  let count = 0;
  let previous = '';
  let index = 0;
  const numbered = source.replace(SYNTAX, (token, reference?: string, name?: string) => {
    const isLast = last.has(tokens[index]?.index ?? -1);
    index += 1;
    if (reference !== undefined) return `(?:\\${numbers.get(reference)})`;
    if (name === undefined) return token === '(' ? '(?:' : token;
    const quoted = previous === 'quote';
    previous = name;
    if (name !== 'secret' && !isReferred(tokens.slice(index), name)) return '(?:';
    count += 1;
    numbers.set(name, count);
    if (name === 'secret') secrets.push({ number: count, quoted, isLast });
    return '(';
  });
  return { numbered, secrets };
}

/** Returns whether a reference to a name comes before the next group of that name. */
function isReferred(tokens: readonly RegExpExecArray[], name: string): boolean {
  const next = tokens.find((token) => token[1] === name || token[2] === name);
  return next?.[1] === name;
}

/** Returns the positions of the groups that end where every match of theirs ends. */
function lastGroups(source: string): ReadonlySet<number> {
  const found = new Set<number>();
  const open: RegExpExecArray[] = [];
  for (const token of source.matchAll(SYNTAX)) {
    if (token[0].startsWith('(')) open.push(token);
    if (token[0] !== ')') continue;
    const group = open.pop();
    const isConsumed = !open.some(([opening]) => /[=!]$/.test(opening));
    const isLast = /^\)*$/.test(source.slice(token.index + 1));
    if (group !== undefined && isConsumed && isLast) found.add(group.index);
  }
  return found;
}
