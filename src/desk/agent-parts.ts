import type { HelpdeskChannel } from '../channels/channel.ts';
import type { step as realStep } from '../conversation/step.ts';
import type { World } from '../conversation/world.ts';
import type { Locale } from '../i18n/locale.ts';
import type { Log } from '../log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Store } from '../store/open-store.ts';
import type { Agents } from './agents.ts';
import type { AgentInput } from './asked.ts';
import type { AgentReply, AgentReplyBody } from './desk-reply.ts';
import type { FileLinks } from './file-links.ts';
import type { FileKeeper } from './keep-files.ts';
import type { TurnCoordinator } from './room.ts';
import type { TicketService } from './ticket-deeds.ts';

/** What the agents' desk is made of. */
export interface AgentServiceOptions {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly world: World;
  readonly helpdeskChannels: readonly HelpdeskChannel[];
  readonly agents: Agents;
  readonly tickets: TicketService;
  readonly coordinator: TurnCoordinator;
  readonly fileLinks: FileLinks;
  /** Fetches what came with a message a ticket is made from. */
  readonly files: FileKeeper;
  readonly log: Log;
  /** The talk with requesters, unless a test brings its own. */
  readonly step?: typeof realStep;
}

/** An agent who asked, and what they may see. */
export interface CommandContext {
  readonly input: AgentInput;
  /** Desks they are an agent of; never empty. */
  readonly desks: readonly string[];
  readonly locale: Locale;
  /** What they are told, in their language. */
  reply(body: AgentReplyBody): AgentReply;
}
