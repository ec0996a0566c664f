import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../store/database.ts';
import { formatTicketNumber } from '../tickets/number.ts';
import type { ReplyJob } from './reply-job.ts';
import type { TicketJob } from './ticket-deliveries.ts';

/** Something that was given up, and waits for a person to look at it. */
export type DeadLetter =
  | {
      readonly kind: 'reply';
      readonly conversation: string;
      readonly problem: string;
      readonly error: string;
      readonly at: Date;
    }
  | {
      readonly kind: 'ticket';
      readonly ticket: string;
      readonly system: string;
      readonly attempts: number;
      readonly error: string;
      readonly at: Date;
    };

/** All that was given up, oldest first; at most a thousand of each kind. */
export async function listDeadLetters(db: Kysely<Database>): Promise<readonly DeadLetter[]> {
  const replies = await db
    .selectFrom('messages')
    .select(['conversation', 'problem', 'error', 'at'])
    .where('status', '=', 'dead')
    .orderBy('at')
    .limit(1000)
    .execute();
  const tickets = await db
    .selectFrom('ticket_deliveries')
    .selectAll()
    .where('status', '=', 'dead')
    .orderBy('updated_at')
    .limit(1000)
    .execute();
  return [
    ...replies.map(({ conversation, problem, error, at }) => ({
      kind: 'reply' as const,
      conversation,
      problem: problem ?? '',
      error: error ?? '',
      at,
    })),
    ...tickets.map((row) => ({
      kind: 'ticket' as const,
      ticket: formatTicketNumber(row.ticket),
      system: row.system,
      attempts: row.attempts,
      error: row.last_error ?? '',
      at: row.updated_at,
    })),
  ];
}

/** How many of each wait. */
export async function countDeadLetters(db: Kysely<Database>): Promise<{ replies: number; tickets: number }> {
  const count = (table: 'messages' | 'ticket_deliveries') =>
    db
      .selectFrom(table)
      .select((row) => row.fn.countAll<number | string>().as('count'))
      .where('status', '=', 'dead')
      .executeTakeFirstOrThrow();
  const [replies, tickets] = [await count('messages'), await count('ticket_deliveries')];
  return { replies: Number(replies.count), tickets: Number(tickets.count) };
}

/** Takes all dead letters away and returns them as jobs to make, within the same transaction. */
export async function reviveDeadLetters(
  trx: Transaction<Database>,
): Promise<{ readonly replies: readonly ReplyJob[]; readonly tickets: readonly TicketJob[] }> {
  const replies = await trx.deleteFrom('messages').where('status', '=', 'dead').returning(['content', 'at']).execute();
  const tickets = await trx
    .updateTable('ticket_deliveries')
    .set({ status: 'pending', attempts: 0, updated_at: new Date() })
    .where('status', '=', 'dead')
    .returning(['ticket', 'system'])
    .execute();
  replies.sort((one, other) => one.at.getTime() - other.at.getTime());
  return { replies: replies.map(({ content }) => content).filter(isReplyJob), tickets };
}

function isReplyJob(content: unknown): content is ReplyJob {
  return typeof content === 'object' && content !== null && 'items' in content && Array.isArray(content.items);
}
