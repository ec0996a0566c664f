import type { ChannelName } from '../conversation/event.ts';
import type { Channel, Delivered } from '../ports/channel.ts';
import { DeliveryError } from '../ports/delivery-error.ts';
import type { HelpdeskChannel, Message } from '../ports/message.ts';
import type { Store } from '../store/store.ts';
import type { LocalChannel } from './local-channel.ts';

/** The channels and desks of this process that messages can go to. */
export interface Channels {
  /**
   * Adds a channel. Channels need the helpdesk, and the helpdesk needs the outbox, so they are added
   * last.
   */
  register(channel: Channel | LocalChannel): void;
  registerDesks(desks: readonly HelpdeskChannel[]): void;
  /** Returns a channel that shows what is in our own database; null if this one doesn't. */
  local(name: ChannelName): LocalChannel | null;
  desk(name: string): HelpdeskChannel | null;
  /** What each desk of a platform shares its pace with. */
  deskTargets(): readonly string[];
  /** Returns what a conversation shares a platform's pace with; null if nothing. */
  targetOf(channel: ChannelName, conversation: string): string | null;
  /** @throws DeliveryError `unavailable` if a channel isn't set up. */
  expect(name: ChannelName): void;
  /** Delivers to the message's channel. Rejects with a `DeliveryError`. */
  deliver(name: ChannelName, message: Message): Promise<Delivered>;
}

export function createChannels({ db }: Pick<Store, 'db'>): Channels {
  const channels = new Map<ChannelName, Channel>();
  const locals = new Map<ChannelName, LocalChannel>();
  const desks = new Map<string, HelpdeskChannel>();
  return {
    register(channel) {
      if ('keep' in channel) locals.set(channel.name, channel);
      else channels.set(channel.name, channel);
    },
    registerDesks(added) {
      for (const helpdeskChannel of added) desks.set(helpdeskChannel.desk, helpdeskChannel);
    },
    local: (name) => locals.get(name) ?? null,
    desk: (name) => desks.get(name) ?? null,
    deskTargets: () =>
      [...desks.values()].filter(({ channel }) => !locals.has(channel)).map(targetOfDesk),
    targetOf: (channel, conversation) => channels.get(channel)?.sharedTarget(conversation) ?? null,
    expect: (name) => void (locals.get(name) ?? channelNamed(name)),
    async deliver(name, message) {
      const local = locals.get(name);
      return local ? keepIn(local, message) : channelNamed(name).deliver(message);
    },
  };

  function channelNamed(name: ChannelName): Channel {
    const channel = channels.get(name);
    if (channel === undefined)
      throw new DeliveryError('unavailable', `The channel ${name} is not set up.`);
    return channel;
  }

  /** Stores a message that was queued before its channel became local. */
  async function keepIn(local: LocalChannel, message: Message): Promise<Delivered> {
    // A local desk reads its tickets from where they are already stored.
    if (message.audience === 'agent') return { messageId: null };
    const { conversation, ...said } = message;
    await local.keep(db, { conversation, inbound: null, said: [said] });
    return { messageId: said.reply.id };
  }
}

/** Returns what a desk shares the pace of: two desks in one channel share it. */
export function targetOfDesk({ channel, tenant, address }: HelpdeskChannel): string {
  return `${channel} ${tenant} ${JSON.stringify(address)}`;
}
