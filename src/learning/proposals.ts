import type { Locale } from '../i18n/locale.ts';
import { DEFAULT_LOCALE } from '../i18n/locale.ts';
import { locales } from '../i18n/locales.ts';
import type { Match } from '../matching/match.ts';
import { phraseKey } from '../runbook/check-phrases.ts';
import { findSymptom, symptomKey, symptomOfKey } from '../runbook/lookup.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import { collectWords } from './known-words.ts';
import { wordingsOf } from './wording.ts';

/** A report whose symptom is known. */
export interface Lesson {
  readonly text: string;
  readonly locale: Locale;
  readonly symptom: SymptomRef;
}

/** A wording that a symptom may be recognized by. */
export interface Proposal {
  readonly symptom: SymptomRef;
  readonly locale: Locale;
  readonly wording: string;
  /** The reports it comes from. */
  readonly reports: readonly string[];
}

/** Returns true if the matcher answers with this symptom at once. */
export function isStraight(match: Match, symptom: SymptomRef): boolean {
  return match.outcome === 'symptom' && symptomKey(match.symptom) === symptomKey(symptom);
}

/** Returns the reports whose symptom is known, if a runbook still has it. */
export function lessonsIn(
  reports: readonly {
    readonly text: string;
    readonly locale: string;
    readonly symptom: string | null;
  }[],
  runbooks: readonly Runbook[],
): readonly Lesson[] {
  const byId = new Map(runbooks.map((runbook) => [runbook.id, runbook]));
  return reports.flatMap(({ text, locale, symptom }) => {
    const ref = symptom === null ? null : symptomOfKey(symptom);
    if (ref === null || findSymptom(byId, ref) === null) return [];
    return {
      text,
      locale: locales().find((each) => each === locale) ?? DEFAULT_LOCALE,
      symptom: ref,
    };
  });
}

/**
 * Returns wordings for the reports that aren't answered with their symptom at once, those of most
 * reports first. Leaves out wordings that any symptom has already, in the sense of `checkPhrases`.
 */
export function proposalsFor(
  lessons: readonly Lesson[],
  runbooks: readonly Runbook[],
  match: (text: string) => Match,
): readonly Proposal[] {
  const words = collectWords(
    runbooks,
    lessons.map(({ text }) => text),
  );
  const standing = new Set(runbooks.flatMap(phrasesOf).map(phraseKey));
  const drafts = new Map<string, { proposal: Proposal; reports: string[] }>();
  for (const { text, locale, symptom } of lessons) {
    if (isStraight(match(text), symptom)) continue;
    for (const wording of wordingsOf(text, symptom.runbook, words)) {
      const phrase = phraseKey(wording);
      if (standing.has(phrase)) continue;
      const key = `${symptomKey(symptom)} ${locale} ${phrase}`;
      const draft = drafts.get(key) ?? {
        proposal: { symptom, locale, wording, reports: [] },
        reports: [],
      };
      drafts.set(key, draft);
      draft.reports.push(text);
    }
  }
  return withoutShared(
    [...drafts.values()].map(({ proposal, reports }): Proposal => ({ ...proposal, reports })),
  ).toSorted((one, other) => other.reports.length - one.reports.length);
}

/** Two symptoms can't have the same wording: that of more reports stays. */
function withoutShared(proposals: readonly Proposal[]): readonly Proposal[] {
  const best = new Map<string, Proposal>();
  for (const proposal of proposals) {
    const key = phraseKey(proposal.wording);
    const other = best.get(key);
    if (other === undefined || other.reports.length < proposal.reports.length)
      best.set(key, proposal);
  }
  return [...best.values()];
}

/** Returns the titles and wordings of a runbook, in every language. */
function phrasesOf({ symptoms }: Runbook): string[] {
  return symptoms.flatMap(({ title, recognise }) => [
    ...Object.values(title),
    ...Object.values(recognise).flat(),
  ]);
}
