import type { DeskReply } from '../../../desk/desk-reply.ts';
import { DeliveryError } from '../../channel.ts';
import type { TeamsActivity } from '../activity.ts';
import { isPersonal } from '../activity.ts';
import { cardMessage } from '../card-message.ts';
import { actorOf } from './asking.ts';
import { personalCard } from './desk-card.ts';
import type { DeskParts } from './parts.ts';
import { languageOf, say } from './words.ts';

/**
 * Answers whoever asked, where nobody else reads it. What they asked for is done by now: that they could not be told is
 * logged, and said without any of it where they asked.
 */
export async function answerInPrivate(
  { chats, log }: DeskParts,
  activity: TeamsActivity,
  reply: DeskReply,
  elsewhere: (sentence: string) => Promise<void>,
): Promise<boolean> {
  try {
    await chats.tell(activity, cardMessage(personalCard(reply, actorOf(activity)), reply.locale));
    return true;
  } catch (error) {
    const isGone = error instanceof DeliveryError && error.problem === 'gone';
    const reason = error instanceof DeliveryError ? error.message : 'unknown';
    log.warn({ channel: 'teams', activity: activity.id, kind: reply.kind, reason }, 'an agent could not be answered');
    if (isGone && !isPersonal(activity)) await elsewhere(say('no-private-chat', languageOf(activity)));
    return false;
  }
}
