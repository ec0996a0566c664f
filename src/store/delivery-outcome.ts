import { sql } from 'kysely';

/** Outcome of one reply or helpdesk post. */
export type DeliveryOutcome =
  | { readonly status: 'sent'; readonly messageId: string | null }
  /** Given up; `content` is the JSON text of the payload. */
  | {
      readonly status: 'dead';
      readonly problem: string;
      readonly error: string;
      readonly content: string;
    };

/** Returns an outcome as database columns. */
export function outcomeColumns(outcome: DeliveryOutcome) {
  const { status } = outcome;
  return status === 'sent'
    ? { status, message_id: outcome.messageId, problem: null, error: null, content: null }
    : {
        status,
        message_id: null,
        problem: outcome.problem,
        error: outcome.error,
        content: outcome.content,
      };
}

/** For `on conflict do update`: the new outcome replaces the earlier one. */
export const OUTCOME_REPLACED = {
  status: sql<DeliveryOutcome['status']>`excluded.status`,
  message_id: sql<string | null>`excluded.message_id`,
  problem: sql<string | null>`excluded.problem`,
  error: sql<string | null>`excluded.error`,
  content: sql<string | null>`excluded.content`,
  at: sql<Date>`excluded.at`,
};
