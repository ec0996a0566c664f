import { everydayWords } from '../../src/matching/reading-words.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';
import { runbookFor, type SymptomSketch } from '../matching/runbook-for.ts';
import { vocabularyOf } from '../support/vocabulary.ts';

/** Numbers that look random and are the same in every run. */
export type Dice = () => number;

const SYLLABLES =
  'ba ce di fo gu ha ki lo mu ne pa qui re so ta ve wi xo yu za tri ster con pro ment tion'.split(
    ' ',
  );
const OWN_WORDS = 6000;

/** A generator of numbers in 0..1 (mulberry32), the same for the same seed. */
export function diceOf(seed: number): Dice {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A runbook with as many symptoms as asked for, each in about a dozen wordings of both languages.
 * As in a real one, few words are frequent and most are rare, and much of it is the vocabulary that
 * all troubleshooting shares.
 */
export function syntheticRunbook(symptoms: number, dice: Dice): Runbook {
  const words = vocabulary(dice);
  const sketches: Record<string, SymptomSketch> = {};
  for (let number = 0; number < symptoms; number += 1)
    sketches[`symptom-${number}`] = sketch(words, dice);
  return runbookFor('synthetic', 'Contoso application', ['contoso app'], sketches);
}

interface Vocabulary {
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

function vocabulary(dice: Dice): Vocabulary {
  const { synonyms, general } = vocabularyOf('sign-in', 'network');
  const aliases = [synonyms, general.everyday].flatMap((concepts) => [...concepts.values()].flat());
  const chinese = aliases.filter((alias) => /\p{Script=Han}/u.test(alias));
  const english = aliases.filter((alias) => /^[a-z ]+$/.test(alias));
  const own = Array.from(
    { length: OWN_WORDS },
    () => pick(SYLLABLES, dice) + pick(SYLLABLES, dice) + pick(SYLLABLES, dice),
  );
  const ownChinese = Array.from({ length: OWN_WORDS }, () => character(dice) + character(dice));
  const shuffled = (list: readonly string[]) => list.toSorted(() => dice() - 0.5);
  return {
    en: [...shuffled(english), ...everydayWords(), ...own],
    zh: [...shuffled(chinese), ...ownChinese],
  };
}

function sketch({ en, zh }: Vocabulary, dice: Dice): SymptomSketch {
  const topic = Array.from({ length: 4 }, () => frequent(en, dice));
  const thema = Array.from({ length: 4 }, () => frequent(zh, dice));
  const wording = (own: readonly string[], all: readonly string[], length: number) =>
    Array.from({ length }, () => (dice() < 0.6 ? pick(own, dice) : frequent(all, dice)));
  return {
    title: topic.join(' '),
    en: Array.from({ length: 7 }, () => wording(topic, en, 5).join(' ')),
    zh: Array.from({ length: 5 }, () => wording(thema, zh, 4).join('')),
  };
}

/** Zipf-like: the first of the list far more often than the last. */
function frequent(list: readonly string[], dice: Dice): string {
  return list[Math.floor(list.length ** dice()) - 1] ?? '';
}

/** One of a list that is not empty. */
export function pick<T>(list: readonly T[], dice: Dice): T {
  const picked = list[Math.floor(dice() * list.length)];
  if (picked === undefined) throw new Error('There is nothing to pick from.');
  return picked;
}

function character(dice: Dice): string {
  return String.fromCodePoint(0x4e00 + Math.floor(dice() * 3000));
}
