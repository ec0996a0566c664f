import type { Token } from './tokens.ts';
import { tokensOf } from './tokens.ts';

interface Branch<T> {
  readonly next: Map<string, Branch<T>>;
  readonly values: T[];
}

/**
 * Finds the longest of thousands of aliases that begins at a token; the time depends only on the
 * alias's length.
 */
export class AliasTree<T> {
  readonly #root: Branch<T> = branch();
  readonly #keyOf: (token: Token) => string;

  /** Compares tokens by their stems by default. */
  constructor(keyOf: (token: Token) => string = (token) => token.key) {
    this.#keyOf = keyOf;
  }

  /** Adds an alias as people write it; an alias may have several values. */
  add(alias: string, value: T): void {
    const keys = tokensOf(alias.toLowerCase()).map(this.#keyOf);
    if (keys.length === 0) return;
    let place = this.#root;
    for (const key of keys) {
      const next = place.next.get(key) ?? branch();
      place.next.set(key, next);
      place = next;
    }
    if (!place.values.includes(value)) place.values.push(value);
  }

  /**
   * Returns the values of the longest alias at `start` and its number of tokens, or undefined if no
   * alias begins there.
   */
  longestAt(
    tokens: readonly Token[],
    start: number,
  ): { readonly values: readonly T[]; readonly length: number } | undefined {
    let place: Branch<T> | undefined = this.#root;
    let best: { values: readonly T[]; length: number } | undefined;
    for (let index = start; index < tokens.length; index += 1) {
      const token = tokens[index];
      place = token === undefined ? undefined : place.next.get(this.#keyOf(token));
      if (place === undefined) break;
      if (place.values.length > 0) best = { values: place.values, length: index - start + 1 };
    }
    return best;
  }
}

function branch<T>(): Branch<T> {
  return { next: new Map(), values: [] };
}
