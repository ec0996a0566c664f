import { fromLanguages } from '../../i18n/understood.ts';
import type { Runbook } from '../../runbook/runbook.ts';
import { fillerWords, negationWords } from '../reading-words.ts';
import { tokensOf } from '../tokens.ts';
import { plain } from './clauses.ts';
import { change, edgeWords, persistence } from './wish-words.ts';

/** What people say about the result of a fix. */
export interface SubjectWords {
  readonly success: WordingsByWord;
  readonly failure: WordingsByWord;
}

/** What a wording or a clause says: the words that tell something, and which way. */
interface Statement {
  readonly words: ReadonlySet<string>;
  /** "still", "as before", in words or by a negation: nothing has become better. */
  readonly persists: boolean;
  readonly negated: boolean;
  /** "now", "again": something has changed. */
  readonly changes: boolean;
}

/** Wordings by each of their words. */
type WordingsByWord = ReadonlyMap<string, readonly Statement[]>;

/** Minimum share of words that a clause and a wording have in common. */
const SAME = 0.8;
const MIN_WORDS = 1.5;

/** Reads the wordings of a runbook about the result of a fix. */
export function subjectWordsOf({ outcomes }: Pick<Runbook, 'outcomes'>): SubjectWords {
  const sets = (wordings: Readonly<Record<string, readonly string[]>>) =>
    byWord(
      Object.values(wordings).flatMap((each) => each.map((wording) => statementOf(plain(wording)))),
    );
  return { success: sets(outcomes.success), failure: sets(outcomes.failure) };
}

/** Returns the outcome that a clause in plain form states in the words of a runbook, or null. */
export function saysOutcome(
  text: string,
  subjects: readonly SubjectWords[],
): 'worked' | 'did-not-work' | null {
  if (subjects.length === 0) return null;
  const said = statementOf(text);
  if (said.words.size === 0) return null;
  const likest = (wordings: WordingsByWord) => {
    const shared = new Set([...said.words].flatMap((word) => wordings.get(word) ?? []));
    return Math.max(0, ...[...shared].map((wording) => likeness(said, wording)));
  };
  // "It still prints" and "it prints" have the same words; only one of them is a success.
  const failure = Math.max(...subjects.map((each) => likest(each.failure)));
  const success = said.persists ? 0 : Math.max(...subjects.map((each) => likest(each.success)));
  if (Math.max(failure, success) < SAME || failure === success) return null;
  return failure > success ? 'did-not-work' : 'worked';
}

function byWord(wordings: readonly Statement[]): WordingsByWord {
  const found = new Map<string, Statement[]>();
  for (const wording of wordings) {
    for (const word of wording.words) found.set(word, [...(found.get(word) ?? []), wording]);
  }
  return found;
}

function likeness(said: Statement, wording: Statement): number {
  const [words, named] = [said.words, wording.words];
  // "Locked" alone reports something; "still locked" says how it went.
  const isOpen = wording.persists && !said.persists && !said.negated;
  if (named.size === 0 || isOpen || said.negated !== wording.negated) return 0;
  const shared = [...words].filter((word) => named.has(word)).length;
  if (Math.min(weightOf(words), weightOf(named)) < MIN_WORDS) {
    // "It prints now", but not "I print a lot".
    const isMarked = said.changes || said.persists || said.negated;
    return isMarked && shared === words.size && shared === named.size ? 1 : 0;
  }
  return (2 * shared) / (words.size + named.size);
}

/** Two Chinese characters are a word. */
function weightOf(words: ReadonlySet<string>): number {
  return [...words].reduce((sum, word) => sum + (HAN.test(word) ? 0.5 : 1), 0);
}

const HAN = /\p{Script=Han}/u;

/** Reads the words that tell something (stems, and Chinese characters), and which way they do. */
function statementOf(text: string): Statement {
  const keys = tokensOf(text).map(({ key }) => key);
  const isNegation = (key: string) => key === 'not' || negationWords().has(key);
  return {
    words: new Set(keys.filter((key) => !isNegation(key) && !fillers().has(key))),
    negated: keys.some(isNegation),
    persists: persistence().test(text),
    changes: change().test(text),
  };
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
