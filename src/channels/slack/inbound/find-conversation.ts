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

/** The conversation something belongs to, and where it goes on. */
export interface ConversationRoute {
  readonly conversation: string;
  readonly address: SlackAddress;
}

/**
 * Finds the conversation of what was heard, among those of the person alone: nobody reaches another's, whatever a
 * payload names. Null where they pressed a button of another person's card, or the payload names another's direct
 * messages.
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
    // A card of a thread that none of their conversations knows is another person's.
    if (!place.direct) return null;
  }
  // What began in a thread and went on in private goes on in private: the newest that is there now.
  const here = place.direct
    ? own.find(({ address }) => address.channel === place.channel)
    : undefined;
  const address: SlackAddress = { ...who, ...place };
  if (here) return { conversation: here.id, address };
  const conversation = conversationKey(address);
  const owner = await ownerOf(db, conversation);
  return owner === null || owner === who.user ? { conversation, address } : null;
}

/** What is only for one pair of eyes names no thread; the conversation knows its own. */
function addressAt({ address }: OwnConversation, who: Who, place: SlackPlace): SlackAddress {
  return address.channel === place.channel ? address : { ...who, ...place };
}

/** In a thread, an old card tells by its conversation whose it is; in private, all are one's own. */
async function thatSaid(
  db: Kysely<Database>,
  own: readonly OwnConversation[],
  prompt: string,
  { direct }: SlackPlace,
): Promise<OwnConversation | undefined> {
  const conversation = direct ? null : await conversationThatSaid(db, prompt);
  return own.find(({ id }) => id === conversation);
}
