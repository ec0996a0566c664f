import type { ColumnType, GeneratedAlways } from 'kysely';
import type { ReportAnswer, ReportOutcome } from '../conversation/kept-report.ts';

/** What people reported, and what became of it. */
export interface ReportTables {
  reports: ReportsTable;
}

interface ReportsTable {
  seq: GeneratedAlways<number>;
  /** Rows are deleted with their conversation. */
  conversation: string;
  /** The case it belongs to, which is also the idempotency key of a ticket about it. */
  case_id: string;
  at: Date;
  locale: string;
  /** Without secrets, names and addresses. */
  text: string;
  answer: ReportAnswer;
  /** Keys of the symptoms in the answer, best first. */
  symptoms: ColumnType<unknown, string, never>;
  confidence: number;
  /** Null until anything is known. */
  outcome: ReportOutcome | null;
  /** Key of the symptom that was meant; null if unknown, or if no runbook has it. */
  symptom: string | null;
}
