import type { FileLinks } from '../attachments/file-links.ts';
import type { FileKeeper } from '../attachments/keep-files.ts';
import type { ChannelName } from '../conversation/event.ts';
import type { World } from '../conversation/world.ts';
import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { CHANNEL_DESCRIPTORS } from '../platforms/channels.ts';
import type { CardLinks } from '../ports/card-links.ts';
import type { HelpdeskChannel } from '../ports/message.ts';
import type { Store } from '../store/store.ts';
import { type AgentService, createAgentService } from './agent-commands/agent-service.ts';
import { createInbox, type Inbox } from './inbox/inbox.ts';
import type { CannedReply } from './replies/replies-file.ts';
import { adoptTickets } from './routing/adopt-tickets.ts';
import { type Agents, createAgents, type Members } from './routing/agents.ts';
import type { DesksFile } from './routing/desks-file.ts';
import { createRoute, type RouteTicket } from './routing/routing.ts';
import { createFiling, type Filing } from './tickets/filing.ts';
import { createTicketService } from './tickets/ticket-service.ts';
import { createRequesterService, type RequesterService } from './turns/requester-service.ts';
import { createTurnCoordinator } from './turns/turn-coordinator.ts';
import { markUndelivered } from './turns/undelivered.ts';

/** Both sides of the helpdesk, requesters' turns and agent commands, on the same tickets. */
export interface Helpdesk {
  readonly requesterService: RequesterService;
  /** Holds received events until their turn, including agents' input. */
  readonly inbox: Inbox;
  readonly agentService: AgentService;
  readonly agents: Agents;
  /** Requesters' files; platforms register how to fetch theirs. */
  readonly files: FileKeeper;
  /** Files tickets on behalf of others. */
  readonly filing: Filing;
  /**
   * Returns the configured desks of a platform. `tenant` is the tenant or workspace of desks that
   * name none.
   */
  helpdeskChannelsOn(channel: ChannelName, tenant: string): readonly HelpdeskChannel[];
  /** Adds the desks of a channel, the source of their agents, and the addresses of their cards. */
  add(helpdeskChannels: readonly HelpdeskChannel[], members: Members, links?: CardLinks): void;
  /** Call when all desks are added: moves open tickets of removed desks to the existing ones. */
  adopt(): Promise<void>;
}

export interface HelpdeskOptions {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly world: World;
  readonly settings: DesksFile;
  /** What agents write often; nothing by default. */
  readonly replies?: readonly CannedReply[];
  readonly files: FileKeeper;
  readonly fileLinks: FileLinks;
  readonly log: Log;
  /** Holds events until their turn; by default an inbox with the usual times. */
  readonly inbox?: Inbox;
}

export function createHelpdesk(helpdesk: HelpdeskOptions): Helpdesk {
  const {
    store,
    outbox,
    world,
    settings,
    files,
    fileLinks,
    log,
    replies = [],
    inbox = createInbox(helpdesk),
  } = helpdesk;
  const helpdeskChannels: HelpdeskChannel[] = [];
  const cardLinks = new Map<ChannelName, CardLinks>();
  const listed = new Map(
    settings.desks.flatMap(({ name, agents }) => (agents === null ? [] : [[name, agents]])),
  );
  const coordinator = createTurnCoordinator(log, store.changes);
  const route = createRoute(helpdeskChannels, settings.routes);
  const tickets = createTicketService({ world, helpdeskChannels, route, ...settings });
  const agents = createAgents({ helpdeskChannels, listed, log });
  const shared = { store, outbox, world, tickets, coordinator, files, log };
  const options = { ...shared, helpdeskChannels, cardLinks, replies, agents, fileLinks };
  outbox.onDropped(markUndelivered(options));
  return {
    requesterService: createRequesterService({ ...shared, inbox }),
    inbox,
    agentService: createAgentService(options),
    agents,
    files,
    filing: createFiling(options),
    helpdeskChannelsOn: (channel, tenant) => configuredOn(settings, channel, tenant),
    add(added, members, links) {
      if (links !== undefined) cardLinks.set(links.channel, links);
      helpdeskChannels.push(...added);
      outbox.registerDesks(added);
      agents.register(members);
    },
    adopt: () => adopt(store, { helpdeskChannels, route }, log),
  };
}

function configuredOn(
  { desks }: DesksFile,
  channel: ChannelName,
  tenant: string,
): readonly HelpdeskChannel[] {
  return desks
    .filter((desk) => desk.channel === channel)
    .map(({ name, target, tenant: own, locale, relay }) => ({
      desk: name,
      channel,
      tenant: comparable(own ?? tenant, channel),
      address: { channel: target },
      locale,
      ...(relay === null ? {} : { relay }),
    }));
}

function comparable(tenant: string, channel: ChannelName): string {
  return CHANNEL_DESCRIPTORS[channel].desk?.isTenantInAnyCase ? tenant.toLowerCase() : tenant;
}

interface TicketRoutes {
  readonly helpdeskChannels: readonly HelpdeskChannel[];
  readonly route: RouteTicket;
}

/** Never rejects: an unreadable ticket must not hold up the rest. */
async function adopt(
  { db }: Store,
  { helpdeskChannels, route }: TicketRoutes,
  log: Log,
): Promise<void> {
  try {
    const adopted = await adoptTickets(db, helpdeskChannels, route);
    if (adopted > 0) log.warn({ tickets: adopted }, 'routing: open tickets of removed desks moved');
  } catch (error) {
    log.error(
      failureFields(error),
      'routing: open tickets of removed desks not moved, retry at next start',
    );
  }
}
