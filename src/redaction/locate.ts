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
 * slower, so they are requested only if the secret occurs twice in the match.
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
    const { number, quoted } = secrets.find((group) => match[group.number] !== undefined) ?? NONE;
    const secret = match[number] ?? '';
    const at = whole.indexOf(secret);
    const end = match.index + whole.length;
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
}

/** A number that no group has. */
const NONE: SecretGroup = { number: -1, quoted: false };

/** A reference to a named group, an escape, a class, or what opens a group. */
const SYNTAX = /\\k<(\w+)>|\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?<(\w+)>|\?)?/g;

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
  const secrets: SecretGroup[] = [];
  const open = new Map<string, number>();
  let count = 0;
  let last = '';
  let index = 0;
  const numbered = source.replace(SYNTAX, (token, reference?: string, name?: string) => {
    index += 1;
    if (reference !== undefined) return `(?:\\${open.get(reference)})`;
    if (name === undefined) return token === '(' ? '(?:' : token;
    const quoted = last === 'quote';
    last = name;
    if (name !== 'secret' && !isReferred(tokens.slice(index), name)) return '(?:';
    count += 1;
    open.set(name, count);
    if (name === 'secret') secrets.push({ number: count, quoted });
    return '(';
  });
  return { numbered, secrets };
}

/** Returns whether a reference to a name comes before the next group of that name. */
function isReferred(tokens: readonly RegExpExecArray[], name: string): boolean {
  const next = tokens.find((token) => token[1] === name || token[2] === name);
  return next?.[1] === name;
}
