import { randomUUID } from 'node:crypto';
import { createFileLinks } from '../../src/attachments/file-links.ts';
import { createInspector } from '../../src/attachments/inspect/inspector.ts';
import { createFileKeeper } from '../../src/attachments/keep-files.ts';
import type { EventContent, Person } from '../../src/conversation/event.ts';
import type { Reply, Verb } from '../../src/conversation/reply.ts';
import type { World } from '../../src/conversation/world.ts';
import type { AgentPress } from '../../src/helpdesk/agent-commands/agent-input.ts';
import { createHelpdesk, type Helpdesk } from '../../src/helpdesk/helpdesk.ts';
import type { Members } from '../../src/helpdesk/routing/agents.ts';
import type { DesksFile, RouteSetting } from '../../src/helpdesk/routing/desks-file.ts';
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import type { AgentReply } from '../../src/ports/agent-reply.ts';
import type { Channel } from '../../src/ports/channel.ts';
import { DeliveryError } from '../../src/ports/delivery-error.ts';
import { FileError, type FileHost } from '../../src/ports/file-host.ts';
import type { AgentMessage, HelpdeskChannel, RequesterMessage } from '../../src/ports/message.ts';
import type { Store } from '../../src/store/store.ts';
import type { Actor } from '../../src/tickets/actor.ts';
import { ada, ben } from './sample-actors.ts';
import { sampleWorld } from './sample-world.ts';
import { silentLog } from './store.ts';

/** The helpdesk's channel in Slack, where Ada is. */
export const slackDesk: HelpdeskChannel = {
  desk: 'slack-desk',
  channel: 'slack',
  tenant: ada.tenant,
  address: { channel: 'C0HELP' },
  locale: 'en',
};

/** The helpdesk's channel in Teams, where Ben is; it speaks Chinese. */
export const teamsDesk: HelpdeskChannel = {
  desk: 'teams-desk',
  channel: 'teams',
  tenant: ben.tenant,
  address: { channel: '19:help@thread.tacv2' },
  locale: 'zh-CN',
};

export interface DeskRig {
  readonly helpdesk: Helpdesk;
  readonly outbox: Outbox;
  /** All that was posted in desks, in order. */
  readonly posted: AgentMessage[];
  /** All that requesters were sent, in order. */
  readonly told: RequesterMessage[];
  /** What an agent types; in the thread of a ticket if one is named. */
  type(
    agent: Actor,
    text: string,
    options?: AskOptions & { readonly thread?: string | null },
  ): Promise<AgentReply>;
  press(
    agent: Actor,
    press: Partial<AgentPress> & Pick<AgentPress, 'verb'>,
    options?: AskOptions,
  ): Promise<AgentReply>;
  requester(name: string, localeTag?: string): Requester;
  stop(): Promise<void>;
}

export interface AskOptions {
  /** The platform's id of what is asked; a fresh one unless given. */
  readonly id?: string;
  readonly localeTag?: string | null;
}

/** A person with a problem, in Teams. */
export interface Requester {
  readonly conversation: string;
  say(text: string): Promise<void>;
  take(content: EventContent, id?: string): Promise<void>;
  /** Presses a button of the newest card they were sent that has it. */
  press(verb: Verb, value?: string, fields?: Readonly<Record<string, string>>): Promise<void>;
  /** Reports something nobody knows, and sends a ticket about it; resolves to its number. */
  file(): Promise<string>;
  /** What they were sent so far. */
  inbound(): Promise<readonly Reply[]>;
}

export interface DeskRigOptions {
  readonly places?: readonly HelpdeskChannel[];
  readonly routes?: readonly RouteSetting[];
  /** What the file of desks says of them. */
  readonly desks?: DesksFile['desks'];
  /** Who is in which desk; may be changed at any time. */
  readonly members?: Map<string, readonly Actor[]>;
  /** What the talk may know; the sample runbooks unless something else is given. */
  readonly world?: World;
  /** How the requesters' platform gives their files; it has none unless this is given. */
  readonly openFile?: FileHost['openFile'];
  readonly publicUrl?: string;
  /** May fail a post by throwing. */
  readonly beforePost?: (outgoing: AgentMessage) => void;
  /** May fail a reply by throwing. */
  readonly beforeReply?: (outgoing: RequesterMessage) => void;
  /** Another rig's list, if it works on the same store: either may deliver a reply. */
  readonly told?: RequesterMessage[];
}

/** The most a file may have here. */
export const MAX_BYTES = 100_000;

async function nowhere(): Promise<never> {
  throw new FileError('gone', 'nothing is there');
}

/** Both sides of the desk on a store, with the real talk; what leaves is recorded. */
export async function openDeskRig(store: Store, options: DeskRigOptions = {}): Promise<DeskRig> {
  const helpdeskChannels = options.places ?? [slackDesk, teamsDesk];
  const members =
    options.members ??
    new Map([
      ['slack-desk', [ada]],
      ['teams-desk', [ben]],
    ]);
  const backoff = { firstMs: 1, maxMs: 5, attempts: 5 };
  const outbox = await createOutbox({
    store,
    ticketSystems: [],
    log: silentLog,
    backoff: { replies: backoff, tickets: backoff },
  });
  const settings: DesksFile = {
    desks: options.desks ?? [],
    urgentBy: 'helpdesk',
    routes: options.routes ?? [],
  };
  const inspector = createInspector();
  const files = createFileKeeper({
    db: store.db,
    inspector,
    maxBytes: MAX_BYTES,
    fetchTimeoutMs: 1000,
    log: silentLog,
  });
  const fileLinks = createFileLinks(store.db, options.publicUrl ?? null);
  const world = options.world ?? sampleWorld();
  const helpdesk = createHelpdesk({
    store,
    outbox,
    world,
    settings,
    files,
    fileLinks,
    log: silentLog,
  });
  helpdesk.files.add({ name: 'teams', openFile: options.openFile ?? nowhere });
  const posted: AgentMessage[] = [];
  const { told = [] } = options;
  for (const channel of ['slack', 'teams'] as const) {
    const own = helpdeskChannels.filter((helpdeskChannel) => helpdeskChannel.channel === channel);
    outbox.register(recordingChannel(channel, { ...options, posted, told }));
    helpdesk.add(own, membersIn(channel, members));
  }
  outbox.start();

  return {
    helpdesk,
    outbox,
    posted,
    told,
    type: (agent, text, { thread = null, ...options } = {}) =>
      helpdesk.agentService.run({
        ...asking(agent, options),
        what: { kind: 'typed', text, ticket: thread, mentions: [] },
      }),
    press: (agent, press, options = {}) =>
      helpdesk.agentService.run({
        ...asking(agent, options),
        what: {
          kind: 'pressed',
          ticket: null,
          revision: null,
          filter: null,
          page: null,
          fields: {},
          ...press,
        },
      }),
    requester: (name, localeTag = 'en-US') => requester(helpdesk, name, localeTag),
    async stop() {
      await helpdesk.requesterService.settled();
      await outbox.drain(5000);
      await inspector.close();
    },
  };

  function requester({ requesterService }: Helpdesk, name: string, localeTag: string): Requester {
    const conversation = `teams:contoso:${name}`;
    const person: Person = { id: name, name, address: null, localeTag, timeZone: 'UTC' };
    const take = async (content: EventContent, id: string = randomUUID()) => {
      const at = new Date().toISOString();
      await requesterService.receive(
        { id, newId: randomUUID(), at, channel: 'teams', conversation, person, content },
        {},
      );
    };
    const inbound = async () => {
      const state = await store.db
        .selectFrom('conversations')
        .select('turns')
        .where('id', '=', conversation)
        .execute();
      if (state.length > 0) await outboxEmpty(store);
      return told
        .filter((outgoing) => outgoing.conversation === conversation && outgoing.decided === null)
        .map(({ reply }) => reply);
    };
    const press: Requester['press'] = async (verb, value, fields = {}) => {
      const offers = (reply: Reply) =>
        reply.choices.find(
          (choice) => choice.verb === verb && (value === undefined || choice.value === value),
        );
      const card = (await inbound()).findLast((reply) => offers(reply) !== undefined);
      if (card === undefined) throw new Error(`No card offers "${verb}".`);
      await take({
        kind: 'press',
        prompt: card.id,
        verb,
        value: value ?? offers(card)?.value ?? null,
        fields,
        masked: [],
      });
    };
    const say = (text: string) => take({ kind: 'message', text, files: [], masked: [] });
    return {
      conversation,
      say,
      take,
      press,
      inbound,
      async file() {
        await say('start over');
        await say(`${name}'s chair squeaks`);
        await press('person');
        await press('skip');
        await press('send');
        const sent = (await inbound()).findLast((reply) => reply.kind === 'sent');
        if (sent?.kind !== 'sent') throw new Error('No ticket was sent.');
        return sent.number;
      },
    };
  }
}

function asking(actor: Actor, { id = randomUUID(), localeTag = null }: AskOptions) {
  return { id, newId: randomUUID(), at: new Date().toISOString(), actor, localeTag };
}

function membersIn(
  channel: Members['channel'],
  members: ReadonlyMap<string, readonly Actor[]>,
): Members {
  return { channel, of: async ({ desk }) => members.get(desk) ?? [] };
}

interface Recording extends Pick<DeskRigOptions, 'beforePost' | 'beforeReply'> {
  readonly posted: AgentMessage[];
  readonly told: RequesterMessage[];
}

function recordingChannel(name: Channel['name'], recording: Recording): Channel {
  const { posted, told, beforePost, beforeReply } = recording;
  return {
    name,
    sharedTarget: () => null,
    async deliver(message) {
      if (message.audience === 'requester') {
        if (name !== 'teams')
          throw new DeliveryError('unavailable', 'Requesters are in Teams only.');
        beforeReply?.(message);
        told.push(message);
        return { messageId: `m-${message.id}` };
      }
      beforePost?.(message);
      posted.push(message);
      return { messageId: message.cardId ?? `message ${posted.length}` };
    },
  };
}

/** Waits until nothing is left on its way. */
export async function outboxEmpty(store: Store): Promise<void> {
  const end = performance.now() + 5000;
  for (;;) {
    const waiting = await store.jobs.findJobs('replies');
    const posts = await store.jobs.findJobs('desk-posts');
    if (waiting.length + posts.length === 0) return;
    if (performance.now() > end) throw new Error('The outbox was not emptied in time.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
