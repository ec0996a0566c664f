import { locales } from '../i18n/locales.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { GeneralVocabulary, Names } from '../runbook/vocabulary.ts';
import { AliasTree } from './alias-tree.ts';
import {
  courtesyWords,
  languageNames,
  languageVerbs,
  ROLES,
  roleWords,
  WHOLE_INTENTS,
  wholeWords,
} from './intent-words.ts';
import { everydayWords, fillerWords } from './reading-words.ts';
import type { Speller } from './spelling.ts';
import type { Token } from './tokens.ts';
import { tokensOf } from './tokens.ts';

export type MeaningKind =
  /** An idea with many names, in any language. */
  | 'concept'
  /** An idea shared by nearly every report of trouble. */
  | 'everyday'
  /** A name of the runbook's subject. */
  | 'product'
  /** Another product, system or device. */
  | 'elsewhere'
  /** Something that the runbook's subject is mistaken for. */
  | 'neighbour'
  /** A word for a system of any name. */
  | 'system'
  /** A word or a pair of Chinese characters that isn't in the lexicon. */
  | 'word'
  | 'filler';

/** The meaning of a stretch of a report. Ids are unique across all kinds. */
export interface Meaning {
  readonly kind: MeaningKind;
  readonly id: string;
}

const FILLER_MEANING: Meaning = { kind: 'filler', id: 'filler' };

/** Names and their meanings: those that all runbooks share, and those of one. */
export class Lexicon {
  readonly #trees: readonly AliasTree<Meaning>[];

  constructor(...trees: readonly AliasTree<Meaning>[]) {
    this.#trees = trees;
  }

  /** Returns the meanings of the longest name at a position, in all trees that have it. */
  longestAt(
    tokens: readonly Token[],
    start: number,
  ): { readonly values: readonly Meaning[]; readonly length: number } | undefined {
    let best: { values: readonly Meaning[]; length: number } | undefined;
    for (const tree of this.#trees) {
      const found = tree.longestAt(tokens, start);
      if (found === undefined || (best !== undefined && found.length < best.length)) continue;
      const isEqual = best !== undefined && found.length === best.length;
      best = isEqual
        ? { values: [...(best?.values ?? []), ...found.values], length: found.length }
        : found;
    }
    return best;
  }
}

/** Builds the names that all runbooks share. `systems` are the organization's other systems. */
export function generalNames(
  general: GeneralVocabulary,
  otherSystems: readonly string[],
): AliasTree<Meaning> {
  const tree = new AliasTree<Meaning>();
  addConcepts(tree, 'everyday', general.everyday);
  for (const name of general.products)
    tree.add(name, { kind: 'elsewhere', id: `elsewhere:${name}` });
  for (const name of otherSystems) tree.add(name, { kind: 'elsewhere', id: otherSystemId(name) });
  for (const name of general.systems) tree.add(name, { kind: 'system', id: `system:${name}` });
  for (const alias of [...fillerWords(), ...general.filler]) tree.add(alias, FILLER_MEANING);
  return tree;
}

/** Returns the id of a name that the configuration gives, rather than the general vocabulary. */
export function otherSystemId(name: string): string {
  return `other-system:${name}`;
}

/** Builds the names of one runbook; the products of the others are elsewhere. */
export function namesOfRunbook(runbook: Runbook, all: readonly Runbook[]): AliasTree<Meaning> {
  const tree = new AliasTree<Meaning>();
  addConcepts(tree, 'concept', runbook.vocabulary.synonyms);
  for (const name of runbook.products) tree.add(name, { kind: 'product', id: `product:${name}` });
  for (const name of runbook.neighbours)
    tree.add(name, { kind: 'neighbour', id: `neighbour:${name}` });
  const own = new Set(runbook.products);
  for (const name of all.flatMap(({ products }) => products)) {
    if (!own.has(name)) tree.add(name, { kind: 'elsewhere', id: `elsewhere:${name}` });
  }
  return tree;
}

/** Returns all names of all runbooks. */
export function namesIn(runbooks: readonly Runbook[]): string[] {
  const general = [...new Set(runbooks.map(({ vocabulary }) => vocabulary.general))];
  return [
    ...runbooks.flatMap(({ vocabulary, products }) => [...allOf(vocabulary.synonyms), ...products]),
    ...general.flatMap(({ everyday, products }) => [...allOf(everyday), ...products]),
  ];
}

/** Returns words about the conversation and words without meaning, which are no mistakes. */
export function familiarWords(): string[] {
  return [
    ...ROLES.flatMap(roleWords),
    ...WHOLE_INTENTS.flatMap(wholeWords),
    ...fillerWords(),
    ...courtesyWords(),
    ...languageVerbs(),
  ];
}

/** A name of another product is the least likely to be meant by a mistyped word. */
const NAME_WEIGHT = 0.5;

/** Teaches a speller the correct words of all runbooks; telling words weigh more than common ones. */
export function addGeneralWords(speller: Speller, runbooks: readonly Runbook[]): void {
  const general = [...new Set(runbooks.map(({ vocabulary }) => vocabulary.general))];
  const lists: readonly (readonly [Iterable<string>, number])[] = [
    [runbooks.flatMap(({ vocabulary }) => allOf(vocabulary.synonyms)), 3],
    [general.flatMap(({ everyday }) => allOf(everyday)), 2],
    [general.flatMap(({ products, systems }) => [...products, ...systems]), NAME_WEIGHT],
    [runbooks.flatMap(({ neighbours }) => neighbours), 2],
    [ROLES.flatMap(roleWords), 1],
    [WHOLE_INTENTS.flatMap(wholeWords), 1],
    [locales().flatMap(languageNames), 1],
    [[...fillerWords(), ...everydayWords(), ...courtesyWords(), ...languageVerbs()], 1],
  ];
  for (const [texts, weight] of lists) {
    for (const text of new Set(texts)) addWords(speller, text, weight);
  }
}

/** Teaches a speller the words of a text. */
export function addWords(speller: Speller, text: string, weight: number): void {
  for (const token of tokensOf(text.toLowerCase())) {
    if (!token.han) speller.add(token.text, weight);
  }
}

function addConcepts(
  tree: AliasTree<Meaning>,
  kind: 'concept' | 'everyday',
  concepts: Names,
): void {
  for (const [id, aliases] of concepts) {
    const meaning: Meaning = { kind, id };
    for (const alias of aliases) tree.add(alias, meaning);
  }
}

function allOf(groups: Names): string[] {
  return [...groups.values()].flat();
}
