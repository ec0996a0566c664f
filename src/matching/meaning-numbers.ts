import type { Meaning, MeaningKind } from './lexicon.ts';
import type { Term } from './reading.ts';

/** An idea survives rewording; a word or a product's name is weaker evidence. */
const KIND_WEIGHT = {
  concept: 1,
  everyday: 0.4,
  elsewhere: 1,
  neighbour: 0.8,
  system: 0.3,
  word: 0.9,
  product: 0.3,
  filler: 0,
} as const;
const PAIR_WEIGHT = 0.5;
const COMMON_WORD_WEIGHT = 0.35;
/** `msRTCSIP`, `certmgr`: people write such a word only about the thing itself. */
const TECHNICAL_WORD_WEIGHT = 1.5;
const TECHNICAL_WORD = /^word:[a-z][a-z0-9]{6,}$/;

/** Gives each meaning a number, in order of appearance, and a weight for its kind. */
export class MeaningNumbers {
  readonly ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #weights: number[] = [];
  readonly #isCommon: (word: string) => boolean;

  constructor(isCommon: (word: string) => boolean) {
    this.#isCommon = isCommon;
  }

  /** Returns the numbers of all evidence in these terms, without duplicates. */
  of(terms: readonly Term[]): number[] {
    const found: number[] = [];
    for (const { meanings, text } of terms) {
      const isProduct = meanings.some(({ kind }) => kind === 'product');
      for (const meaning of meanings) {
        // The runbook's own product says nothing about which of its symptoms is meant.
        if (meaning.kind === 'filler' || (isProduct && meaning.kind === 'elsewhere')) continue;
        const number = this.#numbers.get(meaning.id) ?? this.#add(meaning, text);
        if (!found.includes(number)) found.push(number);
      }
    }
    return found;
  }

  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  weightOf(number: number): number {
    return this.#weights[number] ?? 0;
  }

  #add({ kind, id }: Meaning, text: string): number {
    this.#numbers.set(id, this.ids.length);
    this.#weights.push(kindWeight(kind, id, kind === 'word' && this.#isCommon(text)));
    return this.ids.push(id) - 1;
  }
}

function kindWeight(kind: MeaningKind, id: string, common: boolean): number {
  if (kind !== 'word') return KIND_WEIGHT[kind];
  if (/^word:\p{Script=Han}/u.test(id)) return PAIR_WEIGHT;
  if (common) return COMMON_WORD_WEIGHT;
  return TECHNICAL_WORD.test(id) ? TECHNICAL_WORD_WEIGHT : KIND_WEIGHT.word;
}
