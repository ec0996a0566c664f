import { byScript, wholeWords } from './script.ts';

/** Named parts of templates: alternatives, each a template itself. */
export type PhraseParts = Readonly<Record<string, readonly string[]>>;

/** Parts that every template may use. */
const BUILT_IN: Readonly<Record<string, string>> = {
  /** A word of a script with spaces. */
  word: String.raw`\w+`,
  /** A word of any script, such as a name or "4.12". */
  name: String.raw`[\p{L}\p{N}][\p{L}\p{N}.'’-]*`,
  /** Any character. */
  any: '.',
};

const NOTHING = '(?:(?!))';
const PIECE = /<(?<part>[\w-]+)>|(?<repeat>[*+]|\{\d+,\d+\})|(?<other>.)/gsu;
const BRACKETS: Readonly<Record<string, string>> = {
  '(': '(?:',
  ')': ')',
  '[': '(?:',
  ']': ')?',
  '|': '|',
};

/**
 * Returns the source of a pattern (flag `u`) for a phrase with variable parts: `(a|b)` is one of
 * several, `[a]` may be absent, `<name>` is a part, and `*`, `+` and `{0,6}` repeat the part or the
 * round brackets before them.
 * @throws Error if a bracket has no partner, a part is unknown, or there is nothing to repeat.
 */
export function patternOf(template: string, parts: PhraseParts = {}): string {
  const open: string[] = [];
  let source = '';
  let isRepeatable = false;
  for (const { groups = {} } of template.matchAll(PIECE)) {
    const { part, repeat, other = '' } = groups;
    if (repeat !== undefined && !isRepeatable)
      throw new Error(`"${repeat}" follows neither ")" nor a part in "${template}"`);
    if (other === '(' || other === '[') open.push(other);
    if ((other === ')' || other === ']') && open.pop() !== (other === ')' ? '(' : '['))
      throw new Error(`"${other}" closes no bracket in "${template}"`);
    if (part === undefined) source += repeat ?? BRACKETS[other] ?? literal(other);
    else source += partOf(part, template, parts);
    isRepeatable = part !== undefined || other === ')';
  }
  if (open.length > 0) throw new Error(`"${open.at(-1)}" is never closed in "${template}"`);
  return source;
}

/** Returns what is wrong with a template, or null if nothing is. */
export function templateProblem(template: string, parts?: PhraseParts): string | null {
  try {
    patternOf(template, parts);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Returns the source of a pattern (flag `u`) that matches any of the templates. */
export function anyOf(templates: readonly string[], parts: PhraseParts = {}): string {
  if (templates.length === 0) return NOTHING;
  return `(?:${templates.map((template) => patternOf(template, parts)).join('|')})`;
}

/**
 * Returns the source of a pattern (flag `u`) that finds any of the templates in a text: as whole
 * words, or anywhere in a script without spaces.
 */
export function anyWordOf(templates: readonly string[]): string {
  const { spaced, unspaced } = byScript(templates);
  return `(?:${wholeWords(anyOf(spaced))}|${anyOf(unspaced)})`;
}

function partOf(name: string, template: string, parts: PhraseParts): string {
  const builtIn = BUILT_IN[name];
  if (builtIn !== undefined) return `(?:${builtIn})`;
  const alternatives = parts[name];
  if (alternatives === undefined) throw new Error(`there is no part <${name}> for "${template}"`);
  // A part may use other parts, but never itself.
  const others = Object.fromEntries(Object.entries(parts).filter(([other]) => other !== name));
  return anyOf(alternatives, others);
}

function literal(character: string): string {
  return character.replace(/[\\^$.?{}/]/u, String.raw`\$&`);
}
