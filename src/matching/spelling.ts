import { editDistance } from '../spelling/edit-distance.ts';
import { bitsOf, lettersOf } from './letters.ts';
import { stuckLetters } from './reading-words.ts';

/** Characters that OCR confuses; both sides are folded before they are compared. */
const LOOK_ALIKES: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/[1l|!]/g, 'i'],
  [/0/g, 'o'],
  [/5/g, 's'],
];

/** People omit letters more often than they add them. */
const LETTER_LEFT_OUT = 0.5;
/** A longer word is just a pasted blob. */
const MAX_WORD = 80;
const MAX_PART = 20;
/** Minimum mean length of the parts, in letters, for a division to be more than coincidence. */
const MEAN_PART = 3.5;

interface Spelled {
  readonly word: string;
  readonly letters: number;
  readonly weight: number;
}

/** Corrects words that were mistyped or misread, and divides words that lost their spaces. */
export class Speller {
  readonly #weights = new Map<string, number>();
  readonly #byLook = new Map<string, string>();
  readonly #byShape = new Map<string, Spelled[]>();

  /** Of equally near words, the one with the greater weight is chosen. */
  add(word: string, weight: number): void {
    const known = this.#weights.get(word);
    if (known !== undefined) return;
    this.#weights.set(word, weight);
    const look = folded(word);
    if (!this.#byLook.has(look)) this.#byLook.set(look, word);
    if (word.length < 4) return;
    const shape = `${word[0]}${word.length}`;
    const alike = this.#byShape.get(shape);
    const spelled = { word, letters: lettersOf(word), weight };
    if (alike === undefined) this.#byShape.set(shape, [spelled]);
    else alike.push(spelled);
  }

  knows(word: string): boolean {
    return this.#weights.has(word);
  }

  /**
   * Returns the intended words (several if spaces were lost), or undefined if no word is near
   * enough.
   */
  correct(word: string): readonly string[] | undefined {
    if (word.length < 3 || word.length > MAX_WORD) return undefined;
    const lookAlike = this.#byLook.get(folded(word));
    if (lookAlike !== undefined) return [lookAlike];
    if (!/[a-z]{2}/.test(word)) return undefined;
    const near = word.length <= 14 ? this.#nearest(word, 1) : undefined;
    if (near !== undefined) return [near];
    const divided = this.#divided(word);
    if (divided !== undefined) return divided;
    const far = word.length >= 6 ? this.#nearest(word, 2) : undefined;
    return far === undefined ? undefined : [far];
  }

  #nearest(word: string, limit: number): string | undefined {
    if (word.length < 4) return undefined;
    const letters = lettersOf(word);
    let best: { word: string; distance: number; weight: number } | undefined;
    for (const candidate of this.#alike(word, letters, limit)) {
      if (limit > 1 && candidate.weight < MIN_FAR_WEIGHT) continue;
      const distance = editDistance(word, candidate.word, limit);
      if (distance > limit || !plausible(word, candidate.word)) continue;
      if (distance === 2 && word.length < 7 && candidate.word.length <= word.length) continue;
      const weight = candidate.weight + (candidate.word.length > word.length ? LETTER_LEFT_OUT : 0);
      if (
        best === undefined ||
        distance < best.distance ||
        (distance === best.distance && weight > best.weight)
      ) {
        best = { word: candidate.word, distance, weight };
      }
    }
    return best?.word;
  }

  /**
   * Finds words of similar length and letters with the same beginning, or with the first two
   * letters swapped.
   */
  #alike(word: string, letters: number, limit: number): Spelled[] {
    const found: Spelled[] = [];
    for (const start of word[0] === word[1] ? [word[0]] : [word[0], word[1]]) {
      for (let length = word.length - limit; length <= word.length + limit; length += 1) {
        for (const candidate of this.#byShape.get(`${start}${length}`) ?? []) {
          if (bitsOf(candidate.letters ^ letters) <= 2 * limit) found.push(candidate);
        }
      }
    }
    return found;
  }

  #divided(word: string): readonly string[] | undefined {
    if (word.length < 6) return undefined;
    const asWritten = division(word, (part) => (this.#weights.has(part) ? part : undefined));
    if (asWritten !== undefined) return asWritten;
    const look = folded(word);
    return look === word ? undefined : division(look, (part) => this.#byLook.get(part));
  }
}

/**
 * Returns the division into the fewest known parts, or undefined if there is none, or only one into
 * snippets.
 */
function division(
  word: string,
  known: (part: string) => string | undefined,
): readonly string[] | undefined {
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = Math.max(0, end - MAX_PART); start < end; start += 1) {
      const before = best[start];
      const shortest = best[end];
      if (before === undefined || (shortest !== undefined && shortest.length <= before.length + 1))
        continue;
      const found =
        end - start > 1 || isStuck(word[start]) ? known(word.slice(start, end)) : undefined;
      if (found !== undefined) best[end] = [...before, found];
    }
  }
  const parts = best[word.length];
  return parts !== undefined && parts.length <= Math.max(2, word.length / MEAN_PART)
    ? parts
    : undefined;
}

/** A word with two wrong letters is not taken for another product's name: "dialled" is no dialpad. */
const MIN_FAR_WEIGHT = 1;

/**
 * Allows only swapped or missing letters in short words, because nearly any word is one letter away
 * from a short word.
 */
function plausible(word: string, candidate: string): boolean {
  if (word[0] !== candidate[0]) return sorted(word) === sorted(candidate);
  if (word.length >= 5) return true;
  return (
    sorted(word) === sorted(candidate) || (candidate.length >= 5 && candidate.length > word.length)
  );
}

function isStuck(letter: string | undefined): boolean {
  return letter !== undefined && stuckLetters().includes(letter);
}

function sorted(word: string): string {
  return [...word].sort().join('');
}

function folded(word: string): string {
  if (!/[1l|!05]|rn|vv/.test(word)) return word;
  return LOOK_ALIKES.reduce((text, [from, to]) => text.replace(from, to), word);
}
