import type { World } from '../conversation/world.ts';
import { perLocale } from '../i18n/locales.ts';
import { MAX_CHOICES, type Match, type Question } from '../matching/match.ts';
import type { MatchOptions } from '../matching/matcher.ts';
import { symptomKey, symptomOfKey } from '../runbook/lookup.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';

type Runbooks = World['runbooks'];

const REPORT = /^report (?<keys>\S+(?: \S+)*?)(?: asking (?<question>\S+))?$/;
const WHICH_RUNBOOK = 'which-runbook';

/** Returns a report that `exactMatch` understands as these symptoms. */
export function reportOf(symptoms: readonly SymptomRef[]): string {
  return `report ${symptoms.map((ref) => asWord(symptomKey(ref))).join(' ')}`;
}

/**
 * Writes a key as one word: an id such as `meeting-rooms` would be read as the words of a button
 * with that label. Ids have no capital letters.
 */
function asWord(key: string): string {
  return key.replaceAll('-', 'X').replaceAll('/', 'Y');
}

function keyIn(word: string): string {
  return word.replaceAll('X', '-').replaceAll('Y', '/');
}

/** Returns the reports that could mean several things: one for each way to ask which. */
export function vagueReports(runbooks: Runbooks): string[] {
  const symptoms = symptomsOf(runbooks);
  const firsts = [...runbooks.keys()].flatMap(
    (id) => symptoms.find(({ runbook }) => runbook === id) ?? [],
  );
  return [
    reportOf(symptoms.slice(0, MAX_CHOICES)),
    ...(firsts.length > 1
      ? [`${reportOf(firsts.slice(0, MAX_CHOICES))} asking ${WHICH_RUNBOOK}`]
      : []),
    ...[...runbooks.values()].flatMap(({ id: runbook, tellsApart }) =>
      tellsApart.map(({ id, symptoms: told }) => {
        const refs = told.map((symptom) => ({ runbook, symptom }));
        return `${reportOf(refs)} asking ${asWord(`${runbook}/${id}`)}`;
      }),
    ),
  ];
}

/**
 * The `match` of the check: it understands only exact symptom names, so that exploring doesn't
 * depend on luck.
 */
export function exactMatch(text: string, { runbook }: MatchOptions = {}): Match {
  const { keys = '', question } = REPORT.exec(text)?.groups ?? {};
  const named = keys.split(' ').flatMap((key) => symptomOfKey(keyIn(key)) ?? []);
  const symptoms = named.filter((ref) => runbook === undefined || ref.runbook === runbook);
  const [first] = symptoms;
  const base = { confidence: 1, why: perLocale(() => 'named exactly') };
  if (first === undefined) return { ...base, outcome: 'none' };
  if (symptoms.length === 1) return { ...base, outcome: 'symptom', symptom: first };
  const asked = question === undefined ? null : questionOf(question, symptoms);
  return { ...base, outcome: 'choices', symptoms, ...(asked && { question: asked }) };
}

export function symptomsOf(runbooks: Runbooks): SymptomRef[] {
  return [...runbooks.values()].flatMap((runbook) =>
    runbook.symptoms.map(({ id }) => ({ runbook: runbook.id, symptom: id })),
  );
}

function questionOf(asked: string, symptoms: readonly SymptomRef[]): Question {
  if (asked === WHICH_RUNBOOK)
    return { kind: WHICH_RUNBOOK, runbooks: symptoms.map(({ runbook }) => runbook) };
  const [runbook = '', id = ''] = keyIn(asked).split('/');
  return { kind: 'tells-apart', runbook, id };
}
