import type { Match } from '../../src/matching/match.ts';
import type { Matcher } from '../../src/matching/matcher.ts';
import type { SymptomRef } from '../../src/runbook/symptom-ref.ts';
import type { LabelledReport } from './reports.ts';

/** How one report was answered. */
export interface Answer {
  readonly report: LabelledReport;
  readonly match: Match;
  readonly grade: Grade;
}

export type Grade =
  /** The right symptom, or the right wish. */
  | 'straight'
  /** The right symptom stood in the short list. */
  | 'listed'
  /** A short list without the right symptom. */
  | 'list-misses'
  /** A wrong symptom, as if sure. */
  | 'wrong'
  /** Ours, and not recognised. */
  | 'missed'
  /** Not ours, and answered with a symptom as if it were. */
  | 'false-alarm'
  /** Not ours, and offered symptoms. */
  | 'offered'
  /** Not ours, and not answered as ours. */
  | 'left-alone'
  /** Too vague to say, and asked or offered symptoms. */
  | 'asked'
  /** Too vague to say, and answered with a symptom. */
  | 'guessed'
  /** Too vague to say, and not recognised. */
  | 'dismissed';

/** Shares of reports, 0..1. */
export interface Figures {
  readonly reports: number;
  readonly straight: number;
  readonly straightOrListed: number;
  readonly wrong: number;
  readonly falseAlarms: number;
  readonly offered: number;
  readonly asked: number;
  readonly guessed: number;
}

/** Answers every report and grades the answers. */
export function answerAll(matcher: Matcher, reports: readonly LabelledReport[]): Answer[] {
  return reports.map((report) => {
    const match = matcher.match(report.text);
    return { report, match, grade: grade(match, report) };
  });
}

/**
 * The figures the acceptance bars speak of: three over reports that are ours, two over those that
 * are not, and two over those too vague to say.
 */
export function figures(answers: readonly Answer[]): Figures {
  const { ours, others, vague } = kindsOf(answers);
  const share = (some: readonly Answer[], ...grades: readonly Grade[]) =>
    some.length === 0
      ? 0
      : some.filter((answer) => grades.includes(answer.grade)).length / some.length;
  return {
    reports: answers.length,
    straight: share(ours, 'straight'),
    straightOrListed: share(ours, 'straight', 'listed'),
    wrong: share(ours, 'wrong'),
    falseAlarms: share(others, 'false-alarm'),
    offered: share(others, 'offered'),
    asked: share(vague, 'asked'),
    guessed: share(vague, 'guessed'),
  };
}

/** Mean distance between stated confidence and how often it was right, over ten equal bands. */
export function calibrationError(answers: readonly Answer[]): number {
  const bands = Array.from({ length: 10 }, () => ({ count: 0, right: 0, stated: 0 }));
  for (const { match, grade } of answers) {
    const band = bands[Math.min(9, Math.floor(match.confidence * 10))];
    if (band === undefined) continue;
    band.count += 1;
    band.stated += match.confidence;
    band.right += grade === 'straight' || grade === 'listed' || grade === 'left-alone' ? 1 : 0;
  }
  return (
    bands.reduce((sum, { stated, right }) => sum + Math.abs(stated - right), 0) /
    Math.max(1, answers.length)
  );
}

/** A table of figures, one row for each value of `key`. */
export function tableBy(
  answers: readonly Answer[],
  key: (report: LabelledReport) => string,
): string {
  const values = [...new Set(answers.map(({ report }) => key(report)))].sort();
  const rows = values.map((value) =>
    rowOf(
      value,
      answers.filter(({ report }) => key(report) === value),
    ),
  );
  return [HEAD, ...rows, rowOf('all', answers)].join('\n');
}

const NAME = 30;

/** The columns of `rowOf`. */
export const HEAD =
  `${''.padEnd(NAME)}reports straight +listed   wrong | not ours: named offered | ` +
  'vague:  asked   named';

/** A row of such a table. */
export function rowOf(name: string, answers: readonly Answer[]): string {
  const { ours, others, vague } = kindsOf(answers);
  const { reports, straight, straightOrListed, wrong, ...rest } = figures(answers);
  const percent = (share: number, of: readonly Answer[]) =>
    (of.length > 0 ? `${(100 * share).toFixed(1)}%` : '-').padStart(8);
  return [
    name.padEnd(NAME) + String(reports).padStart(7),
    percent(straight, ours),
    percent(straightOrListed, ours),
    percent(wrong, ours),
    ` |       ${percent(rest.falseAlarms, others)}${percent(rest.offered, others)}`,
    ` |     ${percent(rest.asked, vague)}${percent(rest.guessed, vague)}`,
  ].join('');
}

function kindsOf(answers: readonly Answer[]) {
  const ours = answers.filter(({ report }) => report.expected.length > 0);
  const vague = answers.filter(({ report }) => report.expected.length === 0 && report.runbook);
  const others = answers.filter(({ report }) => report.expected.length === 0 && !report.runbook);
  return { ours, vague, others };
}

function grade(match: Match, report: LabelledReport): Grade {
  const { expected, runbook } = report;
  const isVague = expected.length === 0 && runbook !== null;
  const isOther = expected.length === 0 && runbook === null;
  const isRight = (ref: SymptomRef) => ref.runbook === runbook && expected.includes(ref.symptom);
  switch (match.outcome) {
    case 'intent': {
      const said = match.intent.kind === 'person' ? 'agent-request' : `wish:${match.intent.kind}`;
      if (expected.includes(said)) return 'straight';
      return isOther ? 'left-alone' : 'missed';
    }
    case 'symptom':
      if (isVague) return 'guessed';
      if (isOther) return 'false-alarm';
      return isRight(match.symptom) ? 'straight' : 'wrong';
    case 'choices':
      if (isVague) return 'asked';
      if (isOther) return 'offered';
      return match.symptoms.some(isRight) ? 'listed' : 'list-misses';
    case 'none':
      if (isVague) return 'dismissed';
      return isOther ? 'left-alone' : 'missed';
    default:
      return match satisfies never;
  }
}
