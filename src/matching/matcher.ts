import { LOCALES } from '../i18n/locale.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { logOdds } from './confidence.ts';
import type { Layout } from './evidence.ts';
import { layOut, weigh } from './evidence.ts';
import { COMMON_WORDS } from './lexicon/common-words.ts';
import { generalLexicon, teachGeneralWords, teachWords } from './lexicon.ts';
import type { Match } from './match.ts';
import type { Reading } from './reading.ts';
import { Reader } from './reading.ts';
import type { Scope } from './scope.ts';
import { createScopeReader, productId } from './scope.ts';
import { Speller } from './spelling.ts';
import { evidenceIds, indexSymptoms } from './symptom-index.ts';
import { keyOf, tokensOf } from './tokens.ts';
import type { Candidate, Verdict } from './verdict.ts';
import { decide, rank } from './verdict.ts';
import { whyCode, whyNone, whySymptoms, whyWish } from './why.ts';
import type { FoundWish } from './wishes.ts';
import { findWish } from './wishes.ts';

export interface Matcher {
  /** Understands a report; never throws, and gives the same answer for the same text. */
  match(text: string): Match;
  /** The same, with everything that led to it, for a person to read. */
  explain(text: string): Explanation;
}

export interface Explanation {
  readonly match: Match;
  /** Stretches of the report that mean something, with what they mean. */
  readonly understood: readonly { readonly text: string; readonly meaning: string }[];
  readonly corrections: readonly (readonly [string, string])[];
  readonly codes: { readonly known: readonly string[]; readonly unknown: readonly string[] };
  /** As seen from the runbook of the best candidate, or from the first one. */
  readonly scope: Scope | null;
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

/** A known code is exact: it decides, unless the report is about another product. */
const CODE_CONFIDENCE = 0.97;
const SURE_WORDING = 0.9;

/** Reads all runbooks once, so that each report afterwards takes no more than a few milliseconds. */
export function createMatcher(runbooks: readonly Runbook[]): Matcher {
  const lexicon = generalLexicon();
  for (const [position, { products }] of runbooks.entries()) {
    for (const name of products) lexicon.add(name, { kind: 'product', id: productId(position, name) });
  }
  const codes = new Set(runbooks.flatMap(({ symptoms }) => symptoms.flatMap((symptom) => symptom.codes)));
  const common = new Set(tokensOf(COMMON_WORDS).map(({ key }) => key));
  const isCommon = (word: string) => common.has(keyOf(word));
  const index = indexSymptoms(runbooks, new Reader(lexicon, null, codes), isCommon);
  const reader = new Reader(lexicon, spellerFor(runbooks), codes);
  const scopes = createScopeReader(runbooks, index, reader);
  const evidenceNouns = nounsOfCollections(runbooks);

  function study(text: string): Study {
    const reading = reader.read(text);
    const wish = findWish(reading.tokens, evidenceNouns);
    const scopeOf = remembered((runbook: number) => scopes.read(reading, runbook));
    const layout = layOut(reading, index, isCommon);
    const candidates = rank([...candidatesOf(reading, layout, scopeOf)]);
    return { reading, wish, candidates, scope: scopeOf(candidates[0]?.symptom.runbook ?? 0) };
  }

  function* candidatesOf(reading: Reading, layout: Layout, scopeOf: (runbook: number) => Scope) {
    for (const { position, score } of index.nearest(new Set(evidenceIds(reading.terms)))) {
      const symptom = index.symptoms[position];
      if (symptom === undefined) continue;
      const evidence = weigh(symptom, layout, index, scopeOf(symptom.runbook), score);
      yield { symptom, evidence, odds: logOdds(evidence.features) };
    }
  }

  function conclude(study: Study): Match {
    const coded = byCode(study);
    if (coded !== null) return coded;
    const verdict = decide(study.candidates);
    if (study.wish !== null && !isOverruled(study.wish, verdict)) {
      return { outcome: 'wish', wish: study.wish.wish, confidence: 0.95, why: whyWish(study.wish) };
    }
    return ofVerdict(verdict, study);
  }

  function byCode({ reading, scope }: Study): Match | null {
    if (reading.codes.known.length === 0 || (scope.elsewhere.length > 0 && scope.own.length === 0)) return null;
    const refs = index.symptoms
      .filter((symptom) => symptom.codes.some((code) => reading.codes.known.includes(code)))
      .map(({ ref }) => ref);
    const why = whyCode(reading.codes.known);
    const [first] = refs;
    if (first === undefined) return null;
    if (refs.length === 1) return { outcome: 'symptom', symptom: first, confidence: CODE_CONFIDENCE, why };
    return { outcome: 'choices', symptoms: refs.slice(0, 3), confidence: CODE_CONFIDENCE, why };
  }

  return {
    match: (text) => conclude(study(text)),
    explain: (text) => {
      const seen = study(text);
      const { reading } = seen;
      return {
        match: conclude(seen),
        understood: reading.terms.flatMap(({ meanings, text: written }) =>
          meanings.filter(({ kind }) => kind !== 'filler').map(({ id }) => ({ text: written, meaning: id })),
        ),
        corrections: reading.corrections,
        codes: { known: reading.codes.known, unknown: reading.codes.unknown },
        scope: seen.scope,
        candidates: seen.candidates,
      };
    },
  };
}

interface Study {
  readonly reading: Reading;
  readonly wish: FoundWish | null;
  readonly candidates: readonly Candidate[];
  readonly scope: Scope;
}

function ofVerdict(verdict: Verdict, { reading, candidates, scope }: Study): Match {
  const { confidence } = verdict;
  switch (verdict.outcome) {
    case 'symptom':
      return {
        outcome: 'symptom',
        symptom: verdict.candidates[0].symptom.ref,
        confidence,
        why: whySymptoms(verdict.candidates, scope, reading),
      };
    case 'choices': {
      const symptoms = verdict.candidates.map(({ symptom }) => symptom.ref);
      return { outcome: 'choices', symptoms, confidence, why: whySymptoms(verdict.candidates, scope, reading) };
    }
    case 'none':
      return { outcome: 'none', confidence, why: whyNone(scope, candidates) };
    default:
      return verdict satisfies never;
  }
}

/** Words of an error dialog may sound like a wish; a wording recognised whole speaks louder than "contact support". */
function isOverruled({ wish }: FoundWish, verdict: Verdict): boolean {
  if (wish.kind !== 'person' || verdict.outcome !== 'symptom') return false;
  return verdict.confidence >= SURE_WORDING && verdict.candidates[0].evidence.features.coverage >= SURE_WORDING;
}

function spellerFor(runbooks: readonly Runbook[]): Speller {
  const speller = new Speller();
  for (const { products, symptoms } of runbooks) {
    for (const name of products) teachWords(speller, name, 4);
    for (const symptom of symptoms) {
      for (const locale of LOCALES) {
        for (const wording of [symptom.title[locale], ...symptom.recognise[locale]]) teachWords(speller, wording, 4);
      }
    }
  }
  teachGeneralWords(speller);
  return speller;
}

/** Unusual words in the titles of what can be gathered for a ticket: asking for one is asking to hand it in. */
function nounsOfCollections(runbooks: readonly Runbook[]): Set<string> {
  const ordinary = new Speller();
  teachGeneralWords(ordinary);
  const titles = runbooks.flatMap(({ collection }) => collection.map(({ title }) => title.en.toLowerCase()));
  const products = new Set(runbooks.flatMap((runbook) => runbook.products.flatMap((name) => name.split(' '))));
  const words = titles.flatMap((title) => tokensOf(title).map(({ text }) => text));
  return new Set(words.filter((word) => /^[a-z]{5,}$/.test(word) && !ordinary.knows(word) && !products.has(word)));
}

function remembered<T>(compute: (key: number) => T): (key: number) => T {
  const known = new Map<number, T>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
