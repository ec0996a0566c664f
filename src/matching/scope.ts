import { locales } from '../i18n/locales.ts';
import { anyOf, anyWordOf } from '../i18n/phrase-template.ts';
import { fromLanguages } from '../i18n/understood.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { SymptomIndex } from './indexed-symptom.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import type { Reading, Term } from './reading.ts';
import { negatingWords, notNegatingWords, towardsWords } from './reading-words.ts';
import type { ReadText } from './symptom-index.ts';

/** A name in a report and the position of its term. */
export interface Mention {
  readonly text: string;
  readonly at: number;
}

/** The subject of a report, as seen from one runbook. */
export interface Scope {
  /** Names of the runbook's own products. */
  readonly own: readonly Mention[];
  /** Those that the report says are working. */
  readonly working: readonly Mention[];
  /** Names of other products, systems and devices. */
  readonly elsewhere: readonly Mention[];
  /** Names of things that the runbook's subject is mistaken for. */
  readonly neighbours: readonly Mention[];
  /** Unknown names in the position of a product's name: `Workday password`, `the leave portal`. */
  readonly strangers: readonly Mention[];
  /** Error codes that no runbook knows. */
  readonly unknownCodes: readonly string[];
  /** True if the report mentions the subject of the runbook's title, such as signing in. */
  readonly titled: boolean;
}

/** What a runbook is about. */
export interface Subject {
  /** Ids of all meanings that its wordings mention repeatedly. */
  readonly claimed: ReadonlySet<string>;
  /** Ids of the ideas in its title. */
  readonly titled: ReadonlySet<string>;
  readonly possessions: ReadonlySet<string>;
}

/** Number of wordings that must mention a thing before it counts as the runbook's own. */
const CLAIMING = 3;
/** Number of terms after a name that may still say that it works. */
const CLEARING_DISTANCE = 3;

/** Learns what a runbook is about: everything that its title and its wordings mention. */
export function claimsOf(
  { title, vocabulary: { general } }: Runbook,
  index: SymptomIndex,
  read: ReadText,
): Subject {
  const titled = locales().flatMap((locale) =>
    read(title[locale]).terms.flatMap(({ meanings }) =>
      meanings.flatMap(({ kind, id }) => (kind === 'concept' || kind === 'word' ? id : [])),
    ),
  );
  return {
    claimed: claimedMeanings(index),
    titled: new Set(titled),
    possessions: new Set(general.possessions),
  };
}

/**
 * A thing that a runbook mentions repeatedly is its own subject; a thing that one wording mentions
 * in passing isn't.
 */
function claimedMeanings({ symptoms, idOf }: SymptomIndex): Set<string> {
  const counts = new Map<number, number>();
  for (const { phrases } of symptoms) {
    for (const { meanings } of phrases)
      for (const each of meanings) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return new Set(
    [...counts].flatMap(([meaning, times]) => (times >= CLAIMING ? idOf(meaning) : [])),
  );
}

type Role = 'own' | 'working' | 'elsewhere' | 'neighbours' | 'strangers';

/** What the scope of a report is read with. */
export interface ScopeContext {
  readonly lexicon: Lexicon;
  readonly subject: Subject;
  readonly index: SymptomIndex;
}

/** Returns what a report is about, as seen from a runbook. */
export function scopeOf(reading: Reading, { lexicon, subject, index }: ScopeContext): Scope {
  const found: Record<Role, Mention[]> = {
    own: [],
    working: [],
    elsewhere: [],
    neighbours: [],
    strangers: [],
  };
  const context = { terms: reading.terms, subject, index };
  const hidden = hiddenNames(reading, lexicon, index);
  let titled = false;
  for (const [at, { meanings, text }] of reading.terms.entries()) {
    for (const meaning of meanings) {
      if (subject.titled.has(meaning.id)) titled = true;
      const role = roleOf(meaning, at, context);
      if (role !== null) found[role].push({ text, at });
    }
    const name = hidden.get(at);
    if (name !== undefined) found.elsewhere.push({ text: name, at });
  }
  return { ...found, unknownCodes: reading.codes.unknown, titled };
}

/**
 * Returns true if a report is another product's: it names none of the runbook's, and another one as
 * its subject, which stands first or in the matched part: "Outlook: wrong password".
 */
export function isForeign(
  { own, working, elsewhere, neighbours, strangers }: Scope,
  terms: readonly Term[],
  [from, to]: readonly [number, number],
): boolean {
  if (own.length > 0) return false;
  if (working.length > 0 && elsewhere.length > 0) return true;
  const first = terms.findIndex(({ meanings }) => meanings.some(({ kind }) => kind !== 'filler'));
  return [...elsewhere, ...neighbours, ...strangers].some(
    ({ at }) => at === first || (at >= from - 1 && at <= to + 1),
  );
}

/**
 * Returns the names of other products inside longer terms that the runbook does not know, by the
 * term's position: "VPN server" is about the VPN.
 */
function hiddenNames(
  { terms, tokens }: Reading,
  lexicon: Lexicon,
  index: SymptomIndex,
): ReadonlyMap<number, string> {
  const hidden = new Map<number, string>();
  for (const [at, { meanings, from }] of terms.entries()) {
    const end = terms[at + 1]?.from ?? tokens.length;
    const isKnown = meanings.some(
      ({ kind, id }) => kind !== 'concept' || index.numberOf(id) !== undefined,
    );
    if (isKnown || end - from < 2) continue;
    const first = lexicon.longestAt(tokens.slice(from, end - 1), 0);
    if (first?.values.some(({ kind }) => kind === 'elsewhere'))
      hidden.set(at, tokens[from]?.text ?? '');
  }
  return hidden;
}

interface RoleContext {
  readonly terms: readonly Term[];
  readonly subject: Subject;
  readonly index: SymptomIndex;
}

/** Returns what a meaning at a position says about the scope; null if nothing. */
function roleOf({ kind, id }: Meaning, at: number, context: RoleContext): Role | null {
  const { terms, subject, index } = context;
  switch (kind) {
    case 'product':
      return isCleared(terms, at) ? 'working' : 'own';
    case 'elsewhere':
      return subject.claimed.has(id) || isOwnToo(terms[at]) || isCleared(terms, at)
        ? null
        : 'elsewhere';
    case 'neighbour':
      return subject.claimed.has(id) || isKnown(terms[at], id, index) ? null : 'neighbours';
    case 'word':
      return !subject.claimed.has(id) && isStranger(at, context) ? 'strangers' : null;
    case 'concept':
    case 'everyday':
    case 'system':
    case 'filler':
      return null;
    default:
      return kind satisfies never;
  }
}

/** Returns true if the runbook knows a single word by another meaning as well. */
function isKnown(term: Term | undefined, id: string, index: SymptomIndex): boolean {
  if (term === undefined || term.text.includes(' ')) return false;
  return term.meanings.some((each) => each.id !== id && index.numberOf(each.id) !== undefined);
}

function isOwnToo(term: Term | undefined): boolean {
  return term?.meanings.some(({ kind }) => kind === 'product') === true;
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

/** Returns true for an unknown word in the position of a product's name. */
function isStranger(at: number, { terms, subject, index }: RoleContext): boolean {
  const term = terms[at];
  if (term === undefined || index.numberOf(term.meanings[0]?.id ?? '') !== undefined) return false;
  const next = terms[at + 1];
  if (next?.meanings.some(({ kind }) => kind === 'system')) return true;
  if (!/^[a-z]{4,}$/.test(term.text)) return false;
  if (next?.meanings.some(({ id }) => subject.possessions.has(id))) return true;
  const before = terms[at - 1];
  return (
    before !== undefined &&
    towardsWords().includes(before.text.split(' ').at(-1) ?? '') &&
    followsPossession(terms, at, subject)
  );
}

function followsPossession(terms: readonly Term[], at: number, { possessions }: Subject): boolean {
  return terms
    .slice(Math.max(0, at - 3), at)
    .some(({ meanings }) => meanings.some(({ id }) => possessions.has(id)));
}
