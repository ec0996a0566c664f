import type { Log } from '../../../diagnostics/log.ts';
import type { AgentInput } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { Agents } from '../../../helpdesk/routing/agents.ts';
import type { Filing } from '../../../helpdesk/tickets/filing.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import type { TeamsHelpdeskChannel } from './place.ts';
import type { PrivateChats } from './private-chats.ts';
import type { Roster } from './roster.ts';

/** What agents in Teams are served with. */
export interface DeskParts {
  readonly places: readonly TeamsHelpdeskChannel[];
  readonly roster: Roster;
  readonly chats: PrivateChats;
  readonly agents: Pick<Agents, 'desksOf'>;
  /** Does what is asked, or says why not. Nobody but agents gets more than a refusal. */
  readonly run: (asked: AgentInput) => Promise<AgentReply>;
  /** Files tickets for others. */
  readonly filing: Filing;
  /** The ticket whose card in a desk is this message; null where the message is none. */
  readonly ticketOfCard: (desk: string, messageId: string) => Promise<string | null>;
  /** Goes on with work after the answer was given; it is waited for when Signpost stops. */
  readonly later: (work: Promise<void>) => void;
  /** Resolves when a form of the message extension has to be answered, done or not. */
  readonly formTimeout: () => Promise<void>;
  readonly now: () => number;
  readonly log: Log;
}
