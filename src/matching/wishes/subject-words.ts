import { fromLanguages } from '../../i18n/understood.ts';
import type { Runbook } from '../../runbook/runbook.ts';
import { fillerWords } from '../reading-words.ts';
import { tokensOf } from '../tokens.ts';
import { plain } from './clauses.ts';
import { edgeWords } from './wish-words.ts';

/** What people say about the result of a fix. */
export interface SubjectWords {
  readonly success: WordingsByWord;
  readonly failure: WordingsByWord;
}

/** Wordings as sets of words, by each of their words. */
type WordingsByWord = ReadonlyMap<string, readonly ReadonlySet<string>[]>;

/** Minimum share of words that a clause and a wording have in common. */
const SAME = 0.8;
const MIN_WORDS = 2;

/** Reads the wordings of a runbook about the result of a fix. */
export function subjectWordsOf({ outcomes }: Pick<Runbook, 'outcomes'>): SubjectWords {
  const sets = (wordings: Readonly<Record<string, readonly string[]>>) =>
    byWord(
      Object.values(wordings).flatMap((each) =>
        each.map((wording) => tellingWords(plain(wording))),
      ),
    );
  return { success: sets(outcomes.success), failure: sets(outcomes.failure) };
}

/** Returns the outcome that a clause in plain form states in the words of a runbook, or null. */
export function saysOutcome(
  text: string,
  subjects: readonly SubjectWords[],
): 'worked' | 'did-not-work' | null {
  if (subjects.length === 0) return null;
  const words = tellingWords(text);
  if (words.size === 0) return null;
  const likest = (wordings: WordingsByWord) => {
    const shared = new Set([...words].flatMap((word) => wordings.get(word) ?? []));
    return Math.max(0, ...[...shared].map((wording) => likeness(words, wording)));
  };
  const failure = Math.max(...subjects.map((each) => likest(each.failure)));
  const success = Math.max(...subjects.map((each) => likest(each.success)));
  if (Math.max(failure, success) < SAME) return null;
  return failure >= success ? 'did-not-work' : 'worked';
}

function byWord(wordings: readonly ReadonlySet<string>[]): WordingsByWord {
  const found = new Map<string, ReadonlySet<string>[]>();
  for (const wording of wordings) {
    for (const word of wording) found.set(word, [...(found.get(word) ?? []), wording]);
  }
  return found;
}

function likeness(words: ReadonlySet<string>, wording: ReadonlySet<string>): number {
  const few = Math.min(words.size, wording.size) < MIN_WORDS;
  if (wording.size === 0 || words.has('not') !== wording.has('not')) return 0;
  const shared = [...words].filter((word) => wording.has(word)).length;
  if (few) return shared === words.size && shared === wording.size ? 1 : 0;
  return (2 * shared) / (words.size + wording.size);
}

/** Returns the words that tell something: stems, and Chinese characters. */
function tellingWords(text: string): ReadonlySet<string> {
  const tokens = tokensOf(text);
  return new Set(tokens.map(({ key }) => key).filter((key) => !fillers().has(key)));
}

const fillers = fromLanguages(
  () =>
    new Set(
      [...fillerWords(), ...edgeWords()].flatMap((word) => {
        const [token, ...others] = tokensOf(word);
        return token !== undefined && others.length === 0 ? [token.key] : [];
      }),
    ),
);
