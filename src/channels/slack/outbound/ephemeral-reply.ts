import type { InboundEvent } from '../inbound/inbound-event.ts';
import type { Languages } from '../inbound/languages.ts';
import { escapeText } from '../render/mrkdwn.ts';
import { type SlackWord, say } from '../render/words.ts';
import type { Notify, Responding } from './notify.ts';

/** Reply options of a payload, available only while this process lives. */
export interface ReplyRoute {
  readonly respond?: Responding | undefined;
  /** Runs after the turn. */
  readonly after?: (() => Promise<void>) | undefined;
}

/**
 * Short messages to one person outside the conversation: they bypass the outbox, and never fail.
 */
export interface EphemeralReplies {
  /** Their turn failed, and nothing of it was stored. */
  sorry(inbound: InboundEvent, aside: ReplyRoute): Promise<void>;
  /** They pressed a button on another person's card. */
  notYours(inbound: InboundEvent, aside: ReplyRoute): Promise<void>;
}

export interface EphemeralRepliesSettings {
  readonly languages: Languages;
  readonly notify: Notify;
}

export function createEphemeralReplies({
  languages,
  notify,
}: EphemeralRepliesSettings): EphemeralReplies {
  return {
    sorry: (inbound, aside) => tell('sorry', inbound, aside),
    notYours: (inbound, aside) => tell('not-yours', inbound, aside),
  };

  async function tell(
    word: SlackWord,
    { who, place }: InboundEvent,
    { respond }: ReplyRoute,
  ): Promise<void> {
    const text = escapeText(say(word, await languages(who)));
    await notify({ who, place, respond, message: { text } });
  }
}
