/** Texts of which at least one occurs wherever a pattern matches; null if none is known. */
export type RequiredTexts = readonly string[] | null;

/**
 * Returns texts of which at least one occurs in any text that a pattern matches in, the rarest set
 * if there are several: `key` for `(?:api|access)[ _-]?key`. Null if there is none. Case is as in the
 * pattern.
 */
export function requiredTexts({ source }: RegExp): RequiredTexts {
  return new RequiredTextParser(source).whole();
}

const NOT_AHEAD_OR_BEHIND = /\(\?<?!/y;
const AHEAD_OR_BEHIND = /\(\?<?=/y;
const GROUP = /\((?:\?:|\?<\w+>)?/y;
/** A set of characters, a back-reference, or an escape that stands for more than itself. */
const ANY = /\[(?:\\.|[^\]\\])*\]|\\k<\w+>|\\x[\da-f]{2}|\\u[\da-f]{4}|\\\w|[.^$]/iy;
const CHARACTER = /\\?(.)/sy;
const QUANTIFIER = /(?:[*+?]|\{(\d+),?\d*\})\??/y;
/** How many characters text is roughly made of. */
const ALPHABET = 30;

class RequiredTextParser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): RequiredTexts {
    const texts = this.#alternatives();
    if (this.#at !== this.#source.length)
      throw new Error(`not a pattern: ${this.#source.slice(this.#at)}`);
    return texts;
  }

  #alternatives(): RequiredTexts {
    const branches = [this.#sequence()];
    while (this.#take(/\|/y)) branches.push(this.#sequence());
    const known = branches.filter((branch) => branch !== null);
    return known.length < branches.length ? null : shortest(known.flat());
  }

  #sequence(): RequiredTexts {
    let best: RequiredTexts = null;
    let run = '';
    const consider = (texts: RequiredTexts) => {
      if (frequency(texts) < frequency(best)) best = texts;
    };
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at))) {
      const inner = this.#part();
      const { least, only } = this.#quantifier();
      const isLiteral = typeof inner === 'string';
      if (isLiteral && least > 0) run += inner;
      if (isLiteral && only) continue;
      consider(run === '' ? null : [run]);
      run = '';
      if (!isLiteral && least > 0) consider(inner);
    }
    consider(run === '' ? null : [run]);
    return best;
  }

  /** Returns a character, or what a group requires. */
  #part(): string | RequiredTexts {
    const isExcluded = this.#take(NOT_AHEAD_OR_BEHIND) !== null;
    if (isExcluded || this.#take(AHEAD_OR_BEHIND) || this.#take(GROUP)) {
      const inner = this.#alternatives();
      if (!this.#take(/\)/y)) throw new Error('a group that is not closed');
      return isExcluded ? null : inner;
    }
    return this.#take(ANY) ? null : (this.#take(CHARACTER)?.[1] ?? null);
  }

  #quantifier(): { readonly least: number; readonly only: boolean } {
    const found = this.#take(QUANTIFIER);
    if (found === null) return { least: 1, only: true };
    return { least: found[0].startsWith('+') ? 1 : Number(found[1] ?? 0), only: false };
  }

  #take(syntax: RegExp): RegExpExecArray | null {
    syntax.lastIndex = this.#at;
    const found = syntax.exec(this.#source);
    if (found !== null) this.#at = syntax.lastIndex;
    return found;
  }
}

/** Drops the texts that contain another one. */
function shortest(texts: readonly string[]): readonly string[] {
  const unique = [...new Set(texts)];
  return unique.filter((text) => !unique.some((part) => part !== text && text.includes(part)));
}

function frequency(texts: RequiredTexts): number {
  if (texts === null) return Number.POSITIVE_INFINITY;
  return texts.reduce((sum, text) => sum + ALPHABET ** -text.length, 0);
}
