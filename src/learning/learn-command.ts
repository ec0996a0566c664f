import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { SignpostError } from '../diagnostics/errors.ts';
import { locales } from '../i18n/locales.ts';
import { createMatcher } from '../matching/matcher.ts';
import { redactor } from '../redaction/redactor.ts';
import { loadRunbooks, readRunbookFiles } from '../runbook/load-runbooks.ts';
import { readPacks } from '../runbook/packs.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { didYouMean, nearestWord } from '../spelling/nearest.ts';
import { openForCommand } from '../store/open-for-command.ts';
import { reportsSince, type StoredReport } from '../store/reports.ts';
import { lessonsIn, proposalsFor } from './proposals.ts';
import { summaryOf } from './summary.ts';
import { type Library, type Trial, textWith, tryProposals } from './trial.ts';
import { unifiedDiff } from './unified-diff.ts';

export interface LearnCommand {
  readonly config: Config;
  /** `YYYY-MM-DD`, as typed; null for all reports. */
  readonly since: string | null;
  /** Id of the only runbook to propose wordings for, as typed; null for all. */
  readonly runbook: string | null;
  /** Takes the diff. */
  readonly output: Writable;
  /** Takes the summary. */
  readonly notes: Writable;
}

/**
 * Proposes new wordings for the runbooks from the reports of the helpdesk: writes them as a diff, and
 * a summary. Never changes a runbook. With the embedded database, the server has to be stopped first.
 * Resolves to the exit code.
 * @throws SignpostError `usage` for an invalid date or an unknown runbook, `runbook` if the runbooks
 * have problems, `data-in-use` if the server runs on the same data folder.
 */
export async function runLearnCommand(command: LearnCommand): Promise<number> {
  const { config, output, notes } = command;
  const since = command.since === null ? null : readDate(command.since);
  const runbooks = await loadRunbooks(config.dialogsDir);
  if (command.runbook !== null) requireRunbook(command.runbook, runbooks);
  const reports = await masked(await readReports(config, since));
  const library: Library = {
    files: await readRunbookFiles(config.dialogsDir),
    packs: readPacks(config.dialogsDir).packs,
  };
  const trial = learn(library, runbooks, reports, command.runbook);
  for (const diff of diffsOf(library, trial, config.dialogsDir)) output.write(diff);
  notes.write(summaryOf({ reports, since: command.since, trial, appliesIn: placeOf(config) }));
  return 0;
}

async function readReports(config: Config, since: Date | null): Promise<readonly StoredReport[]> {
  const store = await openForCommand(config);
  try {
    return await reportsSince(store.db, since);
  } finally {
    await store.close();
  }
}

/** The rules for secrets may have become better since a report was kept. */
async function masked(reports: readonly StoredReport[]): Promise<readonly StoredReport[]> {
  const texts = await redactor.redactAll(reports.map(({ text }) => text));
  return reports.map((report, index) => ({ ...report, text: texts[index]?.text ?? '' }));
}

function learn(
  library: Library,
  runbooks: readonly Runbook[],
  reports: readonly StoredReport[],
  only: string | null,
): Trial {
  const lessons = lessonsIn(reports, runbooks);
  const proposals = proposalsFor(lessons, runbooks, createMatcher(runbooks).match).filter(
    ({ symptom }) => only === null || symptom.runbook === only,
  );
  return tryProposals(library, runbooks, lessons, proposals);
}

function diffsOf({ files }: Library, { kept }: Trial, dialogsDir: string): string[] {
  return files.flatMap((file) =>
    locales().map((locale) => {
      const path = join(file.folder, `${locale}.yaml`);
      const before = file.words[locale].text ?? '';
      return unifiedDiff(shownPath(path, dialogsDir), before, textWith(file, locale, kept));
    }),
  );
}

/** Relative to the current folder, or to the one that holds the runbooks if that is elsewhere. */
function shownPath(path: string, dialogsDir: string): string {
  const base = isHere(dialogsDir) ? process.cwd() : dirname(dialogsDir);
  return relative(base, path).split(sep).join('/');
}

/** The folder to apply the diff in; null if it is the current one. */
function placeOf({ dialogsDir }: Config): string | null {
  return isHere(dialogsDir) ? null : dirname(dialogsDir);
}

function isHere(folder: string): boolean {
  const fromHere = relative(process.cwd(), folder);
  return !fromHere.startsWith('..') && !isAbsolute(fromHere);
}

function requireRunbook(id: string, runbooks: readonly Runbook[]): void {
  const ids = runbooks.map((runbook) => runbook.id);
  if (ids.includes(id)) return;
  throw new SignpostError(
    'usage',
    `There is no runbook "${id}"${didYouMean(nearestWord(id, ids)) || `; there are ${ids.join(', ')}`}`,
  );
}

function readDate(typed: string): Date {
  const date = /^\d{4}-\d\d-\d\d$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : null;
  if (date !== null && date.toJSON()?.startsWith(typed) === true) return date;
  throw new SignpostError(
    'usage',
    '--since takes a date; write: signpost learn --since 2026-01-01',
  );
}
