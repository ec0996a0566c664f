import { DEFAULT_LOCALE } from '../i18n/locale.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Background } from '../runbook/vocabulary.ts';
import { AliasTree } from './alias-tree.ts';
import { type Domain, domainOf } from './domain.ts';
import { Homophones } from './homophones.ts';
import type { SymptomIndex } from './indexed-symptom.ts';
import {
  addGeneralWords,
  addWords,
  familiarWords,
  generalNames,
  Lexicon,
  namesIn,
  namesOfRunbook,
} from './lexicon.ts';
import { termsOf, WordReader } from './reading.ts';
import { everydayWords } from './reading-words.ts';
import { claimsOf, type Subject } from './scope.ts';
import { Speller } from './spelling.ts';
import { indexSymptoms } from './symptom-index.ts';
import { keyOf, tokensOf } from './tokens.ts';

/** What was learned from one runbook. */
export interface KnownRunbook {
  readonly runbook: Runbook;
  readonly lexicon: Lexicon;
  readonly index: SymptomIndex;
  readonly subject: Subject;
  readonly domain: Domain;
  readonly codes: ReadonlySet<string>;
}

/** Everything learned from the runbooks once, before the first report. */
export interface Knowledge {
  readonly runbooks: readonly KnownRunbook[];
  readonly reader: WordReader;
  /** Names of products, and the positions of their runbooks. */
  readonly products: AliasTree<number>;
  /** True for an everyday word. */
  readonly isCommon: (word: string) => boolean;
  /**
   * Unusual words in the titles of evidence to gather for a ticket: asking for such an item means
   * asking to hand it in.
   */
  readonly evidenceNouns: ReadonlySet<string>;
}

/** A runbook's word is preferred over an equally near everyday word. */
const OWN_WORD = 4;

export interface KnowledgeOptions {
  /** Names of what the organization has besides the subjects of the runbooks. */
  readonly otherSystems?: readonly string[];
  /** In place of the counts that come with the vocabulary. */
  readonly background?: Background;
}

/** Reads the runbooks: their products, wordings, codes and evidence to gather. */
export function buildKnowledge(
  runbooks: readonly Runbook[],
  { otherSystems = [], background }: KnowledgeOptions = {},
): Knowledge {
  const codes = new Set(
    runbooks.flatMap(({ symptoms }) => symptoms.flatMap((symptom) => symptom.codes)),
  );
  const common = new Set(everydayWords().map(keyOf));
  const isCommon = (word: string) => common.has(keyOf(word));
  const speller = new Speller();
  addGeneralWords(speller, runbooks);
  const evidenceNouns = nounsOfCollections(runbooks, speller);
  for (const name of [...runbooks.flatMap(({ products }) => products), ...otherSystems])
    addWords(speller, name, OWN_WORD);
  const wordings = new WordReader(null, codes);
  const [first] = runbooks;
  const general = first === undefined ? null : generalNames(first.vocabulary.general, otherSystems);
  const trees = runbooks.map((runbook) => namesOfRunbook(runbook, runbooks));
  const known = runbooks.map((runbook, position) => {
    const own = trees[position] ?? new AliasTree();
    const lexicon = general === null ? new Lexicon(own) : new Lexicon(general, own);
    const read = (text: string) => {
      const { tokens } = wordings.read(text);
      for (const { text: word, han } of tokens) if (!han) speller.add(word, OWN_WORD);
      return { terms: termsOf(tokens, lexicon), tokens };
    };
    const index = indexSymptoms(runbook, read, isCommon);
    const domain = domainOf(
      runbook,
      (text) => wordings.read(text).tokens,
      background ?? runbook.vocabulary.general.background,
    );
    const known = new Set(runbook.symptoms.flatMap((symptom) => symptom.codes));
    const subject = claimsOf(runbook, index, read);
    return { runbook, lexicon, index, subject, domain, codes: known };
  });
  const homophones = new Homophones(familiarWords());
  for (const name of namesIn(runbooks)) homophones.add(name);
  const names = general === null ? new Lexicon(...trees) : new Lexicon(general, ...trees);
  const reader = new WordReader({ speller, homophones, names }, codes);
  const products = new AliasTree<number>();
  for (const [position, runbook] of runbooks.entries()) {
    for (const name of runbook.products) products.add(name, position);
  }
  return { runbooks: known, reader, products, isCommon, evidenceNouns };
}

function nounsOfCollections(runbooks: readonly Runbook[], ordinary: Speller): Set<string> {
  const titles = runbooks.flatMap(({ collection }) =>
    collection.map(({ title }) => title[DEFAULT_LOCALE].toLowerCase()),
  );
  const products = new Set(
    runbooks.flatMap((runbook) => runbook.products.flatMap((name) => name.split(' '))),
  );
  const words = titles.flatMap((title) => tokensOf(title).map(({ text }) => text));
  return new Set(
    words.filter(
      (word) => /^[a-z]{5,}$/.test(word) && !ordinary.knows(word) && !products.has(word),
    ),
  );
}
