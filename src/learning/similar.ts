import { everydayWords, fillerWords } from '../matching/reading-words.ts';
import { termsIn } from './known-words.ts';

/** Reports that look alike. */
export interface SimilarReports {
  /** The shortest of them. */
  readonly example: string;
  readonly count: number;
}

/** Share of the words that two reports must have in common. */
const MIN_OVERLAP = 0.5;
const MIN_COMMON = 2;

interface Group {
  readonly terms: ReadonlySet<string>;
  readonly texts: string[];
}

/** Groups reports that share most of their telling words; the largest group first, without singles. */
export function groupSimilar(texts: readonly string[]): readonly SimilarReports[] {
  const common = new Set([...everydayWords(), ...fillerWords()].flatMap(termsIn));
  const groups: Group[] = [];
  for (const text of texts) {
    const terms = new Set(termsIn(text).filter((term) => !common.has(term)));
    const group = groups.find((each) => isSimilar(each.terms, terms));
    if (group === undefined) groups.push({ terms, texts: [text] });
    else group.texts.push(text);
  }
  return groups
    .filter((group) => group.texts.length > 1)
    .map((group) => ({
      example: group.texts.reduce((one, other) => (other.length < one.length ? other : one)),
      count: group.texts.length,
    }))
    .toSorted((one, other) => other.count - one.count);
}

function isSimilar(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = [...one].filter((term) => other.has(term)).length;
  const smaller = Math.min(one.size, other.size);
  return shared >= Math.min(MIN_COMMON, smaller) && shared > 0 && shared >= MIN_OVERLAP * smaller;
}
