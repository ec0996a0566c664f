import type { Reading } from './reading.ts';
import type { Mention, Scope } from './scope.ts';
import type { SymptomIndex } from './symptom-index.ts';
import type { Candidate } from './verdict.ts';
import type { FoundWish } from './wishes.ts';

/** Longest quotation of a report in an explanation, in characters. */
const LONGEST_QUOTE = 60;
const MOST_NAMED = 5;

/** One line: which error code decided. */
export function whyCode(codes: readonly string[]): string {
  return `the error code ${codes.join(', ')} means exactly this`;
}

/** One line: which words asked for something. */
export function whyWish({ wish, words }: FoundWish): string {
  const wanted = {
    person: 'asks for a person, a ticket or to hand in logs',
    'start-over': 'asks to start over',
    back: 'asks to go back',
    status: 'asks how things stand',
    help: 'asks for help',
    language: 'asks for another language',
  }[wish.kind];
  return `${wanted}: ${quoted(words)}`;
}

/** One line: for each symptom, the words recognised and the wording they come from. */
export function whySymptoms(
  candidates: readonly Candidate[],
  scope: Scope,
  reading: Reading,
  index: SymptomIndex,
): string {
  const parts = candidates.map(({ symptom, evidence, probability }) => {
    const words = matchedWords((evidence.fit?.matched ?? []).map(index.idOf), reading);
    const wording = evidence.fit === undefined ? '' : ` as in ${quoted(evidence.fit.phrase.text)}`;
    return `${symptom.ref.symptom} (${Math.round(probability * 100)}%): ${words.map(quoted).join(', ')}${wording}`;
  });
  const named = scope.own.length > 0 ? `; names ${texts(scope.own).map(quoted).join(', ')}` : '';
  return parts.join('; ') + named;
}

/** One line: why no symptom is close enough. */
export function whyNone(scope: Scope, candidates: readonly Candidate[]): string {
  const reasons: string[] = [];
  const about = texts([...scope.elsewhere, ...scope.matters, ...scope.strangers]);
  if (about.length > 0) reasons.push(`is about ${about.map(quoted).join(', ')}`);
  if (scope.unknownCodes.length > 0)
    reasons.push(`has an unknown code ${scope.unknownCodes.slice(0, MOST_NAMED).join(', ')}`);
  const best = candidates[0];
  if (best === undefined) reasons.push('no wording of any symptom is in it');
  else reasons.push(`nearest is ${best.symptom.ref.symptom} with ${Math.round(best.probability * 100)}%`);
  return reasons.join('; ');
}

function matchedWords(ids: readonly string[], reading: Reading): string[] {
  const wanted = new Set(ids);
  const words = reading.terms
    .filter(({ meanings }) => meanings.some(({ id }) => wanted.has(id)))
    .map(({ text }) => text);
  return [...new Set(words)].slice(0, MOST_NAMED);
}

function texts(mentions: readonly Mention[]): string[] {
  return [...new Set(mentions.map(({ text }) => text))].slice(0, MOST_NAMED);
}

function quoted(text: string): string {
  // A wording may have quotation marks of its own, being one.
  const line = text.replace(/\s+/g, ' ').replace(/^[\s"“”「『]+|[\s"“”」』]+$/g, '');
  return `"${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE - 1)}…` : line}"`;
}
