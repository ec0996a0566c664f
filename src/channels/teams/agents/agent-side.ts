import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { createBackgroundTasks } from '../../../concurrency/background-tasks.ts';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { Members } from '../../../helpdesk/routing/agents.ts';
import type { CardLinks } from '../../../ports/card-links.ts';
import type { Delivered } from '../../../ports/channel.ts';
import type { AgentMessage, HelpdeskChannel } from '../../../ports/message.ts';
import type { Database } from '../../../store/database.ts';
import { ticketOfCard } from '../../../store/helpdesk-cards.ts';
import { storedServiceUrl } from '../../../store/service-urls.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import { TEAMS_LIMITS } from '../limits.ts';
import type { Sender } from '../outbound/deliver.ts';
import { createPrivateChats } from '../outbound/private-chats.ts';
import { type AgentDispatcher, createAgentDispatcher } from './agent-dispatcher.ts';
import { createCardLinks } from './card-links.ts';
import { createChannelMessages } from './channel-messages.ts';
import { readDeskAddress } from './helpdesk-address.ts';
import { postInDesk } from './helpdesk-channel.ts';
import { createMembers, createRoster } from './members.ts';
import { createServiceUrls } from './service-urls.ts';
import type { AgentTools } from './tools.ts';

export interface AgentSideSettings {
  readonly sender: Sender;
  /** Undefined if nothing sent before the start is known. */
  readonly db: Kysely<Database> | undefined;
  /** Resolves when a form of the message extension has to be answered; a timeout if omitted. */
  readonly formTimeout: (() => Promise<void>) | undefined;
  readonly now: () => number;
  /** Monotonic clock, in ms. */
  readonly elapsedMs: () => number;
  readonly log: Log;
}

/** The helpdesk as used by agents in Teams. */
export interface TeamsHelpdesk extends Pick<AgentTools, 'run' | 'agents' | 'filing'> {
  readonly helpdeskChannels: readonly HelpdeskChannel[];
}

/** The helpdesk's side of Teams. */
export interface AgentSide {
  readonly members: Members;
  readonly cardLinks: CardLinks;
  /** Records from an admitted activity where its tenant is reached. */
  learn(activity: TeamsActivity): void;
  /** Posts in a desk's channel. Rejects with a `DeliveryError`. */
  post(message: AgentMessage): Promise<Delivered>;
  dispatcherFor(helpdesk: TeamsHelpdesk): AgentDispatcher;
  /** Resolves when work that continued after its answer is done. */
  settled(): Promise<void>;
}

/** Assembles the helpdesk's side of Teams. */
export function createAgentSide(settings: AgentSideSettings): AgentSide {
  const { sender, db, now, elapsedMs, log } = settings;
  const serviceUrls = createServiceUrls(async (tenant) =>
    db ? storedServiceUrl(db, tenant) : null,
  );
  const messages = createChannelMessages(sender, serviceUrls);
  const roster = createRoster({
    messages,
    now: elapsedMs,
    ttlMs: TEAMS_LIMITS.rosterGoodForMs,
    timeoutMs: TEAMS_LIMITS.rosterTimeoutMs,
  });
  const later = createBackgroundTasks((error) =>
    log.error({ channel: 'teams', ...failureFields(error) }, 'teams agent background work failed'),
  );
  const chats = createPrivateChats(sender);
  const cardLinks = createCardLinks();
  const tools = {
    ticketOfCard: async (desk: string, messageId: string) =>
      db ? ticketOfCard(db, desk, messageId) : null,
    roster,
    chats,
    later: later.add,
    formTimeout: settings.formTimeout ?? formTimeout,
    now,
    log,
  };
  return {
    members: createMembers(roster),
    cardLinks,
    learn(activity) {
      serviceUrls.learn(activity);
      cardLinks.learn(activity);
    },
    post: (message) => postInDesk({ messages, roster, chats, cardLinks, log }, message),
    dispatcherFor: ({ helpdeskChannels, ...helpdesk }) =>
      createAgentDispatcher({
        ...tools,
        ...helpdesk,
        teamsChannels: helpdeskChannels.map(readDeskAddress),
      }),
    settled: later.settled,
  };
}

function formTimeout(): Promise<void> {
  return sleep(TEAMS_LIMITS.formTimeoutMs, undefined, { ref: false });
}
