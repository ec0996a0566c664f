import { locales } from '../i18n/locales.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Background } from '../runbook/vocabulary.ts';
import { WordReader } from './reading.ts';
import type { Token } from './tokens.ts';

/** Bounds of what one word says. */
const MIN_RATIO = -1.5;
const MAX_RATIO = 3;
/** A word that was never seen is taken to be this rare. */
const UNSEEN_SHARE = 0.004;
/** A word of a fix counts as half an occurrence in a wording. */
const TOLD_COUNT = 0.5;

/**
 * Returns how much likelier the words of a report are in a runbook than in ordinary reports: the
 * sum of the log ratios, divided by the square root of their number.
 */
export type Domain = (words: ReadonlySet<string>) => number;

/** Learns the words of a runbook: from its wordings, and less from its causes and fixes. */
export function domainOf(
  runbook: Runbook,
  tokensOf: (text: string) => readonly Token[],
  background: Background,
): Domain {
  const wordings = runbook.symptoms.flatMap(({ title, recognise }) =>
    locales().flatMap((locale) => [title[locale], ...recognise[locale]]),
  );
  const counts = new Map<string, number>();
  for (const wording of wordings) {
    for (const word of domainWords(tokensOf(wording)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const text of textsOf(runbook)) {
    for (const word of domainWords(tokensOf(text)))
      if (!counts.has(word)) counts.set(word, TOLD_COUNT);
  }
  const ratios = new Map(
    [...counts].map(([word, count]) => [word, ratioOf(count / wordings.length, word, background)]),
  );
  const elsewhere = ratiosElsewhere(background);
  return (words) => {
    let sum = 0;
    for (const word of words) sum += ratios.get(word) ?? elsewhere.get(word) ?? 0;
    return words.size === 0 ? 0 : sum / Math.sqrt(words.size);
  };
}

/** Returns how much likelier a word is with this share than in ordinary reports, as a logarithm. */
function ratioOf(share: number, word: string, { counts, reports }: Background): number {
  const there = (counts[word] ?? 0) / reports;
  const ratio = Math.log((share + UNSEEN_SHARE) / (there + UNSEEN_SHARE));
  return Math.min(MAX_RATIO, Math.max(MIN_RATIO, ratio));
}

const kept = new WeakMap<Background, ReadonlyMap<string, number>>();

/** Returns the ratios of words that a runbook doesn't have; those of all other words are 0. */
function ratiosElsewhere(background: Background): ReadonlyMap<string, number> {
  const known =
    kept.get(background) ??
    new Map(Object.keys(background.counts).map((word) => [word, ratioOf(0, word, background)]));
  kept.set(background, known);
  return known;
}

/** Counts how many of the texts have each word; words of fewer than `least` are left out. */
export function countWords(texts: readonly string[], least: number): Background {
  const reader = new WordReader(null, []);
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of domainWords(reader.read(text).tokens))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, count]) => count >= least).sort(byName);
  return { reports: texts.length, counts: Object.fromEntries(kept) };
}

function byName([one]: readonly [string, number], [other]: readonly [string, number]): number {
  return one < other ? -1 : 1;
}

/** Returns the words of a text for comparison: stems, and pairs of Chinese characters. */
export function domainWords(tokens: readonly Token[]): Set<string> {
  const words = new Set<string>();
  for (const [at, { key, text, han }] of tokens.entries()) {
    const next = tokens[at + 1];
    if (!han) {
      if (!/^\d+$/.test(key)) words.add(key);
    } else if (next?.han && next.joined) words.add(text + next.text);
  }
  return words;
}

function textsOf({ causes }: Runbook): string[] {
  const texts = causes.flatMap(({ title, why, fix }) => [
    title,
    why,
    fix.title,
    ...fix.stages.flatMap((stage) => [stage.title, stage.why, ...stage.steps]),
  ]);
  return texts.flatMap((text) => locales().map((locale) => text[locale]));
}
