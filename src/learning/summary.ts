import { clip } from './clip.ts';
import { groupSimilar } from './similar.ts';
import type { Trial } from './trial.ts';

interface Summary {
  readonly reports: readonly {
    readonly text: string;
    readonly outcome: 'confirmed' | 'corrected' | 'unanswered' | null;
    readonly symptom: string | null;
  }[];
  /** `YYYY-MM-DD`; null for all reports. */
  readonly since: string | null;
  readonly trial: Trial;
  /** The folder to apply the diff in; null if it is the current one. */
  readonly appliesIn: string | null;
}

const MAX_GROUPS = 10;

/**
 * Says how many reports there were and what became of them, what is proposed, and which reports
 * without an answer look alike.
 */
export function summaryOf({ reports, since, trial, appliesIn }: Summary): string {
  const count = (wanted: Summary['reports'][number]['outcome']) =>
    reports.filter(({ outcome }) => outcome === wanted).length;
  const lines = [
    `${counted(reports.length, 'report')}${since === null ? '' : ` since ${since}`}: ` +
      `${count('confirmed')} confirmed, ${count('corrected')} corrected, ` +
      `${count('unanswered')} unanswered, ${count(null)} without an outcome.`,
    ...proposed(trial, appliesIn),
    ...groups(reports),
  ];
  return `${lines.join('\n')}\n`;
}

function proposed({ kept, harmful }: Trial, appliesIn: string | null): string[] {
  const where = appliesIn === null ? '' : ` in ${appliesIn}`;
  const told =
    kept.length === 0
      ? 'No new wording is proposed.'
      : `${counted(kept.length, 'new wording')} proposed. Read each, then apply the diff with "git apply"${where} and run "signpost check".`;
  return harmful.length === 0
    ? [told]
    : [told, `Left out ${counted(harmful.length, 'wording')} that would spoil other answers.`];
}

function groups(reports: Summary['reports']): string[] {
  const unknown = reports.filter(
    ({ outcome, symptom }) =>
      symptom === null && (outcome === 'unanswered' || outcome === 'corrected'),
  );
  const found = groupSimilar(unknown.map(({ text }) => text)).slice(0, MAX_GROUPS);
  if (found.length === 0) return [];
  return [
    'Reports without an answer that look alike, perhaps a new symptom:',
    ...found.map(({ count, example }) => `  ${count} × ${clip(example)}`),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
