import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import { isPersonal } from '../inbound/activity.ts';
import { cardMessage } from '../render/card-message.ts';
import { actorOf } from './agent-input.ts';
import { personalCard } from './helpdesk-card.ts';
import type { AgentTools } from './tools.ts';
import { languageOf, say } from './words.ts';

/** Result of a private answer; `no-chat` if the person has no chat with the bot. */
export type PrivateReplyResult = 'told' | 'no-chat' | 'failed';

/** The person is still waiting, so retries don't go on for longer. */
const TRIES = 3;
const MAX_WAIT_MS = 1_500;

/**
 * Answers the person privately. Their command has already run: if the answer can't be delivered,
 * that is logged, and none of it appears in the channel.
 */
export async function replyToAgent(
  { chats, log }: AgentTools,
  activity: TeamsActivity,
  reply: AgentReply,
  elsewhere: (sentence: string) => Promise<void>,
): Promise<PrivateReplyResult> {
  try {
    const message = cardMessage(personalCard(reply, actorOf(activity)), reply.locale);
    await fewTimes(() => chats.tell(activity, message));
    return 'told';
  } catch (error) {
    const reason = error instanceof DeliveryError ? error.message : 'unknown';
    log.warn(
      { channel: 'teams', activity: activity.id, kind: reply.kind, reason },
      'helpdesk: reply to agent not delivered',
    );
    const told = error instanceof DeliveryError && error.problem === 'gone' ? 'no-chat' : 'failed';
    if (!isPersonal(activity)) await elsewhere(replyFailure(told, activity));
    return told;
  }
}

/** Says why an answer couldn't be delivered, to the person who asked. */
export function replyFailure(
  told: Exclude<PrivateReplyResult, 'told'>,
  activity: TeamsActivity,
): string {
  return say(told === 'no-chat' ? 'no-private-chat' : 'not-answered', languageOf(activity));
}

async function fewTimes(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const wait = error instanceof DeliveryError ? waitFor(error) : null;
      if (wait === null || tries === TRIES) throw error;
      await sleep(wait);
    }
  }
}

function waitFor({ problem, retryAfterMs }: DeliveryError): number | null {
  if (problem !== 'throttled' && problem !== 'unavailable') return null;
  const wait = retryAfterMs ?? 300;
  return wait <= MAX_WAIT_MS ? wait : null;
}
