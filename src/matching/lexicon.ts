import { locales } from '../i18n/locales.ts';
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
import {
  type Aliases,
  conceptAliases,
  elsewhereAliases,
  everydayAliases,
  matterAliases,
} from './lexicon-words.ts';
import { everydayWords, fillerWords } from './reading-words.ts';
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
  addConcepts(tree, 'concept', conceptAliases());
  addConcepts(tree, 'everyday', everydayAliases());
  addNames(tree, 'elsewhere', elsewhereAliases());
  addNames(tree, 'matter', matterAliases());
  for (const alias of fillerWords()) tree.add(alias, FILLER_MEANING);
  return tree;
}

/** Teaches a speller the correct general words; telling words weigh more than common ones. */
export function addGeneralWords(speller: Speller): void {
  const lists: readonly (readonly [Iterable<string>, number])[] = [
    [allOf(conceptAliases()), 3],
    [allOf(everydayAliases()), 2],
    [allOf(elsewhereAliases()), 2],
    [allOf(matterAliases()), 2],
    [ROLES.flatMap(roleWords), 1],
    [WHOLE_INTENTS.flatMap(wholeWords), 1],
    [locales().flatMap(languageNames), 1],
    [[...fillerWords(), ...everydayWords(), ...courtesyWords(), ...languageVerbs()], 1],
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
  concepts: Aliases,
): void {
  for (const [id, aliases] of concepts) {
    const meaning: Meaning = { kind, id };
    for (const alias of aliases) tree.add(alias, meaning);
  }
}

/**
 * Gives each name its own id, so that a runbook can claim one name without the rest of its group.
 */
function addNames(tree: AliasTree<Meaning>, kind: 'elsewhere' | 'matter', groups: Aliases): void {
  for (const alias of allOf(groups)) tree.add(alias, { kind, id: `${kind}:${alias}` });
}

function allOf(groups: Aliases): string[] {
  return [...groups.values()].flat();
}
