/** Draws a number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** A seeded generator (mulberry32): the same seed gives the same texts on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a random element of a list that isn't empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/**
 * Returns a generator of texts that match the pattern, or nearly do: alternatives, repetitions and
 * characters are drawn at random, and assertions are ignored. Supports the syntax the secret rules
 * use; anything else throws.
 */
export function sampler(pattern: RegExp): (random: Random) => string {
  const parser = new PatternParser(pattern);
  return parser.whole();
}

type Generate = (random: Random) => string;

const NOTHING: Generate = () => '';
/** Repetitions drawn beyond the minimum; longer runs are the job of the fuzz. */
const MAX_EXTRA = [0, 1, 3, 24] as const;
/** Characters tried for a class before any others: what rules tell apart. */
const POOL = [...`a1Z -_=:;,."'\`/\\|@#&?+*<>()[]{}!~$%\n\t密码中是：“”`];

class PatternParser {
  readonly #source: string;
  #at = 0;

  constructor(pattern: RegExp) {
    this.#source = pattern.source;
  }

  whole(): Generate {
    const generate = this.#alternatives();
    if (this.#at !== this.#source.length)
      throw new Error(`cannot sample: ${this.#source.slice(this.#at)}`);
    return generate;
  }

  #alternatives(): Generate {
    const branches = [this.#sequence()];
    while (this.#take('|')) branches.push(this.#sequence());
    return (random) => pick(random, branches)(random);
  }

  #sequence(): Generate {
    const parts: Generate[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#peek()))
      parts.push(this.#quantified());
    return (random) => parts.map((part) => part(random)).join('');
  }

  #quantified(): Generate {
    const atom = this.#atom();
    const quantifier = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.#source.slice(this.#at));
    if (quantifier === null) return atom;
    this.#at += quantifier[0].length;
    const [least, most] = boundsOf(quantifier);
    return (random) => {
      const count = Math.min(most, least + pick(random, MAX_EXTRA));
      return Array.from({ length: count }, () => atom(random)).join('');
    };
  }

  #atom(): Generate {
    if (this.#take('(')) return this.#group();
    if (this.#take('^') || this.#take('$')) return NOTHING;
    if (this.#peek() === '[') return this.#oneOf(/^\[\^?\]?(?:\\.|[^\]\\])*\]/);
    if (this.#peek() === '\\') return this.#escape();
    if (this.#take('.')) return (random) => pick(random, POOL);
    const character = this.#peek();
    this.#at += 1;
    return () => character;
  }

  #group(): Generate {
    const assertion = /^\?<?[=!]/.exec(this.#source.slice(this.#at));
    const opening = /^\?(?::|<?[=!]|<\w+>)/.exec(this.#source.slice(this.#at));
    if (opening) this.#at += opening[0].length;
    const inner = this.#alternatives();
    if (!this.#take(')')) throw new Error('a group that is not closed');
    return assertion ? NOTHING : inner;
  }

  #escape(): Generate {
    if (/^\\[bB]/.test(this.#source.slice(this.#at))) {
      this.#at += 2;
      return NOTHING;
    }
    const reference = /^\\(?:k<\w+>|[1-9])/.exec(this.#source.slice(this.#at));
    if (reference) {
      this.#at += reference[0].length;
      return (random) => pick(random, ['"', "'", '\\"', '']);
    }
    return this.#oneOf(/^\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|.)/i);
  }

  /** One character of what `syntax` finds here: a class or an escape. */
  #oneOf(syntax: RegExp): Generate {
    const found = syntax.exec(this.#source.slice(this.#at))?.[0];
    if (found === undefined) throw new Error(`cannot sample: ${this.#source.slice(this.#at)}`);
    this.#at += found.length;
    const allowed = new RegExp(`^${found}$`, 'i');
    const likely = POOL.filter((character) => allowed.test(character));
    const candidates = likely.length > 0 ? likely : firstOf(allowed);
    return (random) => pick(random, candidates);
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }
}

function boundsOf([whole, least, comma, most]: RegExpExecArray): [least: number, most: number] {
  if (whole.startsWith('?')) return [0, 1];
  if (whole.startsWith('*')) return [0, Number.POSITIVE_INFINITY];
  if (whole.startsWith('+')) return [1, Number.POSITIVE_INFINITY];
  if (comma === '') return [Number(least), Number(least)];
  return [Number(least), most ? Number(most) : Number.POSITIVE_INFINITY];
}

function firstOf(allowed: RegExp): readonly string[] {
  for (let code = 0; code <= 0xffff; code += 1) {
    const character = String.fromCharCode(code);
    if (allowed.test(character)) return [character];
  }
  throw new Error(`no character matches ${allowed.source}`);
}
