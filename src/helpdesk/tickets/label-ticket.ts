import type { Transaction } from 'kysely';
import { withoutPersonal } from '../../redaction/without-personal.ts';
import { symptomKey } from '../../runbook/lookup.ts';
import type { Database } from '../../store/database.ts';
import { labelReports, saveReport } from '../../store/reports.ts';
import type { Ticket } from '../../tickets/payload.ts';

/**
 * Notes which symptom an agent says a ticket is, null for none of the known ones, so that runbooks
 * can learn from its report. Keeps the report of a ticket that was filed without one.
 */
export async function labelTicket(
  trx: Transaction<Database>,
  of: {
    readonly conversation: string;
    readonly ticket: Ticket;
    readonly symptom: string | null;
  },
): Promise<void> {
  const { conversation, ticket, symptom } = of;
  if (await labelReports(trx, ticket.idempotencyKey, symptom)) return;
  const { report, match, requester } = ticket;
  if (report.text.trim() === '') return;
  await saveReport(
    trx,
    { conversation, at: report.at },
    {
      case: ticket.idempotencyKey,
      text: withoutPersonal(report.text, requester.name),
      locale: report.language,
      answer: match === null ? 'none' : 'symptom',
      symptoms: match === null ? [] : [symptomKey(match)],
      confidence: match?.confidence ?? 0,
    },
  );
  await labelReports(trx, ticket.idempotencyKey, symptom);
}
