import type { Log } from '../../../diagnostics/log.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Who } from '../../../store/slack/address.ts';
import { slackUserId } from '../auth/user-id.ts';
import type { Api } from '../outbound/api.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import type { Responding } from '../outbound/notify.ts';
import { textWhereRefused } from '../outbound/posting.ts';
import { escapeText } from '../render/mrkdwn.ts';
import type { SlackMessage } from '../render/render-message.ts';
import { paragraph } from '../render/text-object.ts';
import type { AgentEventLocation } from './agent-event.ts';

export interface PrivateReplyContext {
  readonly api: Api;
  readonly directMessages: DirectMessages;
  /** Returns whether a channel is a desk: Signpost is a member there, so it can post there. */
  readonly isDesk: (who: Who, channel: string) => boolean;
  readonly log: Log;
}

/** The only person who should see a message. */
export interface PrivateRecipient {
  readonly who: Who;
  readonly at: AgentEventLocation;
  /** Undefined if Slack provided no means to reply, or if the process that had it is gone. */
  readonly respond: Responding | undefined;
}

/** Returns one sentence as a message. */
export function lineOf(sentence: string): SlackMessage {
  return { text: escapeText(sentence), blocks: [paragraph(sentence)] };
}

/**
 * Maximum number of replies to a `response_url`.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
const MAX_RESPONSES = 5;

/** Whether the first message is a new one, or replaces the one the person acted on. */
export type ReplyPlacement = 'new' | 'in-place';

/**
 * Sends one person a message where they acted, in the same thread, or in their direct messages if
 * an ephemeral message isn't possible there. Never fails: messages that can't be delivered are
 * logged.
 */
export async function replyInPrivate(
  telling: PrivateReplyContext,
  listener: PrivateRecipient,
  messages: readonly SlackMessage[],
  placement: ReplyPlacement = 'new',
): Promise<void> {
  try {
    await attempt(telling, listener, messages, placement);
  } catch (error) {
    const reason = error instanceof DeliveryError ? error.message : 'unknown';
    telling.log.warn(
      { channel: 'slack', agent: listener.who.user, reason },
      'helpdesk: reply to agent not delivered',
    );
  }
}

async function attempt(
  telling: PrivateReplyContext,
  { who, at, respond }: PrivateRecipient,
  messages: readonly SlackMessage[],
  placement: ReplyPlacement,
): Promise<void> {
  const { channel, thread } = at;
  const isHere = channel !== null && telling.isDesk(who, channel);
  // A `response_url` knows nothing of threads.
  if (
    respond !== undefined &&
    messages.length <= MAX_RESPONSES &&
    !(isHere && thread !== null && placement === 'new')
  ) {
    if (await responded(telling.log, respond, messages, placement)) return;
  }
  if (isHere) return whisper(telling, who, { channel, thread }, messages);
  const own = await telling.directMessages(who);
  for (const message of messages) {
    await textWhereRefused(telling.log, message, ({ blocks, text }) =>
      telling.api(who, (client) =>
        client.chat.postMessage({ channel: own, blocks: [...blocks], text }),
      ),
    );
  }
}

/** Returns false if Slack refuses the first message there: then they are sent elsewhere. */
async function responded(
  log: Log,
  respond: Responding,
  messages: readonly SlackMessage[],
  placement: ReplyPlacement,
): Promise<boolean> {
  for (const [index, message] of messages.entries()) {
    try {
      await textWhereRefused(log, message, (shown) =>
        respond({ ...shown, replaces: placement === 'in-place' && index === 0 }),
      );
    } catch (error) {
      if (index > 0 || !(error instanceof DeliveryError)) throw error;
      log.warn(
        { channel: 'slack', reason: error.message },
        'slack response_url failed: writing a message instead',
      );
      return false;
    }
  }
  return true;
}

async function whisper(
  { api, log }: PrivateReplyContext,
  who: Who,
  { channel, thread }: { readonly channel: string; readonly thread: string | null },
  messages: readonly SlackMessage[],
): Promise<void> {
  const hung = thread === null ? {} : { thread_ts: thread };
  for (const message of messages) {
    await textWhereRefused(log, message, ({ blocks, text }) =>
      api(who, (client) =>
        client.chat.postEphemeral({
          channel,
          user: slackUserId(who.user),
          blocks: [...blocks],
          text,
          ...hung,
        }),
      ),
    );
  }
}
