import type { TurnContext } from 'botbuilder';
import { isRelayed, relayedLine } from '../../../helpdesk/agent-commands/relay.ts';
import type { Instead } from '../../../ports/channel.ts';
import type { HelpdeskChannel } from '../../../ports/message.ts';
import type { Actor } from '../../../tickets/actor.ts';
import {
  isCommandInChat,
  isForAgentsAlone,
} from '../../../tickets/agent-command/command-in-chat.ts';
import { type TeamsActivity, tenantOf } from '../inbound/activity.ts';
import { isMentioned, messageText } from '../inbound/message-text.ts';
import { actorOf, toAgentInput, typedLine } from './agent-input.ts';
import { rootMessageOf, type TeamsHelpdeskChannel } from './helpdesk-address.ts';
import { replyToAgent } from './reply-to-agent.ts';
import type { AgentTools } from './tools.ts';

/**
 * Takes a message to the bot in a desk's channel, or in a thread there, as a command. Only the
 * ticket's history goes into the thread; the answer goes to the sender.
 */
export async function takeTypedInDesk(
  tools: AgentTools,
  context: TurnContext,
  activity: TeamsActivity,
  teamsChannel: TeamsHelpdeskChannel,
): Promise<void> {
  const root = rootMessageOf(activity);
  const ticket =
    root === null ? null : await tools.ticketOfCard(teamsChannel.helpdeskChannel.desk, root);
  const desk = teamsChannel.helpdeskChannel;
  // Teams sends lines without a mention only to a bot that may read the channel.
  if (!isMentioned(activity) && (ticket === null || !isRelayed(messageText(activity), desk)))
    return;
  await takeLine(tools, context, activity, { ticket, desk });
}

/**
 * Handles a line in a personal chat with the bot that is clearly a command: whether the sender is
 * an agent is checked while the line waits for its turn. Null if the line isn't a command and
 * therefore is a report; lines from people who aren't agents are reports too.
 */
export function commandInChat(
  tools: AgentTools,
  context: TurnContext,
  activity: TeamsActivity,
): (() => Promise<Instead | null>) | null {
  const text = messageText(activity);
  if (
    !isCommandInChat(text) ||
    !tools.teamsChannels.some(
      ({ helpdeskChannel }) => helpdeskChannel.tenant === tenantOf(activity),
    )
  )
    return null;
  return async () => {
    const isCommand = isForAgentsAlone(text) || (await isAgent(tools, actorOf(activity)));
    return isCommand ? () => takeLine(tools, context, activity, NOWHERE) : null;
  };
}

/** Also true if it can't be determined: then the desk says so. */
async function isAgent({ agents }: AgentTools, actor: Actor): Promise<boolean> {
  return agents.desksOf(actor).then(
    (desks) => desks.length > 0,
    () => true,
  );
}

/** Where a line was typed: in a ticket's thread, or at least in a desk's channel. */
interface LinePlace {
  readonly ticket: string | null;
  readonly desk: HelpdeskChannel | null;
}

const NOWHERE: LinePlace = { ticket: null, desk: null };

async function takeLine(
  tools: AgentTools,
  context: TurnContext,
  activity: TeamsActivity,
  { ticket, desk }: LinePlace,
) {
  const line = relayedLine(await typedLine(activity, ticket, tools), desk);
  // A bare mention asks what the bot can do.
  const text = line.text === '' ? 'help' : line.text;
  const reply = await tools.run(toAgentInput(activity, { ...line, text }, tools.now()));
  await replyToAgent(tools, activity, reply, async (sentence) => {
    await context.sendActivity({ type: 'message', text: sentence }).catch(() => undefined);
  });
}
