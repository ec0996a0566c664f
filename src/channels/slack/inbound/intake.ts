import type { Kysely } from 'kysely';
import type { ChatEvent, EventContent, Person } from '../../../conversation/event.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { Inbox } from '../../../helpdesk/inbox/inbox.ts';
import type { Place as InboxPlace, Work } from '../../../helpdesk/inbox/work.ts';
import { maskEvent } from '../../../helpdesk/turns/mask-event.ts';
import type { RequesterService } from '../../../helpdesk/turns/requester-service.ts';
import type { Database } from '../../../store/database.ts';
import type { Api } from '../outbound/api.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import type { EphemeralReplies, ReplyRoute } from '../outbound/ephemeral-reply.ts';
import { lookUpFiles } from './file-info.ts';
import { type ConversationRoute, findRoute } from './find-conversation.ts';
import { type InboundEvent, laneOf, type SlackPlace } from './inbound-event.ts';
import type { Profiles } from './profiles.ts';

/**
 * Between what Slack sent and the turn it begins.
 *
 * Slack waits three seconds, and sends only events again: a click, a form or a command that was acknowledged and then
 * lost would be lost for good. So what was heard takes its place in the inbox, on disk, before it is acknowledged; who
 * wrote it and where is asked after that, while it waits for its turn. If it cannot be kept, it is not acknowledged:
 * Slack sends events again, and shows whoever pressed a button that it did not work.
 */
export interface Intake {
  /** Resolves when what was heard may be acknowledged; its turn follows. */
  take(inbound: InboundEvent, aside?: ReplyRoute): Promise<void>;
  /** What is to be done about it; `aside` is what only the process that received it has. */
  workOn(inbound: InboundEvent, aside?: ReplyRoute): Work<void>;
}

export interface IntakeSettings {
  readonly inbox: Pick<Inbox, 'takeMasked'>;
  readonly desk: Pick<RequesterService, 'turn' | 'withFiles'>;
  readonly db: Kysely<Database>;
  readonly api: Api;
  readonly people: Profiles;
  readonly directMessages: DirectMessages;
  readonly ephemeralReplies: EphemeralReplies;
  readonly log: Log;
}

/** Makes the intake. What one person does has its turns in order; different people do not wait for one another. */
export function createIntake(settings: IntakeSettings): Intake {
  const { inbox, desk, db, ephemeralReplies, log } = settings;
  return {
    async take(inbound, aside) {
      await inbox.takeMasked(laneOf(inbound), async () => {
        const content = await withoutSecrets(inbound);
        const event = {
          channel: 'slack',
          id: inboxId(inbound),
          content,
          isAcknowledged: true,
        } as const;
        return { event, work: workOn(content, aside) };
      });
    },
    workOn,
  };

  function workOn(inbound: InboundEvent, aside: ReplyRoute = {}): Work<void> {
    return {
      event: inbound.id,
      async prepare() {
        const [person, place, content] = await Promise.all([
          settings.people(inbound.who),
          placeOf(inbound),
          contentOf(inbound),
        ]);
        const known = { inbound, person, place, content };
        // Which conversation it belongs to may change until its turn; mostly it does not.
        const likely = await likelyRoute(known);
        const early =
          likely && (await desk.withFiles(await eventOf(known, likely), { ...likely.address }));
        return (inboxPlace) => turn({ ...known, early }, inboxPlace, aside);
      },
      after: async () => aside.after?.(),
      failed: () => ephemeralReplies.sorry(inbound, aside),
    };
  }

  /** Null if it has no files, so that nothing has to be fetched ahead. */
  async function likelyRoute({
    inbound,
    place,
    content,
  }: Known): Promise<ConversationRoute | null> {
    if (content.kind !== 'message' || content.files.length === 0) return null;
    return findRoute(db, inbound, place);
  }

  async function turn(
    known: Known & { readonly early: ChatEvent | null },
    inboxPlace: InboxPlace,
    aside: ReplyRoute,
  ) {
    const { inbound, place, early } = known;
    await inboxPlace.head();
    const route = await findRoute(db, inbound, place);
    if (route === null) {
      log.info({ channel: 'slack', event: inbound.id }, 'a button of somebody else was pressed');
      return ephemeralReplies.notYours(inbound, aside);
    }
    const address = { ...route.address };
    const event = early?.conversation === route.conversation ? early : await eventOf(known, route);
    await desk.turn(
      event === early ? event : await desk.withFiles(event, address),
      address,
      inboxPlace,
    );
  }

  async function contentOf({ who, content }: InboundEvent): Promise<EventContent> {
    if (content.kind !== 'message') return content;
    return { ...content, files: await lookUpFiles(settings.api, who, content.files) };
  }

  async function placeOf({ place, who }: InboundEvent): Promise<SlackPlace> {
    return place ?? { channel: await settings.directMessages(who), thread: null, direct: true };
  }
}

/** What was heard, with what Slack tells of it. */
interface Known {
  readonly inbound: InboundEvent;
  readonly person: Person;
  readonly place: SlackPlace;
  readonly content: EventContent;
}

/** Masked once more: what Slack calls a file may hold a secret, too. */
function eventOf(
  { inbound, person, content }: Known,
  { conversation }: ConversationRoute,
): Promise<ChatEvent> {
  const { id, newId, at } = inbound;
  return maskEvent({ id, newId, at, channel: 'slack', conversation, person, content });
}

/** Ids of events are Slack's own and unique; a few of ours are so only for one person. */
function inboxId({ who, id }: InboundEvent): string {
  return `${who.team}:${who.user}:${id}`;
}

/** What is kept holds no secret; who and where are of no matter for that. */
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
