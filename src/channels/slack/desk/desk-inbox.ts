import type { AgentDesk } from '../../../desk/agent.ts';
import type { DeskReply } from '../../../desk/desk-reply.ts';
import { createLanes } from '../../../desk/lanes.ts';
import type { Log } from '../../../log.ts';
import { failureFields } from '../../../outbox/failure.ts';
import { putInInbox, readInbox, removeFromInbox } from '../../../store/inbox.ts';
import type { Store } from '../../../store/open-store.ts';
import { type AskedSettings, askedOf } from './asked-of.ts';
import { isKeptDeed, type KeptDeed, withoutSecrets } from './kept-deed.ts';

/**
 * Between what an agent did and the desk that does it. Slack wants to be answered at once and sends clicks and commands
 * only once: what was acknowledged is put down before, and done at the next start where a process ended between.
 */
export interface DeskInbox {
  /** Resolves when it may be acknowledged; null where the same one is under way already. */
  take(deed: KeptDeed): Promise<{ readonly done: Promise<Done> } | null>;
  /** What an earlier process acknowledged and did not come to; each with what came of it. */
  resume(then: (deed: KeptDeed, done: Promise<Done>) => void): Promise<void>;
  /** Resolves when all that was taken so far is done. */
  settled(): Promise<void>;
}

/** What came of it: the answer, or null where nothing of it was kept. */
export type Done = DeskReply | null;

export interface DeskInboxSettings extends AskedSettings {
  readonly store: Pick<Store, 'db' | 'onDisk'>;
  readonly agentDesk: Pick<AgentDesk, 'run'>;
  readonly log: Log;
}

export function createDeskInbox(settings: DeskInboxSettings): DeskInbox {
  const { store, agentDesk, log } = settings;
  const lanes = createLanes();
  const underWay = new Set<string>();
  return {
    async take(deed) {
      const masked = withoutSecrets(deed);
      await putInInbox(store.db, 'slack', { id: inboxId(masked), content: masked });
      await store.onDisk();
      return underWay.has(inboxId(masked)) ? null : { done: begin(masked) };
    },
    async resume(then) {
      const left = (await readInbox(store.db, 'slack')).map(({ content }) => content).filter(isKeptDeed);
      for (const deed of left) then(deed, begin(deed));
    },
    settled: lanes.settled,
  };

  /** What one agent does is done in its order. */
  function begin(deed: KeptDeed): Promise<Done> {
    const { team, user } = deed.who;
    underWay.add(inboxId(deed));
    return lanes.run(`${team} ${user}`, () => finish(deed));
  }

  async function finish(deed: KeptDeed): Promise<Done> {
    try {
      return await agentDesk.run(await askedOf(settings, deed));
    } catch (error) {
      log.error({ channel: 'slack', event: deed.id, ...failureFields(error) }, 'a deed failed');
      return null;
    } finally {
      underWay.delete(inboxId(deed));
      await removeFromInbox(store.db, 'slack', inboxId(deed)).catch((error: unknown) => {
        log.error({ channel: 'slack', event: deed.id, ...failureFields(error) }, 'a deed stays in the inbox');
      });
    }
  }
}

/** Ids of clicks are unique only for one person. */
function inboxId({ who, id }: KeptDeed): string {
  return `${who.team}:${who.user}:desk:${id}`;
}
