import type { Locale } from '../i18n/locale.ts';
import { perLocale } from '../i18n/locales.ts';
import type { Match } from '../matching/match.ts';
import { createMatcher } from '../matching/matcher.ts';
import { compileRunbook } from '../runbook/compile-runbook.ts';
import type { RunbookFiles } from '../runbook/load-runbooks.ts';
import { sameSymptom, symptomKey } from '../runbook/lookup.ts';
import type { Packs } from '../runbook/packs.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import { addWordings } from './add-wordings.ts';
import { termsIn } from './known-words.ts';
import { isStraight, type Lesson, type Proposal } from './proposals.ts';

/** The runbooks as files, and what they are compiled with. */
export interface Library {
  readonly files: readonly RunbookFiles[];
  readonly packs: Packs;
}

/** What came of trying proposals. */
export interface Trial {
  readonly kept: readonly Proposal[];
  /** Those that would change the answer of other reports, or break a rule of runbooks. */
  readonly harmful: readonly Proposal[];
}

/** Maximum number of new wordings of a symptom in a run. */
const MAX_KEPT = 10;
/** Maximum number of wordings tried for a symptom. */
const MAX_TRIED = 40;

/** A text that is answered rightly now. */
interface Guard extends Pick<Lesson, 'text' | 'symptom'> {
  readonly rank: number;
  readonly terms: ReadonlySet<string>;
}

/**
 * Tries proposals one by one, those of most reports first: adds the wording in memory, compiles the
 * runbook and reads it anew. Keeps a wording only if a report it comes from is then answered with
 * its symptom at once, and everything that was right stays right: other reports, and the titles and
 * wordings of the runbooks.
 */
export function tryProposals(
  library: Library,
  runbooks: readonly Runbook[],
  lessons: readonly Lesson[],
  proposals: readonly Proposal[],
): Trial {
  const guards = guardsOf(runbooks, lessons, createMatcher(runbooks).match);
  const near = ({ wording }: Proposal) => {
    const terms = termsIn(wording);
    return guards.filter((guard) => terms.some((term) => guard.terms.has(term)));
  };
  const trial = tryEach(library, runbooks, proposals, near);
  const after = runbooksWith(library, runbooks, trial.kept);
  // A wording also changes the weight of words that it doesn't have itself, if rarely.
  return after !== null && allHold(guards, createMatcher(after).match)
    ? trial
    : tryEach(library, runbooks, proposals, () => guards);
}

function tryEach(
  library: Library,
  runbooks: readonly Runbook[],
  proposals: readonly Proposal[],
  guardsFor: (proposal: Proposal) => readonly Guard[],
): Trial {
  let kept: readonly Proposal[] = [];
  let match = createMatcher(runbooks).match;
  const harmful: Proposal[] = [];
  const tried = new Map<string, number>();
  for (const proposal of proposals) {
    const key = symptomKey(proposal.symptom);
    const count = tried.get(key) ?? 0;
    const own = kept.filter(({ symptom }) => sameSymptom(symptom, proposal.symptom));
    if (count >= MAX_TRIED || own.length >= MAX_KEPT || isCovered(proposal, match)) continue;
    tried.set(key, count + 1);
    const after = runbooksWith(library, runbooks, [...kept, proposal]);
    const next = after && createMatcher(after).match;
    if (next === null || !allHold(guardsFor(proposal), next)) harmful.push(proposal);
    else if (proposal.reports.some((text) => isStraight(next(text), proposal.symptom))) {
      kept = [...kept, proposal];
      match = next;
    }
  }
  return { kept, harmful };
}

/** Returns true if a wording that was kept before answers its reports too. */
function isCovered({ reports, symptom }: Proposal, match: (text: string) => Match): boolean {
  return reports.every((text) => isStraight(match(text), symptom));
}

function guardsOf(
  runbooks: readonly Runbook[],
  lessons: readonly Lesson[],
  match: (text: string) => Match,
): readonly Guard[] {
  const phrases = runbooks.flatMap((runbook) =>
    runbook.symptoms.flatMap(({ id, title, recognise }) =>
      [...Object.values(title), ...Object.values(recognise).flat()].map((text) => ({
        text,
        symptom: { runbook: runbook.id, symptom: id },
      })),
    ),
  );
  const unique = new Map([...phrases, ...lessons].map((each) => [each.text, each]));
  return [...unique.values()].flatMap(({ text, symptom }) => {
    const rank = rankOf(match(text), symptom);
    return rank === 0 ? [] : { text, symptom, rank, terms: new Set(termsIn(text)) };
  });
}

function allHold(guards: readonly Guard[], match: (text: string) => Match): boolean {
  return guards.every(({ text, symptom, rank }) => rankOf(match(text), symptom) >= rank);
}

/** 2 if a report is answered with the symptom, 1 if with a list that has it, otherwise 0. */
function rankOf(match: Match, symptom: SymptomRef): number {
  if (match.outcome === 'choices')
    return match.symptoms.some((each) => sameSymptom(each, symptom)) ? 1 : 0;
  return isStraight(match, symptom) ? 2 : 0;
}

/** Returns the runbooks with more wordings; null if one of them breaks a rule of runbooks. */
function runbooksWith(
  { files, packs }: Library,
  runbooks: readonly Runbook[],
  added: readonly Proposal[],
): readonly Runbook[] | null {
  const all: Runbook[] = [];
  for (const runbook of runbooks) {
    const own = added.filter(({ symptom }) => symptom.runbook === runbook.id);
    const source = files.find(({ id }) => id === runbook.id);
    if (own.length === 0 || source === undefined) {
      all.push(runbook);
      continue;
    }
    const words = perLocale((locale) => ({
      ...source.words[locale],
      text: textWith(source, locale, own),
    }));
    const compiled = compileRunbook({ ...source, words }, { digest: runbook.digest, packs });
    if (compiled.runbook === null) return null;
    all.push(compiled.runbook);
  }
  return all;
}

/** Returns the words of a runbook in a language with the wordings that were kept for it. */
export function textWith(
  { id, words }: RunbookFiles,
  locale: Locale,
  kept: readonly Proposal[],
): string {
  const text = words[locale].text ?? '';
  const own = kept.filter((each) => each.symptom.runbook === id && each.locale === locale);
  const symptoms = [...new Set(own.map(({ symptom }) => symptom.symptom))];
  return addWordings(
    text,
    symptoms.map((symptom) => ({
      symptom,
      wordings: own.flatMap((each) => (each.symptom.symptom === symptom ? each.wording : [])),
    })),
  );
}
