import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Runbooks that come with Signpost and have labelled reports. */
export const SHIPPED_SETS = [
  'skype-sign-in',
  'microsoft-365-sign-in',
  'outlook',
  'wifi-vpn',
  'printing',
] as const;
/** Runbooks in `runbooks/` beside this file, which nothing is fitted to. */
export const UNSEEN_SETS = ['onedrive-files', 'laptop-hardware'] as const;
export type ReportSet = (typeof SHIPPED_SETS)[number] | (typeof UNSEEN_SETS)[number] | 'not-ours';

/** Weights and thresholds are chosen on `dev` only; figures are stated of `held-out`. */
export type Half = 'dev' | 'held-out';

const LINE = z.object({
  id: z.string(),
  text: z.string(),
  expected: z.array(z.string()),
  lang: z.string(),
  kind: z.string(),
});

/** A report someone might send. */
export interface LabelledReport {
  readonly id: string;
  readonly text: string;
  /**
   * Ids of symptoms any of which is a right answer, or `agent-request` and `wish:…`; none if the
   * report is not ours or too vague to say.
   */
  readonly expected: readonly string[];
  readonly lang: string;
  readonly kind: string;
  /** The runbook it is about; null if none. */
  readonly runbook: string | null;
}

/** Reads a set of reports from `sets/`. */
export function labelledReports(set: ReportSet, half: Half): LabelledReport[] {
  const lines = readFileSync(new URL(`./sets/${set}.${half}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const report = LINE.parse(JSON.parse(line));
    const isAbout = report.expected.some(isSymptom) || report.kind === 'vague';
    return { ...report, runbook: isAbout ? set : null };
  });
}

/** Returns true for a report that expects a symptom, or names a subject without saying more. */
export function isReport({ expected, kind }: LabelledReport): boolean {
  return kind !== 'other-language' && (expected.length === 0 || expected.some(isSymptom));
}

function isSymptom(expected: string): boolean {
  return expected !== 'agent-request' && !expected.startsWith('wish:');
}
