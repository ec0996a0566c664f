import type { TurnContext } from 'botbuilder';
import { isCommandInChat, isForAgentsAlone } from '../../../tickets/command-in-chat.ts';
import { type TeamsActivity, tenantOf } from '../activity.ts';
import { answerInPrivate } from './answers.ts';
import { actorOf, askedBy, typedLine } from './asking.ts';
import type { DeskParts } from './parts.ts';
import { rootMessageOf, type TeamsPlace } from './place.ts';

/**
 * Takes what somebody wrote to the bot in the channel of a desk, or in a thread there, as a command. The thread gets
 * nothing but the ticket's story: the answer goes to whoever asked.
 */
export async function takeTypedInDesk(
  parts: DeskParts,
  context: TurnContext,
  activity: TeamsActivity,
  place: TeamsPlace,
): Promise<void> {
  const root = rootMessageOf(activity);
  const ticket = root === null ? null : await parts.ticketOfCard(place.place.desk, root);
  await takeLine(parts, context, activity, ticket);
}

/**
 * Takes what an agent wrote in their own chat with the bot as a command, where it is clearly one. Everything else,
 * and everything of other people, is a report: false.
 */
export async function takeTypedInChat(
  parts: DeskParts,
  context: TurnContext,
  activity: TeamsActivity,
): Promise<boolean> {
  const { text } = await typedLine(activity, null, parts);
  if (!isCommandInChat(text) || !parts.places.some(({ place }) => place.realm === tenantOf(activity))) return false;
  // Where it cannot be found out, the desk says so.
  const isAgent = await parts.agents.desksOf(actorOf(activity)).then(
    (desks) => desks.length > 0,
    () => true,
  );
  if (!isAgent && !isForAgentsAlone(text)) return false;
  await takeLine(parts, context, activity, null);
  return true;
}

async function takeLine(parts: DeskParts, context: TurnContext, activity: TeamsActivity, ticket: string | null) {
  const line = await typedLine(activity, ticket, parts);
  // Nothing but the mention: whoever calls wants to know what can be said.
  const text = line.text === '' ? 'help' : line.text;
  const reply = await parts.run(askedBy(activity, { ...line, text }, parts.now()));
  await answerInPrivate(parts, activity, reply, async (sentence) => {
    await context.sendActivity({ type: 'message', text: sentence }).catch(() => undefined);
  });
}
