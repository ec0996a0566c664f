import type { Kysely } from 'kysely';
import type { ChatEvent, EventContent, Person } from '../../conversation/event.ts';
import type { Inbox } from '../../desk/inbox/inbox.ts';
import type { Place as InboxPlace, Work } from '../../desk/inbox/work.ts';
import { maskEvent } from '../../desk/mask-event.ts';
import type { RequesterService } from '../../desk/turn.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../store/database.ts';
import type { Api } from './api.ts';
import type { EphemeralReplies, ReplyRoute } from './apologies.ts';
import type { DirectMessages } from './direct-messages.ts';
import { lookUpFiles } from './file-info.ts';
import { type InboundEvent, laneOf, type SlackPlace } from './heard.ts';
import type { Profiles } from './people.ts';
import { type ConversationRoute, findRoute } from './route.ts';

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
  take(heard: InboundEvent, aside?: ReplyRoute): Promise<void>;
  /** What is to be done about it; `aside` is what only the process that received it has. */
  workOn(heard: InboundEvent, aside?: ReplyRoute): Work<void>;
}

export interface IntakeSettings {
  readonly inbox: Pick<Inbox, 'takeMasked'>;
  readonly desk: Pick<RequesterService, 'turn' | 'withFiles'>;
  readonly db: Kysely<Database>;
  readonly api: Api;
  readonly people: Profiles;
  readonly directMessages: DirectMessages;
  readonly apologies: EphemeralReplies;
  readonly log: Log;
}

/** Makes the intake. What one person does has its turns in order; different people do not wait for one another. */
export function createIntake(settings: IntakeSettings): Intake {
  const { inbox, desk, db, apologies, log } = settings;
  return {
    async take(heard, aside) {
      await inbox.takeMasked(laneOf(heard.who), async () => {
        const content = await withoutSecrets(heard);
        const event = { channel: 'slack', id: inboxId(heard), content, isAcknowledged: true } as const;
        return { event, work: workOn(content, aside) };
      });
    },
    workOn,
  };

  function workOn(heard: InboundEvent, aside: ReplyRoute = {}): Work<void> {
    return {
      event: heard.id,
      async prepare() {
        const [person, place, content] = await Promise.all([
          settings.people(heard.who),
          placeOf(heard),
          contentOf(heard),
        ]);
        const known = { heard, person, place, content };
        // Which conversation it belongs to may change until its turn; mostly it does not.
        const likely = await likelyRoute(known);
        const early = likely && (await desk.withFiles(await eventOf(known, likely), { ...likely.address }));
        return (inboxPlace) => turn({ ...known, early }, inboxPlace, aside);
      },
      after: async () => aside.after?.(),
      failed: () => apologies.sorry(heard, aside),
    };
  }

  /** Null if it has no files, so that nothing has to be fetched ahead. */
  async function likelyRoute({ heard, place, content }: Known): Promise<ConversationRoute | null> {
    if (content.kind !== 'message' || content.files.length === 0) return null;
    return findRoute(db, heard, place);
  }

  async function turn(known: Known & { readonly early: ChatEvent | null }, inboxPlace: InboxPlace, aside: ReplyRoute) {
    const { heard, place, early } = known;
    await inboxPlace.head();
    const route = await findRoute(db, heard, place);
    if (route === null) {
      log.info({ channel: 'slack', event: heard.id }, 'a button of somebody else was pressed');
      return apologies.notYours(heard, aside);
    }
    const address = { ...route.address };
    const event = early?.conversation === route.conversation ? early : await eventOf(known, route);
    await desk.turn(event === early ? event : await desk.withFiles(event, address), address, inboxPlace);
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
  readonly heard: InboundEvent;
  readonly person: Person;
  readonly place: SlackPlace;
  readonly content: EventContent;
}

/** Masked once more: what Slack calls a file may hold a secret, too. */
function eventOf({ heard, person, content }: Known, { conversation }: ConversationRoute): Promise<ChatEvent> {
  const { id, newId, at } = heard;
  return maskEvent({ id, newId, at, channel: 'slack', conversation, person, content });
}

/** Ids of events are Slack's own and unique; a few of ours are so only for one person. */
function inboxId({ who, id }: InboundEvent): string {
  return `${who.team}:${who.user}:${id}`;
}

/** What is kept holds no secret; who and where are of no matter for that. */
export async function withoutSecrets(heard: InboundEvent): Promise<InboundEvent> {
  const { who, id, newId, at, content } = heard;
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
  return { ...heard, content: (await maskEvent(event)).content };
}
