import type { TurnContext } from 'botbuilder';
import type { Instead } from '../../../ports/channel.ts';
import type { Actor } from '../../../tickets/actor.ts';
import {
  isCommandInChat,
  isForAgentsAlone,
} from '../../../tickets/agent-command/command-in-chat.ts';
import { type TeamsActivity, tenantOf } from '../inbound/activity.ts';
import { messageText } from '../inbound/message-text.ts';
import { actorOf, toAgentInput, typedLine } from './agent-input.ts';
import type { DeskParts } from './parts.ts';
import { rootMessageOf, type TeamsHelpdeskChannel } from './place.ts';
import { answerInPrivate } from './reply-to-agent.ts';

/**
 * Takes what somebody wrote to the bot in the channel of a desk, or in a thread there, as a command. The thread gets
 * nothing but the ticket's story: the answer goes to whoever asked.
 */
export async function takeTypedInDesk(
  parts: DeskParts,
  context: TurnContext,
  activity: TeamsActivity,
  place: TeamsHelpdeskChannel,
): Promise<void> {
  const root = rootMessageOf(activity);
  const ticket = root === null ? null : await parts.ticketOfCard(place.place.desk, root);
  await takeLine(parts, context, activity, ticket);
}

/**
 * What is to be done about a line in somebody's own chat with the bot that is clearly a command: whether they are an
 * agent is asked while the line waits for its turn. Null if it is none, and so a report; so is what other people write.
 */
export function commandInChat(
  parts: DeskParts,
  context: TurnContext,
  activity: TeamsActivity,
): (() => Promise<Instead | null>) | null {
  const text = messageText(activity);
  if (
    !isCommandInChat(text) ||
    !parts.places.some(({ place }) => place.tenant === tenantOf(activity))
  )
    return null;
  return async () => {
    const isCommand = isForAgentsAlone(text) || (await isAgent(parts, actorOf(activity)));
    return isCommand ? () => takeLine(parts, context, activity, null) : null;
  };
}

/** True as well where it cannot be found out: then the desk says so. */
async function isAgent({ agents }: DeskParts, actor: Actor): Promise<boolean> {
  return agents.desksOf(actor).then(
    (desks) => desks.length > 0,
    () => true,
  );
}

async function takeLine(
  parts: DeskParts,
  context: TurnContext,
  activity: TeamsActivity,
  ticket: string | null,
) {
  const line = await typedLine(activity, ticket, parts);
  // Nothing but the mention: whoever calls wants to know what can be said.
  const text = line.text === '' ? 'help' : line.text;
  const reply = await parts.run(toAgentInput(activity, { ...line, text }, parts.now()));
  await answerInPrivate(parts, activity, reply, async (sentence) => {
    await context.sendActivity({ type: 'message', text: sentence }).catch(() => undefined);
  });
}
