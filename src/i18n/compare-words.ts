import type { Place } from './read-json.ts';

/** A text of a file of words, and the keys that lead to it. */
export interface Leaf {
  readonly keys: readonly string[];
  readonly text: string;
}

/** Something wrong in a file of words. */
export interface Fault {
  readonly place: Place;
  readonly message: string;
}

const PLURAL = /_(?:zero|one|two|few|many|other)$/;
/** Values that a language may use or leave out: some name what others count. */
const FREE_VALUES: Readonly<Record<string, readonly string[]>> = {
  'files.two': ['name', 'other', 'all'],
  'files.more': ['name', 'more', 'all'],
};
const PLACEHOLDER = /\{\{(\w+)(?:, number)?\}\}/g;

/** Finds all texts of a parsed file, and what is no text. */
export function leavesOf(
  value: unknown,
  keys: readonly string[] = [],
): { readonly leaves: readonly Leaf[]; readonly faults: readonly Fault[] } {
  if (typeof value === 'string') return { leaves: [{ keys, text: value }], faults: [] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const place: Place = { keys, part: 'value' };
    return { leaves: [], faults: [{ place, message: 'this is neither a text nor texts by key' }] };
  }
  const found = Object.entries(value).map(([key, each]) => leavesOf(each, [...keys, key]));
  return {
    leaves: found.flatMap(({ leaves }) => leaves),
    faults: found.flatMap(({ faults }) => faults),
  };
}

/**
 * Compares the texts of a language with those of the default language, and returns each missing or
 * unknown key, each missing plural form, and each text with other placeholders.
 */
export function compareWords(
  leaves: readonly Leaf[],
  reference: readonly Leaf[],
  tag: string,
): readonly Fault[] {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const wanted = new Map(reference.flatMap((leaf) => wantedOf(leaf, forms)));
  const here = new Map(leaves.map((leaf) => [idOf(leaf.keys), leaf]));
  const names = namesByKey(reference);
  const missing = [...wanted].filter(([id]) => !here.has(id));
  return [
    ...missing.map(([, keys]): Fault => {
      const message = `"${keys.at(-1)}" is missing`;
      return { place: { keys, part: 'key' }, message };
    }),
    ...leaves.flatMap((leaf) =>
      wanted.has(idOf(leaf.keys))
        ? textFaults(leaf, names.get(withoutForm(leaf.keys)) ?? new Set(), leaves)
        : [unknownKey(leaf, forms)],
    ),
  ];
}

/** Returns the keys that a language needs for a text: for a plural, one for each of its forms. */
function wantedOf({ keys }: Leaf, forms: readonly string[]): [string, readonly string[]][] {
  if (!isPlural(keys)) return [[idOf(keys), keys]];
  const name = (keys.at(-1) ?? '').replace(PLURAL, '');
  return forms.map((form) => {
    const own = [...keys.slice(0, -1), `${name}_${form}`];
    return [idOf(own), own];
  });
}

function unknownKey({ keys }: Leaf, forms: readonly string[]): Fault {
  const hint = isPlural(keys) ? `; the plural forms of this language are ${forms.join(', ')}` : '';
  return { place: { keys, part: 'key' }, message: `unknown key "${keys.at(-1)}"${hint}` };
}

/** The forms of a plural share their placeholders: a singular may say "this file". */
function textFaults(
  leaf: Leaf,
  expected: ReadonlySet<string>,
  leaves: readonly Leaf[],
): readonly Fault[] {
  const place: Place = { keys: leaf.keys, part: 'value' };
  const fault = (message: string): Fault[] => [{ place, message }];
  if (leaf.text.trim() === '') return fault('this text is empty');
  if (/[{}]/.test(leaf.text.replace(PLACEHOLDER, '')))
    return fault('write a placeholder as {{name}}, or {{name, number}} for a large number');
  const free = FREE_VALUES[idOf(leaf.keys)] ?? [];
  const strange = namesIn(leaf.text).find((name) => !expected.has(name) && !free.includes(name));
  if (strange !== undefined)
    return fault(`there is no value for {{${strange}}} here${listOf(expected)}`);
  const siblings = namesByKey(isPlural(leaf.keys) ? leaves : [leaf]).get(withoutForm(leaf.keys));
  const left = [...expected].find((name) => siblings?.has(name) !== true && !free.includes(name));
  return left === undefined ? [] : fault(`{{${left}}} is missing in this text`);
}

function listOf(names: ReadonlySet<string>): string {
  return names.size === 0 ? '' : `; there is ${[...names].map((name) => `{{${name}}}`).join(', ')}`;
}

function namesByKey(leaves: readonly Leaf[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { keys, text } of leaves) {
    const id = withoutForm(keys);
    found.set(id, new Set([...(found.get(id) ?? []), ...namesIn(text)]));
  }
  return found;
}

function namesIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []);
}

function isPlural(keys: readonly string[]): boolean {
  return PLURAL.test(keys.at(-1) ?? '');
}

function withoutForm(keys: readonly string[]): string {
  return idOf(keys).replace(PLURAL, '');
}

function idOf(keys: readonly string[]): string {
  return keys.join('.');
}
