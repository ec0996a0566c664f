import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { HelpdeskMessage } from '../../../ports/channel.ts';
import { sequenceOf } from '../../../tickets/number.ts';
import { cardMessage } from '../render/card-message.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { postedCard } from './helpdesk-card.ts';
import { readPlace, type TeamsHelpdeskChannel } from './place.ts';
import type { Roster } from './roster.ts';

export interface Posting {
  readonly messages: ChannelMessages;
  readonly roster: Roster;
}

/**
 * Posts in a desk's channel: a ticket's card as a thread of its own, again as the mending of that card, and under it
 * lines of its story and its files. A file's card says what it is; who may open it is found out when its button is
 * pressed. Rejects with a DeliveryError.
 */
export async function postInDesk(
  posting: Posting,
  { place: desk, ticket, reply, cardId }: HelpdeskMessage,
): Promise<{ messageId: string | null }> {
  const { messages } = posting;
  const place = readPlace(desk);
  if (reply.kind !== 'escalation') {
    if (cardId === null) return { messageId: null };
    const view = reply.kind === 'file' ? 'agent' : 'onlooker';
    const line = cardMessage(renderAgentCard(reply, { view }), reply.locale);
    return { messageId: await messages.answer(place, cardId, line) };
  }
  const card = cardMessage(
    postedCard(reply, ticket, await membersOf(posting, place)),
    reply.locale,
  );
  if (cardId === null)
    return { messageId: await messages.begin(place, card, sequenceOf(ticket) ?? 0) };
  await messages.replace(place, cardId, card);
  return { messageId: cardId };
}

/** Whom Teams is to ask for a view of their own. Where they cannot be found out, the ticket is told all the same. */
async function membersOf(
  { roster }: Posting,
  place: TeamsHelpdeskChannel,
): Promise<readonly string[]> {
  try {
    return (await roster(place)).map(({ id }) => id);
  } catch {
    return [];
  }
}
