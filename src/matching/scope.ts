import { locales } from '../i18n/locales.ts';
import { anyOf, anyWordOf } from '../i18n/phrase-template.ts';
import { fromLanguages } from '../i18n/understood.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Meaning } from './lexicon.ts';
import { ownedConcepts } from './lexicon-words.ts';
import type { Reader, Reading, Term } from './reading.ts';
import { negatingWords, notNegatingWords, towardsWords } from './reading-words.ts';
import type { SymptomIndex } from './symptom-index.ts';

/** A name in a report and the position of its term. */
export interface Mention {
  readonly text: string;
  readonly at: number;
}

/** The subject of a report, as seen from one runbook. */
export interface Scope {
  /** Names of the runbook's own products. */
  readonly own: readonly Mention[];
  /** Names of other products and devices. */
  readonly elsewhere: readonly Mention[];
  /**
   * Other matters: things that products of this kind do, apart from the failures in the runbook.
   */
  readonly matters: readonly Mention[];
  /** Unknown names in the position of a product name: `Workday password`, `log in to Workday`. */
  readonly strangers: readonly Mention[];
  /** Error codes that no runbook knows. */
  readonly unknownCodes: readonly string[];
  /** True if the report mentions the subject of the runbook's title, such as signing in. */
  readonly titled: boolean;
}

/** Number of wordings that must mention a thing before it counts as the runbook's own. */
const CLAIMING = 3;
/** Number of terms after a name that may still say that it works. */
const CLEARING_DISTANCE = 3;

export interface ScopeReader {
  read(reading: Reading, runbook: number): Scope;
}

/** Learns each runbook's subject: its products and everything its wordings mention. */
export function createScopeReader(
  runbooks: readonly Runbook[],
  index: SymptomIndex,
  reader: Reader,
): ScopeReader {
  const claims = claimedMeanings(runbooks, index);
  const titles = runbooks.map(
    ({ title }) => new Set(locales().flatMap((locale) => conceptIds(reader.read(title[locale])))),
  );
  const isClaimed = (runbook: number) => (id: string) =>
    claims[runbook]?.has(index.numberOf(id) ?? -1) === true;
  return {
    read: (reading, runbook) => ({
      ...scopeOf(reading, runbook, isClaimed(runbook), index),
      titled: conceptIds(reading).some((id) => titles[runbook]?.has(id)),
    }),
  };
}

/**
 * A thing that a runbook mentions repeatedly is its own subject; a thing that one wording mentions
 * in passing isn't.
 */
function claimedMeanings(runbooks: readonly Runbook[], index: SymptomIndex): Set<number>[] {
  const counts = runbooks.map(() => new Map<number, number>());
  for (const { runbook, phrases } of index.symptoms) {
    const count = counts[runbook];
    for (const { meanings } of phrases)
      for (const each of meanings) count?.set(each, (count.get(each) ?? 0) + 1);
  }
  return counts.map(
    (count) =>
      new Set([...count].filter(([, times]) => times >= CLAIMING).map(([meaning]) => meaning)),
  );
}

/** Returns the id of a runbook's product name. */
export function productId(runbook: number, name: string): string {
  return `product:${runbook}:${name}`;
}

type Role = 'own' | 'elsewhere' | 'matters' | 'strangers';

function scopeOf(
  reading: Reading,
  runbook: number,
  isClaimed: (id: string) => boolean,
  index: SymptomIndex,
): Omit<Scope, 'titled'> {
  const found: Record<Role, Mention[]> = { own: [], elsewhere: [], matters: [], strangers: [] };
  for (const [at, { meanings, text }] of reading.terms.entries()) {
    for (const meaning of meanings) {
      const role = roleOf(meaning, at, { terms: reading.terms, runbook, isClaimed, index });
      if (role !== null) found[role].push({ text, at });
    }
  }
  return { ...found, unknownCodes: reading.codes.unknown };
}

interface RoleContext {
  readonly terms: readonly Term[];
  readonly runbook: number;
  readonly isClaimed: (id: string) => boolean;
  readonly index: SymptomIndex;
}

/** Returns what a meaning at a position says about the scope; null if nothing. */
function roleOf({ kind, id }: Meaning, at: number, context: RoleContext): Role | null {
  const { terms, runbook, isClaimed, index } = context;
  switch (kind) {
    case 'product':
      if (isCleared(terms, at)) return null;
      return id.startsWith(productId(runbook, '')) ? 'own' : 'elsewhere';
    case 'elsewhere':
      return isClaimed(id) || isCleared(terms, at) ? null : 'elsewhere';
    case 'matter':
      return isClaimed(id) ? null : 'matters';
    case 'word':
      return !isClaimed(id) && isStranger(terms, at, index) ? 'strangers' : null;
    case 'concept':
    case 'everyday':
    case 'filler':
      return null;
    default:
      return kind satisfies never;
  }
}

function conceptIds(reading: Reading): string[] {
  return reading.terms.flatMap(({ meanings }) =>
    meanings.filter(({ kind }) => kind === 'concept').map(({ id }) => id),
  );
}

/** Returns true for "Outlook works" and "Outlook is fine", but not for "Outlook not working". */
function isCleared(terms: readonly Term[], at: number): boolean {
  for (let next = at + 1; next <= at + CLEARING_DISTANCE && next < terms.length; next += 1) {
    const term = terms[next];
    if (
      term === undefined ||
      negating().test(term.text) ||
      term.meanings.some(({ id }) => id === 'not')
    )
      return false;
    if (term.meanings.some(({ kind }) => kind === 'product' || kind === 'elsewhere')) return false;
    if (term.meanings.some(({ id }) => id === 'working')) return true;
  }
  return false;
}

const negating = fromLanguages(
  () => new RegExp(`^(?!${anyOf(notNegatingWords())})${anyWordOf(negatingWords())}`, 'u'),
);

/** Returns true for an unknown Latin word in the position of a product name. */
function isStranger(terms: readonly Term[], at: number, index: SymptomIndex): boolean {
  const term = terms[at];
  if (
    term === undefined ||
    !/^[a-z]{3,}$/.test(term.text) ||
    index.numberOf(term.meanings[0]?.id ?? '') !== undefined
  )
    return false;
  const next = terms[at + 1];
  if (next?.meanings.some(({ id }) => ownedConcepts().has(id))) return true;
  const before = terms[at - 1];
  return (
    before !== undefined &&
    towardsWords().includes(before.text.split(' ').at(-1) ?? '') &&
    followsSignIn(terms, at)
  );
}

function followsSignIn(terms: readonly Term[], at: number): boolean {
  return terms
    .slice(Math.max(0, at - 3), at)
    .some(({ meanings }) => meanings.some(({ id }) => ownedConcepts().has(id)));
}
