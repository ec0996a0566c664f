/** Text recognition takes these for one another; both sides are folded before they are compared. */
const LOOK_ALIKES: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[1l|!]/g, 'i'],
  [/0/g, 'o'],
  [/5/g, 's'],
];

/** People leave letters out more often than they put some in. */
const LETTER_LEFT_OUT = 0.5;
/** A longer word would only be a pasted blob. */
const LONGEST_WORD = 80;

/** Corrects words that were mistyped or misread, and divides words whose spaces were lost. */
export class Speller {
  readonly #words = new Set<string>();
  readonly #byLook = new Map<string, string>();
  readonly #byShape = new Map<string, { readonly word: string; readonly letters: number; readonly weight: number }[]>();

  /** Of words equally near, the one with the greater weight is taken. */
  add(word: string, weight: number): void {
    if (this.#words.has(word)) return;
    this.#words.add(word);
    const look = folded(word);
    if (!this.#byLook.has(look)) this.#byLook.set(look, word);
    if (word.length < 4) return;
    const shape = `${word[0]}${word.length}`;
    const alike = this.#byShape.get(shape) ?? [];
    alike.push({ word, letters: lettersOf(word), weight });
    this.#byShape.set(shape, alike);
  }

  knows(word: string): boolean {
    return this.#words.has(word);
  }

  /** The words that were meant, one or several where spaces were lost; undefined where nothing is near enough. */
  correct(word: string): readonly string[] | undefined {
    if (word.length < 3 || word.length > LONGEST_WORD) return undefined;
    const lookAlike = this.#byLook.get(folded(word));
    if (lookAlike !== undefined) return [lookAlike];
    if (!/[a-z]{2}/.test(word)) return undefined;
    const near = word.length <= 14 ? this.#nearest(word, 1) : undefined;
    if (near !== undefined) return [near];
    const divided = this.#divide(word);
    if (divided !== undefined) return divided;
    const far = word.length >= 7 ? this.#nearest(word, 2) : undefined;
    return far === undefined ? undefined : [far];
  }

  #nearest(word: string, limit: number): string | undefined {
    if (word.length < 4) return undefined;
    const letters = lettersOf(word);
    const starts = new Set([word[0], word[1]]);
    let best: { word: string; distance: number; weight: number } | undefined;
    for (const start of starts) {
      for (let length = word.length - limit; length <= word.length + limit; length += 1) {
        for (const candidate of this.#byShape.get(`${start}${length}`) ?? []) {
          if (bitsOf(candidate.letters ^ letters) > 2 * limit) continue;
          const distance = editDistance(word, candidate.word, limit);
          if (distance > limit || !plausible(word, candidate.word)) continue;
          const weight = candidate.weight + (candidate.word.length > word.length ? LETTER_LEFT_OUT : 0);
          if (best === undefined || distance < best.distance || (distance === best.distance && weight > best.weight)) {
            best = { word: candidate.word, distance, weight };
          }
        }
      }
    }
    return best?.word;
  }

  /** The division into the fewest known words, looked at as text recognition would. */
  #divide(word: string): readonly string[] | undefined {
    if (word.length < 6) return undefined;
    const best: (readonly string[] | undefined)[] = [[]];
    for (let end = 2; end <= word.length; end += 1) {
      for (let start = Math.max(0, end - 20); start <= end - 2; start += 1) {
        const before = best[start];
        if (before === undefined) continue;
        const found = this.#byLook.get(folded(word.slice(start, end)));
        const shortest = best[end];
        if (found === undefined || (shortest !== undefined && shortest.length <= before.length + 1)) continue;
        best[end] = [...before, found];
      }
    }
    const parts = best[word.length];
    return parts !== undefined && parts.length <= Math.max(2, word.length / 3.5) ? parts : undefined;
  }
}

/** Short words take only swapped letters or a doubled one: nearly everything is one letter from a short word. */
function plausible(word: string, candidate: string): boolean {
  if (word.length >= 6 && candidate.length >= 5) return true;
  if (word[0] !== candidate[0]) return sorted(word) === sorted(candidate);
  if (word.length >= 5) return true;
  return sorted(word) === sorted(candidate) || (candidate.length >= 5 && candidate.length > word.length);
}

function sorted(word: string): string {
  return [...word].sort().join('');
}

function folded(word: string): string {
  return LOOK_ALIKES.reduce((text, [from, to]) => text.replace(from, to), word);
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index += 1) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

function bitsOf(value: number): number {
  let bits = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}

/** Insertions, deletions, substitutions and swaps of neighbours, counted up to `limit` + 1. */
function editDistance(from: string, to: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let distance = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) distance = Math.min(distance, (beforeLast[column - 2] ?? 0) + 1);
      current.push(distance);
    }
    if (Math.min(...current) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? limit + 1;
}
