import { type Kysely, sql, type Transaction } from 'kysely';
import type { ChatEvent } from '../conversation/event.ts';
import type { KeptReport, ReportAnswer, ReportOutcome } from '../conversation/kept-report.ts';
import type { Database } from './database.ts';
import { storable, storableJson } from './storable.ts';

/** Maximum number of characters kept of a report. */
export const MAX_REPORT = 2000;

/** A report as it is stored. */
export interface StoredReport {
  readonly at: Date;
  readonly text: string;
  readonly locale: string;
  readonly answer: ReportAnswer;
  readonly symptoms: readonly string[];
  readonly confidence: number;
  /** Null until anything is known. */
  readonly outcome: ReportOutcome | null;
  /** Key of the symptom that was meant; null if unknown, or if no runbook has it. */
  readonly symptom: string | null;
}

/** Where and when a report was made. */
export interface ReportPlace {
  readonly conversation: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
}

/** Stores a report, within its turn. Its text has to be masked before. */
export async function saveReport(
  trx: Transaction<Database>,
  { conversation, at }: ReportPlace,
  report: KeptReport,
): Promise<void> {
  const { text, locale, answer, symptoms, confidence } = report;
  await trx
    .insertInto('reports')
    .values({
      conversation,
      case_id: report.case,
      at: new Date(at),
      locale,
      text: cut(text),
      answer,
      symptoms: storableJson(symptoms),
      confidence,
      outcome: answer === 'none' ? 'unanswered' : null,
      symptom: null,
    })
    .execute();
}

/**
 * Notes what became of the last report of a case. A symptom that is confirmed is noted at the last
 * report that had it in its answer, if there is one.
 */
export async function settleReport(
  trx: Transaction<Database>,
  of: {
    readonly case: string;
    readonly outcome: ReportOutcome;
    readonly symptom: string | null;
  },
): Promise<void> {
  const { outcome, symptom } = of;
  const named =
    outcome === 'confirmed' && symptom !== null
      ? sql`(symptom = ${symptom} or symptoms @> ${JSON.stringify([symptom])}::jsonb) desc nulls last, `
      : sql``;
  await sql`
    update reports set outcome = ${outcome}, symptom = ${symptom}
    where seq = (
      select seq from reports where case_id = ${of.case} order by ${named} seq desc limit 1
    )`.execute(trx);
}

/**
 * Notes which symptom an agent says a ticket is, null for none of the known ones: at the last report
 * of its case, and at those that had no answer. Resolves to false if the case has no reports.
 */
export async function labelReports(
  trx: Transaction<Database>,
  caseId: string,
  symptom: string | null,
): Promise<boolean> {
  const named =
    symptom === null ? sql`false` : sql`symptoms @> ${JSON.stringify([symptom])}::jsonb`;
  const none = sql`case when answer = 'none' then 'unanswered' else 'corrected' end`;
  const { rows } = await sql`
    update reports set
      symptom = ${symptom},
      outcome = ${symptom === null ? none : sql`case when ${named} then 'confirmed' else 'corrected' end`}
    where case_id = ${caseId} and (
      outcome = 'unanswered' or seq = (select max(seq) from reports where case_id = ${caseId})
    ) returning seq`.execute(trx);
  return rows.length > 0;
}

const HOUR_MS = 3_600_000;

/**
 * Counts the other people who reported a symptom (its key) in the two hours and in the 24 hours
 * before a moment, on all channels, because one helpdesk serves them all. A report counts for the
 * symptom it turned out to be, or else for the one it was answered with.
 */
export async function countReporters(
  db: Kysely<Database>,
  of: Pick<ChatEvent, 'at' | 'channel' | 'person'>,
  symptom: string,
): Promise<{ readonly lately: number; readonly today: number }> {
  const at = new Date(of.at);
  const before = (hours: number) => new Date(at.getTime() - hours * HOUR_MS);
  const { rows } = await sql<{ lately: number; today: number }>`
    select
      count(distinct (c.channel, c.person ->> 'id')) filter (where r.at > ${before(2)})::int as lately,
      count(distinct (c.channel, c.person ->> 'id'))::int as today
    from reports r join conversations c on c.id = r.conversation
    where r.at > ${before(24)} and r.at <= ${at}
      and (c.channel <> ${of.channel} or c.person ->> 'id' <> ${of.person.id})
      and (r.symptom = ${symptom}
        or (r.symptom is null and r.outcome is distinct from 'corrected'
          and r.answer = 'symptom' and r.symptoms ->> 0 = ${symptom}))
  `.execute(db);
  return rows[0] ?? { lately: 0, today: 0 };
}

/** Returns the reports since a moment, oldest first. */
export async function reportsSince(
  db: Kysely<Database>,
  since: Date | null,
): Promise<readonly StoredReport[]> {
  const all = db
    .selectFrom('reports')
    .select(['at', 'text', 'locale', 'answer', 'symptoms', 'confidence', 'outcome', 'symptom'])
    .orderBy('seq');
  const rows = await (since === null ? all : all.where('at', '>=', since)).execute();
  return rows.map((row) => ({ ...row, symptoms: keysIn(row.symptoms) }));
}

/** Cuts between characters, which PostgreSQL counts as one each. */
function cut(text: string): string {
  return [
    ...storable(text)
      .slice(0, 2 * MAX_REPORT)
      .toWellFormed(),
  ]
    .slice(0, MAX_REPORT)
    .join('');
}

function keysIn(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
}
