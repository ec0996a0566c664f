import type { Kysely, Transaction } from 'kysely';
import type { Audience } from '../ports/message.ts';
import { formatTicketNumber } from '../tickets/number.ts';
import type { Database } from './database.ts';
import { type DeadEvent, deadEvents } from './dead-inbox.ts';
import { type MessageJob, readMessageJob } from './jobs/message-job.ts';
import type { TicketJob } from './jobs/ticket-job.ts';

/** Something that was given up and waits for a person to look at it. */
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
    }
  | {
      readonly kind: 'desk';
      readonly desk: string;
      readonly ticket: string;
      readonly problem: string;
      readonly error: string;
      readonly at: Date;
    }
  /** A received event whose turn couldn't be run. */
  | ({ readonly kind: 'event' } & DeadEvent);

/** Returns all dead letters, oldest first; at most a thousand of each kind. */
export async function listDeadLetters(db: Kysely<Database>): Promise<readonly DeadLetter[]> {
  const replies = await deadMessages(db, 'requester');
  const tickets = await db
    .selectFrom('ticket_deliveries')
    .selectAll()
    .where('status', '=', 'dead')
    .orderBy('updated_at')
    .limit(1000)
    .execute();
  const posts = await deadMessages(db, 'agent');
  const events = await deadEvents(db);
  return [
    ...events.map((event) => ({ kind: 'event' as const, ...event })),
    ...replies.map(({ destination, ticket: _, ...letter }) => ({
      kind: 'reply' as const,
      conversation: destination,
      ...letter,
    })),
    ...tickets.map((row) => ({
      kind: 'ticket' as const,
      ticket: formatTicketNumber(row.ticket),
      system: row.system,
      attempts: row.attempts,
      error: row.last_error ?? '',
      at: row.updated_at,
    })),
    ...posts.map(({ destination, ticket, ...letter }) => ({
      kind: 'desk' as const,
      desk: destination,
      ticket: formatTicketNumber(ticket ?? 0),
      ...letter,
    })),
  ];
}

async function deadMessages(db: Kysely<Database>, audience: Audience) {
  const rows = await db
    .selectFrom('messages')
    .select(['destination', 'ticket', 'problem', 'error', 'at'])
    .where('status', '=', 'dead')
    .where('audience', '=', audience)
    .orderBy('at')
    .limit(1000)
    .execute();
  return rows.map((row) => ({ ...row, problem: row.problem ?? '', error: row.error ?? '' }));
}

/** Number of dead letters of each kind. */
export async function countDeadLetters(
  db: Kysely<Database>,
): Promise<{ readonly replies: number; readonly tickets: number; readonly posts: number }> {
  const messages = await db
    .selectFrom('messages')
    .select((row) => ['audience', row.fn.countAll<number | string>().as('count')])
    .where('status', '=', 'dead')
    .groupBy('audience')
    .execute();
  const tickets = await db
    .selectFrom('ticket_deliveries')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('status', '=', 'dead')
    .executeTakeFirstOrThrow();
  const dead = new Map(messages.map(({ audience, count }) => [audience, Number(count)]));
  return {
    replies: dead.get('requester') ?? 0,
    tickets: Number(tickets.count),
    posts: dead.get('agent') ?? 0,
  };
}

/** Jobs to recreate from dead letters. */
export interface RetryResult {
  readonly messages: readonly MessageJob[];
  readonly tickets: readonly TicketJob[];
}

/** Removes all dead letters and returns them as jobs to create, within the same transaction. */
export async function retryDeadLetters(trx: Transaction<Database>): Promise<RetryResult> {
  const tickets = await trx
    .updateTable('ticket_deliveries')
    .set({ status: 'pending', attempts: 0, updated_at: new Date() })
    .where('status', '=', 'dead')
    .returning(['ticket', 'system'])
    .execute();
  return { messages: await takeDeadMessages(trx), tickets };
}

/** Removes and returns dead messages, oldest first. Unreadable ones stay in the table. */
async function takeDeadMessages(trx: Transaction<Database>): Promise<readonly MessageJob[]> {
  const rows = await trx
    .selectFrom('messages')
    .select(['id', 'audience', 'content'])
    .where('status', '=', 'dead')
    .orderBy('at')
    .forUpdate()
    .execute();
  const jobs: MessageJob[] = [];
  for (const { id, audience, content } of rows) {
    const job = readMessageJob(audience, content);
    if (job === null) continue;
    await trx.deleteFrom('messages').where('id', '=', id).execute();
    jobs.push(job);
  }
  return jobs;
}
