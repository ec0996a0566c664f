import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { ChannelName } from '../conversation/event.ts';
import type { Audience } from '../ports/message.ts';
import type { CreatedAt, Json } from './columns.ts';
import type { FileTables } from './file-tables.ts';
import type { PageTables } from './page-tables.ts';
import type { ReportTables } from './report-tables.ts';
import type { SlackTables } from './slack-tables.ts';
import type { TicketTables } from './ticket-tables.ts';

/** The tables that `migrations/` creates. */
export interface Database extends FileTables, PageTables, ReportTables, SlackTables, TicketTables {
  conversations: ConversationsTable;
  events: EventsTable;
  messages: MessagesTable;
  web_conversations: WebConversationsTable;
  web_messages: WebMessagesTable;
  inbox: InboxTable;
  inbox_lanes: InboxLanesTable;
  inbox_processes: InboxProcessesTable;
  pace_leases: PaceLeasesTable;
}

interface ConversationsTable {
  id: string;
  channel: ChannelName;
  person: Json;
  address: Json;
  /** Null only during the first turn. */
  state: ColumnType<unknown, string | null, string>;
  turns: Generated<number>;
  created_at: CreatedAt;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

/** Ids of handled events, so that a redelivered event has no second effect. */
interface EventsTable {
  conversation: string;
  id: string;
  received_at: CreatedAt;
}

/** Outcome of each message: one row for each that was sent or given up. */
interface MessagesTable {
  id: string;
  audience: Audience;
  /** A requester's conversation, or the name of a desk. */
  destination: string;
  /** Id of the reply it carried. */
  reply: string;
  /** Ticket and kind of a post in a desk; null for a requester. */
  ticket: number | null;
  kind: string | null;
  status: 'sent' | 'dead';
  /** The platform's id, if it has one. */
  message_id: string | null;
  problem: string | null;
  error: string | null;
  /** The payload, stored only if it was given up. */
  content: ColumnType<unknown, string | null, string | null>;
  at: ColumnType<Date, Date | undefined, Date>;
}

/**
 * The last revision of each conversation on the page. Its row is the lock that keeps revisions in
 * order.
 */
interface WebConversationsTable {
  conversation: string;
  revision: number;
}

/** What the page shows of a conversation; `web-messages.ts` explains the columns. */
interface WebMessagesTable {
  conversation: string;
  id: string;
  /** Id of the last delivery that changed it. */
  delivery: string;
  position: number;
  revision: number;
  at: Date;
  author: 'requester' | 'signpost';
  text: string;
  card: ColumnType<Readonly<Record<string, unknown>> | null, string | null, string | null>;
  decided: boolean;
  /** Files the requester sent with it. */
  files: ColumnType<
    readonly { readonly name: string; readonly bytes: number | null }[],
    string,
    string
  >;
}

/** Running processes, so that events wait for earlier ones. */
interface InboxProcessesTable {
  owner: string;
  at: ColumnType<Date, Date, Date>;
  /** Longest recent delay between receiving and storing an event. */
  lag_ms: number;
}

/**
 * Which process took the last event of a lane, when, and since when that has been a different
 * process than before.
 */
interface InboxLanesTable {
  lane: string;
  owner: string;
  at: CreatedAt;
  shared_at: Date | null;
}

/**
 * Received events, until their turn is committed; `inbox.ts` explains their order and which process
 * works on them.
 */
interface InboxTable {
  seq: GeneratedAlways<number>;
  channel: ChannelName;
  lane: string;
  /** The platform's timestamp in µs since 1970; null if it gave none. */
  sent_at: ColumnType<number | null, number | null | undefined, never>;
  /** Orders the rows of a lane, before `seq`. Set by the trigger `inbox_place`, as is `hurried`. */
  rank: ColumnType<number, never, never>;
  hurried: ColumnType<boolean, never, never>;
  /** True once no other row can be placed before it. */
  begun: Generated<boolean>;
  id: string;
  content: Json;
  /** Id of the process that works on it; '' if none. */
  owner: ColumnType<string, string | undefined, string>;
  lease_until: ColumnType<Date, Date | undefined, Date>;
  /** Number of failed turns. */
  attempts: Generated<number>;
  received_at: CreatedAt;
  /** Set when the row becomes a dead letter; `problem` says why. */
  dead_at: ColumnType<Date | null, never, Date | null>;
  problem: ColumnType<string | null, never, string | null>;
}

/** Which process sends to a target whose rate limit several processes share, and until when. */
interface PaceLeasesTable {
  target: string;
  holder: string;
  until: Date;
}
