import type { Log } from '../../../diagnostics/log.ts';
import type { AgentInput } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { Agents } from '../../../helpdesk/routing/agents.ts';
import type { Filing } from '../../../helpdesk/tickets/filing.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import type { PrivateChats } from '../outbound/private-chats.ts';
import type { TeamsHelpdeskChannel } from './helpdesk-address.ts';
import type { Roster } from './members.ts';

/** What serving agents in Teams needs. */
export interface AgentTools {
  readonly teamsChannels: readonly TeamsHelpdeskChannel[];
  readonly roster: Roster;
  readonly chats: PrivateChats;
  readonly agents: Pick<Agents, 'desksOf'>;
  /** Runs a command, or says why it can't. Anyone who isn't an agent gets only a refusal. */
  readonly run: (asked: AgentInput) => Promise<AgentReply>;
  /** Files tickets on behalf of others. */
  readonly filing: Filing;
  /** Finds the ticket with this message as its card in a desk; null if there is none. */
  readonly ticketOfCard: (desk: string, messageId: string) => Promise<string | null>;
  /** Continues work after the answer was given; Signpost waits for it when it stops. */
  readonly later: (work: Promise<void>) => void;
  /** Resolves when a form of the message extension has to be answered, finished or not. */
  readonly formTimeout: () => Promise<void>;
  readonly now: () => number;
  readonly log: Log;
}
