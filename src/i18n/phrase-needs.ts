import type { PhraseParts } from './phrase-template.ts';

/** Texts, one of which is in everything that a phrase matches; null if there are none. */
export type Needs = readonly string[] | null;

const CLOSED = /^(?:\*|\{0,\d+\})/u;
const REPEATED = /^(?:[*+]|\{\d+,\d+\})/u;
/** Words that nearly every text has. In characters. */
const SHORT = 2;

/**
 * Returns a function that gives texts, at least one of which is in every text that a phrase with
 * variable parts matches: a quick check before the pattern. See `patternOf`; phrases must be valid.
 */
export function needsReader(parts: PhraseParts): (template: string) => Needs {
  const known = new Map<string, Needs>();
  const needsOfPart = (name: string): Needs => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, null);
    const needs = anyOf((parts[name] ?? ANY).map(read));
    known.set(name, needs);
    return needs;
  };
  const read = (template: string) => new NeedsReader(template, needsOfPart).alternatives();
  return read;
}

/** A part that every template may use matches any word or character. */
const ANY = ['[]'];

/** Reads a phrase from left to right. */
class NeedsReader {
  #at = 0;
  readonly #template: string;
  readonly #needsOfPart: (name: string) => Needs;

  constructor(template: string, needsOfPart: (name: string) => Needs) {
    this.#template = template;
    this.#needsOfPart = needsOfPart;
  }

  /** Reads alternatives up to the closing bracket. */
  alternatives(): Needs {
    const all: Needs[] = [this.#sequence()];
    while (this.#template[this.#at] === '|') {
      this.#at += 1;
      all.push(this.#sequence());
    }
    return anyOf(all);
  }

  #sequence(): Needs {
    let best: Needs = null;
    let literal = '';
    const endLiteral = () => {
      best = better(best, longestWord(literal));
      literal = '';
    };
    for (let next = this.#template[this.#at]; next !== undefined; next = this.#template[this.#at]) {
      if (next === '|' || next === ')' || next === ']') break;
      if (next === '(' || next === '[' || next === '<') {
        endLiteral();
        best = better(best, next === '<' ? this.#part() : this.#group(next));
      } else {
        literal += next;
        this.#at += 1;
      }
    }
    endLiteral();
    return best;
  }

  #group(open: '(' | '['): Needs {
    this.#at += 1;
    const inner = this.alternatives();
    this.#at += 1;
    return this.#isOptional() || open === '[' ? null : inner;
  }

  #part(): Needs {
    const end = this.#template.indexOf('>', this.#at);
    const name = this.#template.slice(this.#at + 1, end);
    this.#at = end + 1;
    return this.#isOptional() ? null : this.#needsOfPart(name);
  }

  /** Skips a repetition, and returns true if what it follows may be absent. */
  #isOptional(): boolean {
    const rest = this.#template.slice(this.#at);
    this.#at += REPEATED.exec(rest)?.[0].length ?? 0;
    return CLOSED.test(rest);
  }
}

function anyOf(all: readonly Needs[]): Needs {
  const found: string[] = [];
  for (const each of all) {
    if (each === null) return null;
    found.push(...each);
  }
  return [...new Set(found)];
}

/** Prefers what fewer texts have. */
function better(one: Needs, other: Needs): Needs {
  if (one === null || other === null) return one ?? other;
  return costOf(other) < costOf(one) ? other : one;
}

function costOf(needs: readonly string[]): number {
  return needs.reduce((sum, { length }) => sum + (length <= SHORT ? 10 : 1), 0);
}

function longestWord(literal: string): Needs {
  const words = literal.split(' ').filter((word) => word !== '');
  const [longest] = words.sort((one, other) => other.length - one.length);
  return longest === undefined ? null : [longest];
}
