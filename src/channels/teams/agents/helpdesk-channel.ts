import { callIn } from '../../../cards/agent/notices.ts';
import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { AgentMessage, HelpdeskPost } from '../../../ports/message.ts';
import { sequenceOf } from '../../../tickets/number.ts';
import type { PrivateChats } from '../outbound/private-chats.ts';
import { cardMessage } from '../render/card-message.ts';
import { calledIn, type Person, toldInChat, withCall } from './calls.ts';
import type { TeamsCardLinks } from './card-links.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { readDeskAddress, type TeamsHelpdeskChannel } from './helpdesk-address.ts';
import { postedCard, type RenderedTeamsCard } from './helpdesk-card.ts';
import type { Roster, RosterMember } from './members.ts';

export interface Posting {
  readonly messages: ChannelMessages;
  readonly roster: Roster;
  readonly chats: Pick<PrivateChats, 'write'>;
  readonly cardLinks: Pick<TeamsCardLinks, 'of'>;
  readonly log: Log;
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
  const members = await membersOf(posting, teamsChannel, reply);
  const { here, elsewhere } = calledIn(reply, members);
  if (reply.kind !== 'escalation') {
    if (cardId === null) return { messageId: null };
    const view = reply.kind === 'file' ? 'agent' : 'onlooker';
    const line = renderAgentCard(reply, { view });
    const called = cardMessage(withCall(line, reply, here), reply.locale);
    const messageId = await messages.answer(teamsChannel, cardId, called);
    await tellElsewhere(posting, teamsChannel, { reply, people: elsewhere, shown: line, cardId });
    return { messageId };
  }
  const ids = members.map(({ id }) => id);
  const shown = withCall(postedCard(reply, ticket, ids), reply, here);
  const card = cardMessage(shown, reply.locale);
  if (cardId !== null) {
    await messages.replace(teamsChannel, cardId, card);
    return { messageId: cardId };
  }
  const messageId = await messages.begin(teamsChannel, card, sequenceOf(ticket) ?? 0);
  const glance = renderAgentCard(reply, { view: 'onlooker' });
  await tellElsewhere(posting, teamsChannel, {
    reply,
    people: elsewhere,
    shown: glance,
    cardId: messageId,
  });
  return { messageId };
}

interface Telling {
  readonly reply: HelpdeskPost;
  readonly people: readonly Person[];
  readonly shown: RenderedTeamsCard;
  readonly cardId: string | null;
}

/**
 * Tells people who aren't in the channel in their chats. Never rejects: the post stands, and must
 * not be repeated for a person who hasn't installed the app.
 */
async function tellElsewhere(
  { messages, chats, cardLinks, log }: Posting,
  teamsChannel: TeamsHelpdeskChannel,
  { reply, people, shown, cardId }: Telling,
): Promise<void> {
  const { helpdeskChannel } = teamsChannel;
  const { tenant } = helpdeskChannel;
  for (const person of people) {
    try {
      const serviceUrl = await messages.serviceUrlOf(teamsChannel);
      const link = await cardLinks.of(helpdeskChannel, cardId ?? '');
      const card = cardMessage(toldInChat(shown, reply, link), reply.locale);
      await chats.write({ tenant, serviceUrl }, person, card);
    } catch (error) {
      log.warn({ channel: 'teams', ...failureFields(error) }, 'helpdesk: agent not notified');
    }
  }
}

/**
 * Returns the members of the channel: Teams requests an individual view of a ticket's card for each,
 * and only they can be mentioned there. If they can't be found out, it is posted anyway.
 */
async function membersOf(
  { roster }: Posting,
  teamsChannel: TeamsHelpdeskChannel,
  reply: HelpdeskPost,
): Promise<readonly RosterMember[]> {
  if (reply.kind !== 'escalation' && callIn(reply) === null) return [];
  return roster(teamsChannel).catch(() => []);
}
