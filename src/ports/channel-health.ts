import type { ChannelName } from '../conversation/event.ts';
import type { Log } from '../diagnostics/log.ts';

/** A channel that cannot speak: its platform refuses a credential, or does not answer. */
export interface ChannelProblem {
  readonly channel: ChannelName;
  /** The platform's own name for it, such as `token_revoked`; `unreachable` if it does not answer. */
  readonly reason: string;
}

/**
 * Remembers which credentials the platforms refuse, and which parts of them do not answer. `credential` tells several of one channel apart, such as the id of a
 * workspace; it is never the secret itself, and is never shown.
 */
export interface ChannelHealth {
  /** A call failed because the credential will not be taken again until somebody replaces it. */
  refused(channel: ChannelName, credential: string, reason: string): void;
  /** A call got through, or the credential is not used any more. */
  accepted(channel: ChannelName, credential: string): void;
  /** A call got no answer; `part` is what was called, such as `socket`. */
  unreachable(channel: ChannelName, part: string): void;
  /** A call got an answer, whatever it said. */
  reached(channel: ChannelName, part: string): void;
  /** What is wrong now, each reason once for a channel. */
  problems(): readonly ChannelProblem[];
}

export function createChannelHealth(log: Log): ChannelHealth {
  const refusals = new Map<string, ChannelProblem>();
  const unanswered = new Map<string, ChannelProblem>();
  return {
    refused(channel, credential, reason) {
      const key = `${channel} ${credential}`;
      if (refusals.get(key)?.reason === reason) return;
      refusals.set(key, { channel, reason });
      log.error({ channel, reason }, 'channel credential refused');
    },
    accepted(channel, credential) {
      if (refusals.delete(`${channel} ${credential}`))
        log.info({ channel }, 'channel credential accepted again');
    },
    unreachable(channel, part) {
      const key = `${channel} ${part}`;
      if (unanswered.has(key)) return;
      unanswered.set(key, { channel, reason: 'unreachable' });
      log.warn({ channel, part }, 'channel unreachable');
    },
    reached(channel, part) {
      if (unanswered.delete(`${channel} ${part}`))
        log.info({ channel, part }, 'channel reached again');
    },
    problems() {
      const all = [...refusals.values(), ...unanswered.values()];
      const distinct = new Map(all.map((each) => [`${each.channel} ${each.reason}`, each]));
      return [...distinct.values()];
    },
  };
}

/** For a channel whose health nobody asks for. */
export const NO_HEALTH: ChannelHealth = {
  refused() {},
  accepted() {},
  unreachable() {},
  reached() {},
  problems: () => [],
};
