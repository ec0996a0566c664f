import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { ChannelName } from '../conversation/event.ts';
import type { TicketStatus } from '../tickets/ticket-state.ts';
import type { PageTables } from './page-tables.ts';

/** Written as JSON text (see `storableJson`), read as whatever an earlier version may have stored. */
export type Json = ColumnType<unknown, string, string>;

type CreatedAt = ColumnType<Date, Date | undefined, never>;

/** The tables, as `migrations/` makes them. */
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
  ticket_states: TicketStatesTable;
  ticket_events: TicketEventsTable;
  ticket_desks: TicketDesksTable;
  desk_refusals: DeskRefusalsTable;
  desk_posts: DeskPostsTable;
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
  /** Null only within the first turn. */
  state: ColumnType<unknown, string | null, string>;
  turns: Generated<number>;
  created_at: CreatedAt;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

/** Ids of events that were handled, so that the same one sent again has no second effect. */
interface EventsTable {
  conversation: string;
  id: string;
  received_at: CreatedAt;
}

/** What became of each thing we said: one row for each `Outgoing` that was sent or given up. */
interface MessagesTable extends OutcomeColumns {
  /** Id of the `Outgoing`. */
  id: string;
  conversation: string;
  reply: string;
}

/** As `outcome.ts` writes them. */
interface OutcomeColumns {
  status: 'sent' | 'dead';
  /** The platform's id, where it has one. */
  message_id: string | null;
  problem: string | null;
  error: string | null;
  /** What was to be sent, kept only where it was given up. */
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

/** One row: the last number given. A counter and not a sequence, so that a turn undone leaves no gap. */
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

/** The last revision of each conversation on the page: its row is the lock that keeps revisions in order. */
interface WebConversationsTable {
  conversation: string;
  revision: number;
}

/** What the page shows of a conversation; `channels/web/page-view.ts` says what the columns mean. */
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
  /** What the requester sent with it. */
  files: ColumnType<
    readonly { readonly name: string; readonly bytes: number | null }[],
    string,
    string
  >;
}

/** Where Signpost is installed in Slack: one row for each workspace, or for an organization as a whole. */
interface SlackInstallationsTable {
  /** T… of the workspace, or E… of the organization. */
  id: string;
  /** E… of the organization the workspace belongs to, where it does. */
  enterprise: string | null;
  name: string;
  /** Encrypted, as `channels/slack/sealed.ts` writes it. */
  token: string;
  bot_user_id: string;
  bot_id: string | null;
  /** Separated by commas, as Slack granted them. */
  scopes: string;
  /** U… of the person who installed it. */
  installed_by: string | null;
  installed_at: Date;
}

/** Install links that were followed to their end: none works twice. */
interface SlackUsedLinksTable {
  id: string;
  expires_at: Date;
}

/** What arrived, until its turn is committed; `inbox.ts` says how it is ordered and who works on it. */
/** Which process took the last event of a lane and when, and since when that is another than before. */
interface InboxLanesTable {
  lane: string;
  owner: string;
  at: CreatedAt;
  shared_at: Date | null;
}

interface InboxTable {
  seq: GeneratedAlways<number>;
  channel: ChannelName;
  lane: string;
  /** The platform's stamp in µs since 1970; null if it gave none. */
  sent_at: ColumnType<number | null, number | null | undefined, never>;
  /** Orders the rows of a lane, before `seq`; the trigger `inbox_place` sets it and `hurried`. */
  rank: ColumnType<number, never, never>;
  hurried: ColumnType<boolean, never, never>;
  /** No row gets a place before it any more. */
  begun: Generated<boolean>;
  id: string;
  content: Json;
  /** Id of the process that works on it; '' for none. */
  owner: ColumnType<string, string | undefined, string>;
  lease_until: ColumnType<Date, Date | undefined, Date>;
  /** Turns of it that have failed. */
  attempts: Generated<number>;
  received_at: CreatedAt;
  /** Set where it was set aside as a dead letter, with why in `problem`. */
  dead_at: ColumnType<Date | null, never, Date | null>;
  problem: ColumnType<string | null, never, string | null>;
}

/** Where each ticket has come to: `life` in full, and of it what the queue is asked by. */
interface TicketStatesTable {
  ticket: number;
  revision: number;
  status: TicketStatus;
  /** Place of its priority in the queue: 0 is urgent. */
  urgency: number;
  /** `<channel>/<realm>/<id>` of who has it. */
  assignee: string | null;
  opened_at: Date;
  resolved_at: Date | null;
  state: Json;
}

/** All that happened to tickets; rows are only ever added, which the database itself sees to. */
interface TicketEventsTable {
  ticket: number;
  revision: number;
  at: Date;
  event: ColumnType<unknown, string, never>;
}

/** The desks that hear of a ticket, and whose agents see it. */
interface TicketDesksTable {
  ticket: number;
  desk: string;
}

/** What was tried at the desk and refused. */
interface DeskRefusalsTable {
  id: string;
  at: Date;
  actor: Json;
  /** What was tried, such as `claim`. */
  command: string;
  ticket: number | null;
  refusal: Json;
}

/** What became of each thing posted in a desk: one row for each `DeskOutgoing` that was sent or given up. */
interface DeskPostsTable extends OutcomeColumns {
  id: string;
  desk: string;
  ticket: number;
  kind: string;
}

/** The files of requesters that are kept, whole. */
interface FilesTable {
  id: string;
  content: string;
  conversation: string;
  name: string;
  type: string;
  bytes: number;
  /** Hex. */
  sha256: string;
  /** Kinds of secret that were masked in it. */
  masked: ColumnType<readonly string[], readonly string[], never>;
  /** Null until it is part of one. */
  ticket: number | null;
  received_at: CreatedAt;
}

/** What files consist of; without a file while it is being written. Who deletes one deletes file, chunks and links. */
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

/** Which process sends to a target whose pace several would share, and until when. */
interface PaceLeasesTable {
  target: string;
  holder: string;
  until: Date;
}

/** Links that give a file to whoever has them, for a while. */
interface FileLinksTable {
  /** SHA-256 of the token, in hex: the token itself only its holder has. */
  token_hash: string;
  file: string;
  expires_at: Date;
}
