import { isJson, type Json } from './slack-json.ts';

/** Random numbers that are the same for the same seed. */
export interface Random {
  /** From 0 up to, and without, `count`. */
  below(count: number): number;
  pick<T>(list: readonly T[]): T;
}

/** Mulberry32: small, quick, and good enough to choose mutations. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (count) => Math.floor(next() * count),
    pick(list) {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new Error('There is nothing to pick from.');
      return found;
    },
  };
}

const HUGE = 20_000;

/** Values of every type, and those that break what reads them. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  0.1,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\u2066admin',
  '😀'.repeat(50),
  'x'.repeat(HUGE),
  '__proto__',
  '{"desk":"claim"}',
  '../../etc/passwd',
  "'; drop table tickets; --",
  [],
  [[]],
  [null],
  {},
  { toString: 'x' },
  { $ne: null },
  { length: 1e9 },
];

const CHANGES = [
  'delete',
  'retype',
  'nest',
  'listed',
  'duplicate',
  'swap',
  'extra',
  'huge',
] as const;

/**
 * A copy of a JSON object with one to three changes at random places: something left out, of
 * another type, nested, a list where an object was, doubled, huge, or (from `words`) another value
 * that is good elsewhere.
 */
export function mutate(payload: Json, random: Random, words: readonly string[] = []): Json {
  let mutated: unknown = payload;
  for (let count = 1 + random.below(3); count > 0; count -= 1)
    mutated = changed(mutated, random, words);
  return isJson(mutated) ? mutated : { value: mutated };
}

function changed(node: unknown, random: Random, words: readonly string[]): unknown {
  const keys = typeof node === 'object' && node !== null ? Object.keys(node) : [];
  if (keys.length === 0) return replaced(node, random, words);
  const key = random.pick(keys);
  const value: unknown = Reflect.get(Object(node), key);
  const isInner = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  // Deep places are more than shallow ones: most changes go down.
  if (isInner && random.below(10) < 7) return withValue(node, key, changed(value, random, words));
  const change = random.pick(CHANGES);
  if (change === 'delete') return without(node, key);
  if (change === 'extra') return withValue(node, random.pick(EXTRA_KEYS), random.pick(ODD));
  if (change === 'duplicate' && Array.isArray(node)) return [...node, value, value];
  return withValue(
    node,
    key,
    change === 'nest' ? { [key]: value } : altered(value, change, random, words),
  );
}

const EXTRA_KEYS = [
  '__proto__',
  'constructor',
  'event',
  'command',
  'type',
  'team_id',
  'name',
  'actions',
  'value',
  'is_admin',
];

function altered(
  value: unknown,
  change: (typeof CHANGES)[number],
  random: Random,
  words: readonly string[],
): unknown {
  if (change === 'listed') return [value];
  if (change === 'duplicate') return typeof value === 'string' ? value + value : [value, value];
  if (change === 'huge')
    return typeof value === 'string'
      ? value.repeat(Math.ceil(HUGE / (value.length + 1)))
      : HUGE ** 3;
  if (change === 'swap' && words.length > 0) return random.pick(words);
  return replaced(value, random, words);
}

function replaced(_value: unknown, random: Random, words: readonly string[]): unknown {
  return words.length > 0 && random.below(3) === 0 ? random.pick(words) : random.pick(ODD);
}

function withValue(node: unknown, key: string, value: unknown): unknown {
  if (Array.isArray(node)) return node.map((each, index) => (String(index) === key ? value : each));
  // `__proto__` as a property of its own, as JSON.parse makes it.
  return Object.defineProperty({ ...Object(node) }, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function without(node: unknown, key: string): unknown {
  if (Array.isArray(node)) return node.filter((_, index) => String(index) !== key);
  const { [key]: _left, ...rest } = Object(node);
  return rest;
}
