import type { Log } from '../../log.ts';
import { DeliveryError } from '../channel.ts';
import type { Api } from './api.ts';
import type { SlackMessage } from './blocks.ts';
import type { DirectMessages } from './direct-messages.ts';
import type { Heard } from './heard.ts';
import type { Languages } from './languages.ts';
import { escapeText } from './mrkdwn.ts';
import { type SlackWord, say } from './words.ts';

/**
 * Says something to whoever acted, and to nobody else, where they acted; or, with `replaces`, in the place of what only
 * they saw and pressed. The text is escaped.
 */
export type Responding = (
  message: Pick<SlackMessage, 'text'> & Partial<SlackMessage> & { readonly replaces?: boolean },
) => Promise<void>;

/** What a payload gives besides, for as long as this process lives. */
export interface Aside {
  readonly respond?: Responding | undefined;
  /** Done after the turn. */
  readonly after?: (() => Promise<void>) | undefined;
}

/** Short words to one person beside the talk: they go past the outbox, and never fail. */
export interface Apologies {
  /** Their turn failed, and nothing of it was kept. */
  sorry(heard: Heard, aside: Aside): Promise<void>;
  /** They pressed a button of another person's card. */
  notYours(heard: Heard, aside: Aside): Promise<void>;
}

export interface ApologiesSettings {
  readonly api: Api;
  readonly languages: Languages;
  readonly directMessages: DirectMessages;
  readonly log: Log;
}

export function createApologies({ api, languages, directMessages, log }: ApologiesSettings): Apologies {
  return {
    sorry: (heard, aside) => tell('sorry', heard, aside),
    notYours: (heard, aside) => tell('not-yours', heard, aside),
  };

  async function tell(word: SlackWord, heard: Heard, { respond }: Aside): Promise<void> {
    try {
      const text = escapeText(say(word, await languages(heard.who)));
      if (respond !== undefined) await respond({ text });
      else await write(heard, text);
    } catch (error) {
      const reason = error instanceof DeliveryError ? error.message : 'unknown';
      log.warn({ channel: 'slack', event: heard.id, reason }, 'a person could not be told that their turn failed');
    }
  }

  async function write({ who, place }: Heard, text: string): Promise<void> {
    if (place === null || place.direct) {
      const channel = place?.channel ?? (await directMessages(who));
      await api(who, (client) => client.chat.postMessage({ channel, text }));
      return;
    }
    const thread = place.thread === null ? {} : { thread_ts: place.thread };
    await api(who, (client) => client.chat.postEphemeral({ channel: place.channel, user: who.user, text, ...thread }));
  }
}
