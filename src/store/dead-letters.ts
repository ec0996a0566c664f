import type { Kysely, Transaction } from 'kysely';
import { formatTicketNumber } from '../tickets/number.ts';
import type { Database } from './database.ts';
import { type DeadEvent, deadEvents } from './dead-inbox.ts';
import type { HelpdeskPostJob } from './jobs/helpdesk-post-job.ts';
import type { ReplyJob } from './jobs/reply-job.ts';
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
  const posts = await db
    .selectFrom('desk_posts')
    .select(['desk', 'ticket', 'problem', 'error', 'at'])
    .where('status', '=', 'dead')
    .orderBy('at')
    .limit(1000)
    .execute();
  const events = await deadEvents(db);
  return [
    ...events.map((event) => ({ kind: 'event' as const, ...event })),
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
    ...posts.map(({ desk, ticket, problem, error, at }) => ({
      kind: 'desk' as const,
      desk,
      ticket: formatTicketNumber(ticket),
      problem: problem ?? '',
      error: error ?? '',
      at,
    })),
  ];
}

/** Number of dead letters of each kind. */
export async function countDeadLetters(
  db: Kysely<Database>,
): Promise<{ readonly replies: number; readonly tickets: number; readonly posts: number }> {
  const count = (table: 'messages' | 'ticket_deliveries' | 'desk_posts') =>
    db
      .selectFrom(table)
      .select((row) => row.fn.countAll<number | string>().as('count'))
      .where('status', '=', 'dead')
      .executeTakeFirstOrThrow();
  const replies = await count('messages');
  const tickets = await count('ticket_deliveries');
  const posts = await count('desk_posts');
  return {
    replies: Number(replies.count),
    tickets: Number(tickets.count),
    posts: Number(posts.count),
  };
}

/** Jobs to recreate from dead letters. */
export interface RetryResult {
  readonly replies: readonly ReplyJob[];
  readonly tickets: readonly TicketJob[];
  readonly posts: readonly HelpdeskPostJob[];
}

/** Removes all dead letters and returns them as jobs to create, within the same transaction. */
export async function retryDeadLetters(trx: Transaction<Database>): Promise<RetryResult> {
  const tickets = await trx
    .updateTable('ticket_deliveries')
    .set({ status: 'pending', attempts: 0, updated_at: new Date() })
    .where('status', '=', 'dead')
    .returning(['ticket', 'system'])
    .execute();
  const replies = await takeDead(trx, 'messages', isReplyJob);
  const posts = await takeDead(trx, 'desk_posts', isDeskJob);
  return { replies, tickets, posts };
}

/** Removes and returns dead payloads, oldest first. Unreadable ones stay in the table. */
async function takeDead<T>(
  trx: Transaction<Database>,
  table: 'messages' | 'desk_posts',
  isJob: (content: unknown) => content is T,
): Promise<readonly T[]> {
  const dead = trx.selectFrom(table).select(['id', 'content']).where('status', '=', 'dead');
  const rows = (await dead.orderBy('at').forUpdate().execute()).filter(({ content }) =>
    isJob(content),
  );
  for (const { id } of rows) await trx.deleteFrom(table).where('id', '=', id).execute();
  return rows.map(({ content }) => content).filter(isJob);
}

function isReplyJob(content: unknown): content is ReplyJob {
  return hasItems(content) && 'conversation' in content;
}

function isDeskJob(content: unknown): content is HelpdeskPostJob {
  return hasItems(content) && 'desk' in content;
}

function hasItems(content: unknown): content is { readonly items: readonly unknown[] } {
  return (
    typeof content === 'object' &&
    content !== null &&
    'items' in content &&
    Array.isArray(content.items)
  );
}
