import { DEFAULT_LOCALE } from '../i18n/locale.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { addGeneralWords, addWords, generalLexicon } from './lexicon.ts';
import { Reader } from './reading.ts';
import { everydayWords } from './reading-words.ts';
import { createScopeReader, productId, type ScopeReader } from './scope.ts';
import { Speller } from './spelling.ts';
import { indexSymptoms, type SymptomIndex } from './symptom-index.ts';
import { keyOf, tokensOf } from './tokens.ts';

/** Everything learned from the runbooks once, before the first report. */
export interface Knowledge {
  readonly index: SymptomIndex;
  readonly reader: Reader;
  readonly scopes: ScopeReader;
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

/** Reads the runbooks: their products, wordings, codes and evidence to gather. */
export function buildKnowledge(runbooks: readonly Runbook[]): Knowledge {
  const lexicon = generalLexicon();
  for (const [position, { products }] of runbooks.entries()) {
    for (const name of products)
      lexicon.add(name, { kind: 'product', id: productId(position, name) });
  }
  const codes = new Set(
    runbooks.flatMap(({ symptoms }) => symptoms.flatMap((symptom) => symptom.codes)),
  );
  const common = new Set(everydayWords().map(keyOf));
  const isCommon = (word: string) => common.has(keyOf(word));
  const speller = new Speller();
  addGeneralWords(speller);
  const evidenceNouns = nounsOfCollections(runbooks, speller);
  for (const name of runbooks.flatMap(({ products }) => products))
    addWords(speller, name, OWN_WORD);
  const index = indexSymptoms(runbooks, new Reader(lexicon, null, codes), isCommon, (tokens) => {
    for (const { text, han } of tokens) if (!han) speller.add(text, OWN_WORD);
  });
  const reader = new Reader(lexicon, speller, codes);
  return {
    index,
    reader,
    scopes: createScopeReader(runbooks, index, reader),
    isCommon,
    evidenceNouns,
  };
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
