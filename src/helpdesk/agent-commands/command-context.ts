import type { FileLinks } from '../../attachments/file-links.ts';
import type { FileKeeper } from '../../attachments/keep-files.ts';
import type { step as realStep } from '../../conversation/step.ts';
import type { World } from '../../conversation/world.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { AgentReply, AgentReplyBody } from '../../ports/agent-reply.ts';
import type { HelpdeskChannel } from '../../ports/message.ts';
import type { Store } from '../../store/store.ts';
import type { CannedReply } from '../replies/replies-file.ts';
import type { Agents } from '../routing/agents.ts';
import type { TicketService } from '../tickets/ticket-service.ts';
import type { TurnCoordinator } from '../turns/turn-coordinator.ts';
import type { AgentInput } from './agent-input.ts';
import type { CardLinkOptions } from './card-links.ts';

/** Dependencies of the agents' side. */
export interface AgentServiceOptions {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly world: World;
  readonly helpdeskChannels: readonly HelpdeskChannel[];
  readonly cardLinks: CardLinkOptions['cardLinks'];
  /** What agents write often. */
  readonly replies: readonly CannedReply[];
  readonly agents: Agents;
  readonly tickets: TicketService;
  readonly coordinator: TurnCoordinator;
  readonly fileLinks: FileLinks;
  /** Fetches the files of a message that becomes a ticket. */
  readonly files: FileKeeper;
  readonly log: Log;
  /** Conversation step; tests can replace it. */
  readonly step?: typeof realStep;
}

/** The agent who asked, and what they may see. */
export interface CommandContext {
  readonly input: AgentInput;
  /** Desks the agent belongs to; never empty. */
  readonly desks: readonly string[];
  readonly locale: Locale;
  /** Builds a reply in the agent's language. */
  reply(body: AgentReplyBody): AgentReply;
}
