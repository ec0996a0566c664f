import type { Kysely } from 'kysely';
import type { Database } from '../../../store/database.ts';
import { conversationKey, type SlackAddress, type Who } from '../../../store/slack/address.ts';
import {
  conversationsOf,
  conversationThatSaid,
  type OwnConversation,
  ownerOf,
} from '../../../store/slack/conversations.ts';
import type { InboundEvent, SlackPlace } from './inbound-event.ts';

/** The conversation an event belongs to, and the address where it continues. */
export interface ConversationRoute {
  readonly conversation: string;
  readonly address: SlackAddress;
}

/**
 * Finds the conversation of an event among the person's own, so that a payload can't reach another
 * person's conversation. Returns null if they pressed a button on another person's card, or if the
 * payload names another person's direct messages.
 */
export async function findRoute(
  db: Kysely<Database>,
  inbound: InboundEvent,
  place: SlackPlace,
): Promise<ConversationRoute | null> {
  const { who, content } = inbound;
  const own = await conversationsOf(db, who);
  const prompt = content.kind === 'press' ? content.prompt : '';
  if (prompt !== '') {
    const waiting =
      own.find((each) => each.waiting.includes(prompt)) ?? (await thatSaid(db, own, prompt, place));
    if (waiting) return { conversation: waiting.id, address: addressAt(waiting, who, place) };
    // A card in a thread that none of their conversations knows belongs to another person.
    if (!place.direct) return null;
  }
  // A conversation that moved from a thread to direct messages stays there: use the newest one
  // there.
  const here = place.direct
    ? own.find(({ address }) => address.channel === place.channel)
    : undefined;
  const address: SlackAddress = { ...who, ...place };
  if (here) return { conversation: here.id, address };
  const conversation = conversationKey(address);
  const owner = await ownerOf(db, conversation);
  return owner === null || owner === who.user ? { conversation, address } : null;
}

/** An ephemeral message names no thread; the conversation knows its own. */
function addressAt({ address }: OwnConversation, who: Who, place: SlackPlace): SlackAddress {
  return address.channel === place.channel ? address : { ...who, ...place };
}

/**
 * In a thread, the conversation of an old card determines its owner; in direct messages, all cards
 * are the person's own.
 */
async function thatSaid(
  db: Kysely<Database>,
  own: readonly OwnConversation[],
  prompt: string,
  { direct }: SlackPlace,
): Promise<OwnConversation | undefined> {
  const conversation = direct ? null : await conversationThatSaid(db, prompt);
  return own.find(({ id }) => id === conversation);
}
