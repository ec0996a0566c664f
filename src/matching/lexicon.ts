import { AliasTree } from './alias-tree.ts';
import { COMMON_WORDS } from './lexicon/common-words.ts';
import { ELSEWHERE, OTHER_MATTERS } from './lexicon/elsewhere.ts';
import { FILLER } from './lexicon/filler.ts';
import { GENERAL_CONCEPTS } from './lexicon/general.ts';
import { INFRASTRUCTURE_CONCEPTS } from './lexicon/infrastructure.ts';
import { SIGN_IN_CONCEPTS } from './lexicon/sign-in.ts';
import {
  COURTESIES,
  INTENT_WORDS,
  LANGUAGE_NAMES,
  LANGUAGE_VERBS,
  WHOLE_INTENTS,
} from './lexicon/wishes.ts';
import type { Speller } from './spelling.ts';
import { tokensOf } from './tokens.ts';

export type MeaningKind =
  /** An idea with many names, in any language. */
  | 'concept'
  /** An idea shared by nearly every report of trouble. */
  | 'everyday'
  /** A name of the runbook's subject. */
  | 'product'
  /** Another product or device. */
  | 'elsewhere'
  /** Another matter about the same kind of product. */
  | 'matter'
  /** A word or a pair of Chinese characters that isn't in the lexicon. */
  | 'word'
  | 'filler';

/** The meaning of a stretch of a report. Ids are unique across all kinds. */
export interface Meaning {
  readonly kind: MeaningKind;
  readonly id: string;
}

const FILLER_MEANING: Meaning = { kind: 'filler', id: 'filler' };

/** Builds the lexicon of general wordings for trouble, ready for lookups. */
export function generalLexicon(): AliasTree<Meaning> {
  const tree = new AliasTree<Meaning>();
  addConcepts(tree, 'concept', SIGN_IN_CONCEPTS);
  addConcepts(tree, 'concept', INFRASTRUCTURE_CONCEPTS);
  addConcepts(tree, 'everyday', GENERAL_CONCEPTS);
  addNames(tree, 'elsewhere', ELSEWHERE);
  addNames(tree, 'matter', OTHER_MATTERS);
  for (const alias of listed(FILLER)) tree.add(alias, FILLER_MEANING);
  return tree;
}

/** Teaches a speller the correct general words; telling words weigh more than common ones. */
export function addGeneralWords(speller: Speller): void {
  const lists: readonly (readonly [Iterable<string>, number])[] = [
    [Object.values(SIGN_IN_CONCEPTS), 3],
    [Object.values(INFRASTRUCTURE_CONCEPTS), 3],
    [Object.values(GENERAL_CONCEPTS), 2],
    [Object.values(ELSEWHERE), 2],
    [Object.values(OTHER_MATTERS), 2],
    [
      [
        ...Object.values(INTENT_WORDS),
        ...Object.values(WHOLE_INTENTS),
        ...Object.values(LANGUAGE_NAMES),
      ],
      1,
    ],
    [[FILLER, COMMON_WORDS, COURTESIES, LANGUAGE_VERBS], 1],
  ];
  for (const [texts, weight] of lists) {
    for (const text of texts) addWords(speller, text, weight);
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
  concepts: Readonly<Record<string, string>>,
): void {
  for (const [id, aliases] of Object.entries(concepts)) {
    const meaning: Meaning = { kind, id };
    for (const alias of listed(aliases)) tree.add(alias, meaning);
  }
}

/**
 * Gives each name its own id, so that a runbook can claim one name without the rest of its group.
 */
function addNames(
  tree: AliasTree<Meaning>,
  kind: 'elsewhere' | 'matter',
  groups: Readonly<Record<string, string>>,
): void {
  for (const aliases of Object.values(groups)) {
    for (const alias of listed(aliases)) tree.add(alias, { kind, id: `${kind}:${alias}` });
  }
}

function listed(aliases: string): string[] {
  return aliases.split(' | ').filter((alias) => alias !== '');
}
