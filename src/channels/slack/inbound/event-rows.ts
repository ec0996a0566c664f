import type { Kysely } from 'kysely';
import type {
  ChatEvent,
  EventContent,
  MessageSource,
  Person,
} from '../../../conversation/event.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { HeldPosition, Work } from '../../../helpdesk/inbox/work.ts';
import { maskEvent } from '../../../helpdesk/turns/mask-event.ts';
import type { RequesterService } from '../../../helpdesk/turns/requester-service.ts';
import type { Database } from '../../../store/database.ts';
import type { Api } from '../outbound/api.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import type { EphemeralReplies, ReplyRoute } from '../outbound/ephemeral-reply.ts';
import type { Permalinks } from '../outbound/permalinks.ts';
import { lookUpFiles } from './file-info.ts';
import { type ConversationRoute, findRoute } from './find-conversation.ts';
import { type InboundEvent, inboundSchema, laneOf, type SlackPlace } from './inbound-event.ts';
import { placeAsQuoted, sourceAt } from './message-source.ts';
import type { Profiles } from './profiles.ts';
import type { RowInbox, RowKind } from './row-kind.ts';

/**
 * Rows that start a requester's turn. Author and conversation are looked up while the event waits
 * for its turn.
 */
export type EventRows = RowKind<InboundEvent, ReplyRoute, void>;

/** Stores requesters' events until their turn. */
export type Intake = RowInbox<InboundEvent, ReplyRoute>;

export interface EventRowSettings {
  readonly requesterService: Pick<RequesterService, 'turn' | 'withFiles'>;
  readonly db: Kysely<Database>;
  readonly api: Api;
  readonly people: Profiles;
  readonly directMessages: DirectMessages;
  readonly ephemeralReplies: EphemeralReplies;
  readonly permalinks: Permalinks;
  readonly log: Log;
}

/** One person's events are processed in order; different people don't wait for one another. */
export function createEventRows(settings: EventRowSettings): EventRows {
  return {
    schema: inboundSchema,
    idOf: rowId,
    laneOf,
    masked: withoutSecrets,
    workOn: (inbound, aside) => workOn(settings, inbound, aside),
    liveOf: () => ({}),
    isInteractive: ({ content }) => content.kind === 'press',
  };
}

function workOn(settings: EventRowSettings, inbound: InboundEvent, aside: ReplyRoute): Work<void> {
  return {
    event: inbound.id,
    async prepare() {
      const [person, place, content] = await Promise.all([
        settings.people(inbound.who),
        placeOf(settings, inbound),
        contentOf(settings, inbound),
      ]);
      const source = await sourceOf(settings, inbound, place);
      const known = { inbound, person, place, content, source };
      const early = await earlyEvent(settings, known);
      return (position) => turn(settings, { ...known, early }, position, aside);
    },
    after: async () => aside.after?.(),
    failed: () => settings.ephemeralReplies.sorry(inbound, aside),
  };
}

/**
 * Fetches an event's files before its turn, for the conversation that it probably belongs to: the
 * conversation may change before the turn, but usually doesn't. Returns null if there are no files.
 */
async function earlyEvent(
  { db, requesterService }: EventRowSettings,
  known: CompletedEvent,
): Promise<ChatEvent | null> {
  const { inbound, place, content } = known;
  if (content.kind !== 'message' || content.files.length === 0) return null;
  const likely = await findRoute(db, inbound, place);
  return likely && requesterService.withFiles(await eventOf(known, likely), { ...likely.address });
}

async function turn(
  { requesterService, db, ephemeralReplies, log }: EventRowSettings,
  known: CompletedEvent & { readonly early: ChatEvent | null },
  position: HeldPosition,
  aside: ReplyRoute,
): Promise<void> {
  const { inbound, place, early } = known;
  await position.head();
  const route = await findRoute(db, inbound, place);
  if (route === null) {
    log.info(
      { channel: 'slack', event: inbound.id },
      'slack button press refused: button belongs to another user',
    );
    return ephemeralReplies.notYours(inbound, aside);
  }
  const address = { ...route.address };
  const event = early?.conversation === route.conversation ? early : await eventOf(known, route);
  await requesterService.turn(
    event === early ? event : await requesterService.withFiles(event, address),
    address,
    position,
  );
}

async function contentOf(
  { api }: EventRowSettings,
  { who, content }: InboundEvent,
): Promise<EventContent> {
  if (content.kind !== 'message') return content;
  return { ...content, files: await lookUpFiles(api, who, content.files) };
}

/** A press or an edit begins no ticket. */
async function sourceOf(
  { permalinks }: EventRowSettings,
  { who, about, content }: InboundEvent,
  place: SlackPlace,
): Promise<MessageSource | null> {
  const quoted = about ?? placeAsQuoted(place);
  return content.kind === 'message' && quoted !== null ? sourceAt(permalinks, who, quoted) : null;
}

async function placeOf(
  { directMessages }: EventRowSettings,
  { place, who }: InboundEvent,
): Promise<SlackPlace> {
  return place ?? { channel: await directMessages(who), thread: null, direct: true };
}

/** An event, completed with what Slack knows about it. */
interface CompletedEvent {
  readonly inbound: InboundEvent;
  readonly person: Person;
  readonly place: SlackPlace;
  readonly content: EventContent;
  readonly source: MessageSource | null;
}

/** Masks secrets again: Slack's file names may contain some, too. */
function eventOf(
  { inbound, person, content, source }: CompletedEvent,
  { conversation }: ConversationRoute,
): Promise<ChatEvent> {
  const { id, newId, at } = inbound;
  const about = source === null ? {} : { source };
  return maskEvent({ id, newId, at, channel: 'slack', conversation, person, ...about, content });
}

/** Ids of events are Slack's own and unique; some of ours are unique only per person. */
function rowId({ who, id }: InboundEvent): string {
  return `${who.team}:${who.user}:${id}`;
}

/** Removes secrets before an event is stored; person and place don't matter for that. */
export async function withoutSecrets(inbound: InboundEvent): Promise<InboundEvent> {
  const { who, id, newId, at, content } = inbound;
  const person = { id: who.user, name: null, address: null, localeTag: null, timeZone: null };
  const event: ChatEvent = {
    id,
    newId,
    at,
    channel: 'slack',
    conversation: `${who.team} ${who.user}`,
    person,
    content,
  };
  return { ...inbound, content: (await maskEvent(event)).content };
}
