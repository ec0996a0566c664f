import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { ChannelName } from '../conversation/event.ts';
import type { Audience } from '../ports/message.ts';
import type { TicketStatus } from '../tickets/ticket-state.ts';
import type { PageTables } from './page-tables.ts';

/**
 * Written as JSON text (see `storableJson`), read as any value an earlier version may have stored.
 */
export type Json = ColumnType<unknown, string, string>;

type CreatedAt = ColumnType<Date, Date | undefined, never>;

/** The tables that `migrations/` creates. */
export interface Database extends PageTables {
  conversations: ConversationsTable;
  events: EventsTable;
  messages: MessagesTable;
  tickets: TicketsTable;
  ticket_numbers: TicketNumbersTable;
  ticket_deliveries: TicketDeliveriesTable;
  web_conversations: WebConversationsTable;
  web_messages: WebMessagesTable;
  inbox: InboxTable;
  inbox_lanes: InboxLanesTable;
  inbox_processes: InboxProcessesTable;
  ticket_states: TicketStatesTable;
  ticket_events: TicketEventsTable;
  ticket_desks: TicketDesksTable;
  desk_refusals: DeskRefusalsTable;
  files: FilesTable;
  file_contents: FileContentsTable;
  file_chunks: FileChunksTable;
  file_links: FileLinksTable;
  pace_leases: PaceLeasesTable;
  slack_installations: SlackInstallationsTable;
  slack_used_links: SlackUsedLinksTable;
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

interface TicketsTable {
  number: number;
  idempotency_key: string;
  conversation: string;
  payload: Json;
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

/** Slack installations of Signpost: one row for each workspace, or for a whole organization. */
interface SlackInstallationsTable {
  /** Id of the workspace (`T…`) or the organization (`E…`). */
  id: string;
  /** Id of the organization (`E…`) the workspace belongs to, if any. */
  enterprise: string | null;
  name: string;
  /** Encrypted by `slack/token-cipher.ts`. */
  token: string;
  bot_user_id: string;
  bot_id: string | null;
  /** Comma-separated, as Slack granted them. */
  scopes: string;
  /** Id of the person who installed it (`U…`). */
  installed_by: string | null;
  installed_at: Date;
}

/** Install links that have completed an installation. Each works only once. */
interface SlackUsedLinksTable {
  id: string;
  expires_at: Date;
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

/** Requesters' files that are completely stored. */
interface FilesTable {
  id: string;
  content: string;
  conversation: string;
  name: string;
  type: string;
  bytes: number;
  /** Hex. */
  sha256: string;
  /** Kinds of secrets that were masked in it. */
  masked: ColumnType<readonly string[], readonly string[], never>;
  /** Null until the file belongs to a ticket. */
  ticket: number | null;
  received_at: CreatedAt;
}

/**
 * Contents of files; has no file yet while it is being written. Deleting one requires deleting the
 * file, its chunks and its links.
 */
interface FileContentsTable {
  id: string;
  begun_at: CreatedAt;
}

interface FileChunksTable {
  content: string;
  /** From 0, without gaps. */
  n: number;
  data: ColumnType<Uint8Array, Uint8Array, never>;
}

/** Which process sends to a target whose rate limit several processes share, and until when. */
interface PaceLeasesTable {
  target: string;
  holder: string;
  until: Date;
}

/** Temporary links that give a file to anyone who has the link. */
interface FileLinksTable {
  /** SHA-256 of the token, in hex. Only the link's holder has the token itself. */
  token_hash: string;
  file: string;
  expires_at: Date;
}
