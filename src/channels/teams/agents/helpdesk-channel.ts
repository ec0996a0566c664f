import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { AgentMessage } from '../../../ports/message.ts';
import { sequenceOf } from '../../../tickets/number.ts';
import { cardMessage } from '../render/card-message.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { readDeskAddress, type TeamsHelpdeskChannel } from './helpdesk-address.ts';
import { postedCard } from './helpdesk-card.ts';
import type { Roster } from './members.ts';

export interface Posting {
  readonly messages: ChannelMessages;
  readonly roster: Roster;
}

/**
 * Posts in a helpdesk channel: a ticket's card as a new thread, later updates to that card, and
 * under it lines of the ticket's history and its files. A file's card only describes the file;
 * permission to open it is checked on press. Rejects with a DeliveryError.
 */
export async function postInDesk(
  posting: Posting,
  { helpdeskChannel: desk, ticket, reply, cardId }: AgentMessage,
): Promise<{ messageId: string | null }> {
  const { messages } = posting;
  const teamsChannel = readDeskAddress(desk);
  if (reply.kind !== 'escalation') {
    if (cardId === null) return { messageId: null };
    const view = reply.kind === 'file' ? 'agent' : 'onlooker';
    const line = cardMessage(renderAgentCard(reply, { view }), reply.locale);
    return { messageId: await messages.answer(teamsChannel, cardId, line) };
  }
  const card = cardMessage(
    postedCard(reply, ticket, await membersOf(posting, teamsChannel)),
    reply.locale,
  );
  if (cardId === null)
    return { messageId: await messages.begin(teamsChannel, card, sequenceOf(ticket) ?? 0) };
  await messages.replace(teamsChannel, cardId, card);
  return { messageId: cardId };
}

/**
 * Returns the people for whom Teams should request an individual view. If they can't be found out,
 * the ticket is posted anyway.
 */
async function membersOf(
  { roster }: Posting,
  teamsChannel: TeamsHelpdeskChannel,
): Promise<readonly string[]> {
  try {
    return (await roster(teamsChannel)).map(({ id }) => id);
  } catch {
    return [];
  }
}
