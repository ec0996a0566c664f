import type { ChannelName } from '../conversation/event.ts';
import type { Log } from '../diagnostics/log.ts';

/** A channel that can't send: its platform refuses a credential or doesn't answer. */
export interface ChannelProblem {
  readonly channel: ChannelName;
  /**
   * The platform's own name for it, such as `token_revoked`; `unreachable` if it doesn't answer.
   */
  readonly reason: string;
}

/**
 * Records which credentials the platforms refuse, and which parts of them don't answer.
 * `credential` distinguishes several of one channel, such as by the id of a workspace; it is never
 * the secret itself, and is never shown.
 */
export interface ChannelHealth {
  /** A call failed because the credential won't be accepted again until it is replaced. */
  refused(channel: ChannelName, credential: string, reason: string): void;
  /** A call succeeded, or the credential is no longer used. */
  accepted(channel: ChannelName, credential: string): void;
  /** A call got no answer; `part` is what was called, such as `socket`. */
  unreachable(channel: ChannelName, part: string): void;
  /** A call got an answer, even an error. */
  reached(channel: ChannelName, part: string): void;
  /** Current problems, each reason once per channel. */
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

/** For a channel without health reports. */
export const NO_HEALTH: ChannelHealth = {
  refused() {},
  accepted() {},
  unreachable() {},
  reached() {},
  problems: () => [],
};
