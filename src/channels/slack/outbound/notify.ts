import type { Log } from '../../../diagnostics/log.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Who } from '../../../store/slack/address.ts';
import { slackUserId } from '../auth/user-id.ts';
import type { SlackPlace } from '../inbound/inbound-event.ts';
import type { SlackMessage } from '../render/render-message.ts';
import type { Api } from './api.ts';
import type { DirectMessages } from './direct-messages.ts';
import { textWhereRefused } from './posting.ts';

/**
 * Replies to the person who acted, and to no one else, where they acted; with `replaces`, replaces
 * the message that only they saw and pressed. The text is escaped.
 */
export type Responding = (
  message: Pick<SlackMessage, 'text'> & Partial<SlackMessage> & { readonly replaces?: boolean },
) => Promise<void>;

/** A short message to one person outside the conversation. */
export interface Notice {
  readonly who: Who;
  /** Where they acted; null if unknown: then it goes to their direct messages. */
  readonly place: SlackPlace | null;
  readonly respond: Responding | undefined;
  readonly message: Pick<SlackMessage, 'text'> & Partial<SlackMessage>;
}

/** Sends one person a message, bypassing the outbox. Never rejects: failures are logged. */
export type Notify = (notice: Notice) => Promise<void>;

export interface NotifySettings {
  readonly api: Api;
  readonly directMessages: DirectMessages;
  readonly log: Log;
}

/** Replies to the `response_url`; if there is none or Slack refuses it, uses the Web API. */
export function createNotify({ api, directMessages, log }: NotifySettings): Notify {
  return async (notice) => {
    const { respond, message } = notice;
    const whole = { blocks: [], ...message };
    try {
      if (respond !== undefined && (await responded(respond, whole))) return;
      await textWhereRefused(log, whole, (shown) => write(notice, shown));
    } catch (error) {
      log.warn({ channel: 'slack', reason: reasonOf(error) }, 'slack notice not delivered');
    }
  };

  async function responded(respond: Responding, message: SlackMessage): Promise<boolean> {
    try {
      await textWhereRefused(log, message, respond);
      return true;
    } catch (error) {
      log.warn(
        { channel: 'slack', reason: reasonOf(error) },
        'slack response_url failed: writing a message instead',
      );
      return false;
    }
  }

  async function write({ who, place }: Notice, { text, blocks }: SlackMessage): Promise<void> {
    const shown = { text, ...(blocks.length === 0 ? {} : { blocks: [...blocks] }) };
    if (place === null || place.direct) {
      const channel = place?.channel ?? (await directMessages(who));
      await api(who, (client) => client.chat.postMessage({ channel, ...shown }));
      return;
    }
    const thread = place.thread === null ? {} : { thread_ts: place.thread };
    await api(who, (client) =>
      client.chat.postEphemeral({
        channel: place.channel,
        user: slackUserId(who.user),
        ...shown,
        ...thread,
      }),
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof DeliveryError ? error.message : 'unknown';
}
