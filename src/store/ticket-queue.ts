import { type Kysely, sql } from 'kysely';
import { type Actor, actorKey } from '../tickets/actor.ts';
import type { QueueFilter } from '../tickets/agent-command/queue-filter.ts';
import { formatTicketNumber, sequenceOf } from '../tickets/number.ts';
import { ticketStateSchema } from '../tickets/ticket-schemas.ts';
import type { TicketState } from '../tickets/ticket-state.ts';
import type { Database } from './database.ts';

/** Characters of a report that a queue reads of it. */
const REPORT_SHOWN = 200;

export interface QueueQuery {
  /** Only tickets these desks are notified about. */
  readonly desks: readonly string[];
  readonly filter: QueueFilter;
  /** The agent for the filter `mine`. */
  readonly agent: Actor;
  readonly limit: number;
  readonly offset: number;
}

export interface QueuedTicket {
  readonly number: string;
  readonly title: string;
  /** Null if no symptom was recognized. */
  readonly match: { readonly runbook: string; readonly symptom: string } | null;
  /** The beginning of what was reported. */
  readonly report: { readonly text: string };
  readonly requester: string | null;
  readonly ticketState: TicketState;
}

/**
 * Returns one page of some desks' open tickets, the most urgent first and then the oldest, plus
 * their total.
 */
export async function readQueue(
  db: Kysely<Database>,
  query: QueueQuery,
): Promise<{ readonly tickets: readonly QueuedTicket[]; readonly total: number }> {
  const { total } = await queued(db, query)
    .select((row) => row.fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await queued(db, query)
    .innerJoin('tickets', 'tickets.number', 'ticket_states.ticket')
    .select([
      'ticket_states.ticket',
      'ticket_states.state',
      sql<string>`tickets.payload->>'title'`.as('title'),
      sql<QueuedTicket['match']>`nullif(tickets.payload->'match', 'null')`.as('match'),
      sql<string>`left(tickets.payload->'report'->>'text', ${REPORT_SHOWN})`.as('report'),
      sql<string | null>`tickets.payload->'requester'->>'name'`.as('requester'),
    ])
    .orderBy('ticket_states.urgency')
    .orderBy('ticket_states.opened_at')
    .orderBy('ticket_states.ticket')
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  const tickets = rows.map(({ ticket, title, match, report, requester, state }) => ({
    number: formatTicketNumber(ticket),
    title,
    match,
    report: { text: report },
    requester,
    ticketState: ticketStateSchema.parse(state),
  }));
  return { tickets, total: Number(total) };
}

/** Returns the desks that are notified about a ticket. */
export async function desksOf(db: Kysely<Database>, number: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('ticket_desks')
    .select('desk')
    .where('ticket', '=', sequenceOf(number) ?? -1)
    .orderBy('desk')
    .execute();
  return rows.map(({ desk }) => desk);
}

/** Adds desks to those notified about a ticket; existing ones stay. */
export async function addDesks(
  db: Kysely<Database>,
  number: string,
  desks: readonly string[],
): Promise<void> {
  const ticket = sequenceOf(number);
  if (ticket === null || desks.length === 0) return;
  await db
    .insertInto('ticket_desks')
    .values(desks.map((desk) => ({ ticket, desk })))
    .onConflict((conflict) => conflict.columns(['ticket', 'desk']).doNothing())
    .execute();
}

/**
 * Returns the numbers of open tickets above `after` that belong to at least one desk but none of
 * these, in ascending order.
 */
export async function openOutside(
  db: Kysely<Database>,
  desks: readonly string[],
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  if (desks.length === 0) return [];
  const rows = await db
    .selectFrom('ticket_desks')
    .innerJoin('ticket_states', 'ticket_states.ticket', 'ticket_desks.ticket')
    .select('ticket_desks.ticket')
    .where(sql<boolean>`status not in ('resolved', 'closed')`)
    .where('ticket_desks.ticket', '>', after === null ? 0 : (sequenceOf(after) ?? 0))
    .groupBy('ticket_desks.ticket')
    .having(({ fn, eb }) => eb(fn.countAll().filterWhere('ticket_desks.desk', 'in', desks), '=', 0))
    .orderBy('ticket_desks.ticket')
    .limit(limit)
    .execute();
  return rows.map(({ ticket }) => formatTicketNumber(ticket));
}

function queued(db: Kysely<Database>, { desks, filter, agent }: QueueQuery) {
  const open = db
    .selectFrom('ticket_states')
    // As literals instead of parameters, because otherwise the index of open tickets isn't used.
    .where(sql<boolean>`status not in ('resolved', 'closed')`)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('ticket_desks')
          .select(sql`1`.as('one'))
          .whereRef('ticket_desks.ticket', '=', 'ticket_states.ticket')
          .where('ticket_desks.desk', 'in', desks.length === 0 ? [''] : desks),
      ),
    );
  switch (filter) {
    case 'mine':
      return open.where('assignee', '=', actorKey(agent));
    case 'unassigned':
      return open.where('assignee', 'is', null);
    case 'all':
      return open;
    default:
      return filter satisfies never;
  }
}
