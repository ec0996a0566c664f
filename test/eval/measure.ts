import type { Match } from '../../src/matching/match.ts';
import type { Matcher } from '../../src/matching/matcher.ts';
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
  /** Not ours, and answered as if it were. */
  | 'false-alarm'
  /** Not ours, and not answered as ours. */
  | 'left-alone';

/** Shares of reports, 0..1. */
export interface Figures {
  readonly reports: number;
  readonly straight: number;
  readonly straightOrListed: number;
  readonly wrong: number;
  readonly falseAlarms: number;
}

/** Answers every report and grades the answers. */
export function answerAll(matcher: Matcher, reports: readonly LabelledReport[]): Answer[] {
  return reports.map((report) => {
    const match = matcher.match(report.text);
    return { report, match, grade: grade(match, report.expected) };
  });
}

/**
 * The figures the acceptance bars speak of: three over reports that are ours, the last over those
 * that are not.
 */
export function figures(answers: readonly Answer[]): Figures {
  const ours = answers.filter(({ report }) => report.expected.length > 0);
  const others = answers.filter(({ report }) => report.expected.length === 0);
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
    row(
      value,
      answers.filter(({ report }) => key(report) === value),
    ),
  );
  return [HEAD, ...rows, row('all', answers)].join('\n');
}

const HEAD = `${''.padEnd(16)}reports straight +listed   wrong  not ours answered`;

function row(name: string, answers: readonly Answer[]): string {
  const { reports, straight, straightOrListed, wrong, falseAlarms } = figures(answers);
  const ours = answers.some(({ report }) => report.expected.length > 0);
  const others = answers.some(({ report }) => report.expected.length === 0);
  const percent = (share: number, applies: boolean) =>
    (applies ? `${(100 * share).toFixed(1)}%` : '-').padStart(8);
  return (
    name.padEnd(16) +
    String(reports).padStart(7) +
    percent(straight, ours) +
    percent(straightOrListed, ours) +
    percent(wrong, ours) +
    percent(falseAlarms, others)
  );
}

function grade(match: Match, expected: readonly string[]): Grade {
  switch (match.outcome) {
    case 'intent': {
      const said = match.intent.kind === 'person' ? 'agent-request' : `wish:${match.intent.kind}`;
      if (expected.includes(said)) return 'straight';
      return expected.length === 0 ? 'left-alone' : 'missed';
    }
    case 'symptom':
      if (expected.length === 0) return 'false-alarm';
      return expected.includes(match.symptom.symptom) ? 'straight' : 'wrong';
    case 'choices':
      if (expected.length === 0) return 'false-alarm';
      return match.symptoms.some(({ symptom }) => expected.includes(symptom))
        ? 'listed'
        : 'list-misses';
    case 'none':
      return expected.length === 0 ? 'left-alone' : 'missed';
    default:
      return match satisfies never;
  }
}
