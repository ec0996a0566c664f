import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { AgentMessage } from '../../../ports/message.ts';
import { sequenceOf } from '../../../tickets/number.ts';
import { slackErrorName } from '../outbound/delivery-problem.ts';
import { type Poster, type PostTarget, postAll, replace } from '../outbound/posting.ts';
import type { SlackMessage } from '../render/render-message.ts';
import { type CardRef, readCardRef, writeCardRef } from './card-ref.ts';
import { readDeskAddress } from './helpdesk-address.ts';
import { deskMessages } from './helpdesk-card.ts';
import { type FilePoster, postFile } from './post-file.ts';

/** A desk's channel, in which the oldest ticket goes first. */
type HelpdeskTarget = Omit<PostTarget, 'thread'>;

/**
 * Posts a ticket's card in a desk's channel, updates it, or writes in its thread. Rejects with a
 * DeliveryError.
 */
export async function postInDesk(
  sender: FilePoster,
  outgoing: AgentMessage,
): Promise<{ messageId: string | null }> {
  const address = {
    ...readDeskAddress(outgoing.helpdeskChannel),
    rank: sequenceOf(outgoing.ticket) ?? 0,
  };
  const card = outgoing.cardId === null ? null : readCardRef(outgoing.cardId);
  const { reply } = outgoing;
  switch (reply.kind) {
    case 'escalation': {
      const messages = deskMessages(reply, { view: 'agent' });
      const posted = card && (await update(sender, address, card, messages));
      const post = { id: outgoing.id, address, messages };
      return { messageId: await postRest(sender, post, posted) };
    }
    case 'file':
      return { messageId: await postFile(sender, outgoing.id, threadOf(address, card), reply) };
    case 'thread': {
      const messages = deskMessages(reply, { view: 'onlooker' });
      const [first = null] = await postAll(sender, outgoing.id, threadOf(address, card), messages);
      sender.begun.delete(outgoing.id);
      return { messageId: first };
    }
    default:
      return reply satisfies never;
  }
}

/** Returns the thread of a ticket's card. */
function threadOf(
  address: HelpdeskTarget,
  card: CardRef | null,
): HelpdeskTarget & { readonly thread: string } {
  if (card === null)
    throw new DeliveryError('rejected', 'The card whose thread it belongs to is not known');
  return { ...address, thread: card.root };
}

interface CardPost {
  readonly id: string;
  readonly address: HelpdeskTarget;
  readonly messages: readonly SlackMessage[];
}

/**
 * Posts the messages that aren't posted yet: the first in the channel, others in its thread.
 * `posted` is null if none are.
 */
async function postRest(
  sender: Poster,
  { id, address, messages }: CardPost,
  posted: CardRef | null,
): Promise<string> {
  const [head, ...rest] = messages;
  if (head === undefined) throw new DeliveryError('rejected', 'There is nothing to post');
  const root = posted?.root ?? (await postOnce(sender, `${id} head`, address, head));
  const before = posted?.more ?? [];
  const more = await postAll(sender, id, { ...address, thread: root }, rest.slice(before.length));
  sender.begun.delete(`${id} head`);
  sender.begun.delete(id);
  return writeCardRef({ root, more: [...before, ...more] });
}

async function postOnce(
  sender: Poster,
  id: string,
  address: HelpdeskTarget,
  message: SlackMessage,
): Promise<string> {
  const [ts] = await postAll(sender, id, { ...address, thread: null }, [message]);
  if (ts === undefined)
    throw new DeliveryError('rejected', 'Slack took the message without giving it an id');
  return ts;
}

/**
 * Updates the existing messages and deletes those the card no longer needs; returns the remaining
 * ones.
 */
async function update(
  sender: Poster,
  address: HelpdeskTarget,
  card: CardRef,
  messages: readonly SlackMessage[],
): Promise<CardRef> {
  const [head, ...rest] = messages;
  await replaceRoot(() => replace(sender, address, card.root, head));
  for (const [index, ts] of card.more.entries())
    await unlessUnchangeable(() => replace(sender, address, ts, rest[index]));
  return { root: card.root, more: card.more.slice(0, Math.max(0, messages.length - 1)) };
}

/** Slack's error names for a message that is gone or can no longer be changed. */
const UNCHANGEABLE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** A card that can't be updated is as good as gone, so it is posted again. */
async function replaceRoot(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    const name = unchangeable(error);
    if (name === null) throw error;
    throw new DeliveryError(
      'gone',
      `Slack answered ${name}: the ticket's card was deleted, or cannot be changed`,
      { cause: error },
    );
  }
}

/** A card's overflow messages in the thread aren't worth posting the card again. */
async function unlessUnchangeable(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (unchangeable(error) === null) throw error;
  }
}

function unchangeable(error: unknown): string | null {
  const name = slackErrorName(error);
  return name !== null && UNCHANGEABLE.has(name) ? name : null;
}
