import type { ColumnType, Generated } from 'kysely';
import type { ChannelName } from '../conversation/event.ts';
import type { TicketStatus } from '../tickets/ticket-state.ts';
import type { CreatedAt, Json } from './columns.ts';

/** Tickets, what happened to them, and who hears of it. */
export interface TicketTables {
  tickets: TicketsTable;
  ticket_numbers: TicketNumbersTable;
  ticket_deliveries: TicketDeliveriesTable;
  ticket_states: TicketStatesTable;
  ticket_events: TicketEventsTable;
  ticket_desks: TicketDesksTable;
  desk_refusals: DeskRefusalsTable;
  muted_notices: MutedNoticesTable;
}

/** A notification that an agent has muted. */
interface MutedNoticesTable {
  channel: ChannelName;
  tenant: string;
  /** The platform's id of the agent. */
  agent: string;
  /** A `NoticeKind`, of this version or another. */
  notice: string;
}

interface TicketsTable {
  number: number;
  idempotency_key: string;
  conversation: string;
  payload: Json;
  /** Address of the thread elsewhere that hears of it. */
  thread: ColumnType<Readonly<Record<string, unknown>> | null, string | null | undefined, never>;
  created_at: CreatedAt;
}

/**
 * One row: the last number assigned. A counter instead of a sequence, so that a rolled-back turn
 * leaves no gap.
 */
interface TicketNumbersTable {
  last: number;
}

interface TicketDeliveriesTable {
  ticket: number;
  system: string;
  status: DeliveryStatus;
  attempts: Generated<number>;
  last_error: string | null;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

export type DeliveryStatus = 'pending' | 'delivered' | 'dead';

/** The current state of each ticket: `state` in full, plus the columns the queue is queried by. */
interface TicketStatesTable {
  ticket: number;
  revision: number;
  status: TicketStatus;
  /** Rank of its priority in the queue: 0 is urgent. */
  urgency: number;
  /** The assignee, as `<channel>/<tenant>/<id>`. */
  assignee: string | null;
  opened_at: Date;
  resolved_at: Date | null;
  state: Json;
}

/** All ticket events. Append-only, which the database itself enforces. */
interface TicketEventsTable {
  ticket: number;
  revision: number;
  at: Date;
  event: ColumnType<unknown, string, never>;
}

/** The desks that are notified about a ticket, and whose agents see it. */
interface TicketDesksTable {
  ticket: number;
  desk: string;
}

/** Agent commands that were refused. */
interface DeskRefusalsTable {
  id: string;
  at: Date;
  actor: Json;
  /** The command, such as `claim`. */
  command: string;
  ticket: number | null;
  refusal: Json;
}
