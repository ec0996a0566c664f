import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatEvent, EventContent } from '../../conversation/event.ts';
import { createLanes } from '../../desk/lanes.ts';
import { maskEvent } from '../../desk/mask-event.ts';
import type { Log } from '../../log.ts';
import { putInInbox, readInbox, removeFromInbox } from '../../store/inbox.ts';
import type { Store } from '../../store/open-store.ts';
import { DeliveryError, type Receive } from '../channel.ts';
import type { Api } from './api.ts';
import type { Apologies, Aside } from './apologies.ts';
import type { DirectMessages } from './direct-messages.ts';
import { lookUpFiles } from './file-info.ts';
import { type Heard, isHeard, type Place } from './heard.ts';
import type { People } from './people.ts';
import { findRoute } from './route.ts';

/**
 * Between what Slack sent and the turn it begins.
 *
 * Slack waits three seconds, and sends only events again: a click, a form or a command that was acknowledged and then
 * lost would be lost for good. A turn may have to ask Slack first (who is this, where are their direct messages), and
 * may wait for others, so that it cannot be waited for. What was heard is therefore put down durably, secrets masked,
 * before it is acknowledged, and taken away after its turn; whatever a killed process left there has its turn at the
 * next start. Where it cannot even be put down, it is not acknowledged: Slack sends events again, and shows whoever
 * pressed a button that it did not work. A turn that is taken twice has one effect: the desk knows the event's id.
 */
export interface Intake {
  /** Resolves when what was heard may be acknowledged; its turn follows. */
  take(heard: Heard, aside?: Aside): Promise<void>;
  /** Goes on with what was acknowledged and had no turn when the process ended. */
  resume(): Promise<void>;
  /** Resolves when all that was taken so far had its turn. */
  settled(): Promise<void>;
}

export interface IntakeSettings {
  readonly store: Pick<Store, 'db' | 'onDisk'>;
  readonly receive: Receive;
  readonly api: Api;
  readonly people: People;
  readonly directMessages: DirectMessages;
  readonly apologies: Apologies;
  readonly log: Log;
  /** Waits in ms before a turn that failed is tried again; after the last, the person is told. */
  readonly retryAfterMs: readonly number[];
}

/** Makes the intake. What one person does has its turns in order; different people do not wait for one another. */
export function createIntake(settings: IntakeSettings): Intake {
  const { store, apologies, log } = settings;
  const lanes = createLanes();
  /** What has its turn, or waits for it, in this process. */
  const underWay = new Set<string>();

  return {
    async take(heard, aside = {}) {
      const masked = withoutSecrets(heard);
      await putInInbox(store.db, 'slack', { id: inboxId(masked), content: masked });
      await store.onDisk();
      begin(masked, aside);
    },
    async resume() {
      const left = (await readInbox(store.db, 'slack')).map(({ content }) => content).filter(isHeard);
      if (left.length > 0)
        log.info({ channel: 'slack', events: left.length }, 'what an earlier process left is taken up');
      for (const heard of left) begin(heard, {});
    },
    settled: lanes.settled,
  };

  function begin(heard: Heard, aside: Aside): void {
    const { team, user } = heard.who;
    if (underWay.has(inboxId(heard))) return;
    underWay.add(inboxId(heard));
    void lanes.run(`${team} ${user}`, () => finish(heard, aside));
  }

  async function finish(heard: Heard, aside: Aside): Promise<void> {
    try {
      await withRetries(heard, aside);
      await afterwards(heard, aside);
    } catch (error) {
      log.error({ channel: 'slack', event: heard.id, ...reasonOf(error) }, 'turn failed');
      await apologies.sorry(heard, aside);
    }
    await removeFromInbox(store.db, 'slack', inboxId(heard)).catch((error: unknown) => {
      log.error({ channel: 'slack', event: heard.id, ...reasonOf(error) }, 'an event stays in the inbox');
    });
    underWay.delete(inboxId(heard));
  }

  /** The turn is taken, whatever becomes of this. */
  async function afterwards(heard: Heard, { after }: Aside): Promise<void> {
    await after?.().catch((error: unknown) => {
      log.warn({ channel: 'slack', event: heard.id, ...reasonOf(error) }, 'what follows a turn failed');
    });
  }

  async function withRetries(heard: Heard, aside: Aside): Promise<void> {
    for (const waitMs of settings.retryAfterMs) {
      try {
        return await turn(heard, aside);
      } catch (error) {
        if (error instanceof DeliveryError && error.problem === 'gone') throw error;
        await sleep(waitMs);
      }
    }
    await turn(heard, aside);
  }

  async function turn(heard: Heard, aside: Aside): Promise<void> {
    const { who, id, newId, at } = heard;
    const [person, place, content] = await Promise.all([settings.people(who), placeOf(heard), contentOf(heard)]);
    const route = await findRoute(store.db, heard, place);
    if (route === null) {
      log.info({ channel: 'slack', event: id }, 'a button of somebody else was pressed');
      return apologies.notYours(heard, aside);
    }
    const { conversation, address } = route;
    const event: ChatEvent = { id, newId, at, channel: 'slack', conversation, person, content };
    await settings.receive(event, { ...address });
  }

  async function contentOf({ who, content }: Heard): Promise<EventContent> {
    if (content.kind !== 'message') return content;
    return { ...content, files: await lookUpFiles(settings.api, who, content.files) };
  }

  async function placeOf({ place, who }: Heard): Promise<Place> {
    return place ?? { channel: await settings.directMessages(who), thread: null, direct: true };
  }
}

/** Ids of events are Slack's own and unique; a few of ours are so only for one person. */
function inboxId({ who, id }: Heard): string {
  return `${who.team}:${who.user}:${id}`;
}

/** What is kept holds no secret; who and where are of no matter for that. */
function withoutSecrets(heard: Heard): Heard {
  const { who, id, newId, at, content } = heard;
  const person = { id: who.user, name: null, address: null, localeTag: null, timeZone: null };
  const event: ChatEvent = { id, newId, at, channel: 'slack', conversation: '', person, content };
  return { ...heard, content: maskEvent(event).content };
}

/** A DeliveryError names Slack's reason, which is never what a person wrote. */
function reasonOf(error: unknown): { readonly error: string; readonly reason?: string } {
  if (error instanceof DeliveryError) return { error: error.problem, reason: error.message };
  return { error: error instanceof Error ? error.name : 'unknown' };
}
