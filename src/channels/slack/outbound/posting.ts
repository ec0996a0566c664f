import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { inTurn, type Pace } from '../../../concurrency/rate-limit.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { SlackAddress } from '../../../store/slack/address.ts';
import type { SlackMessage } from '../render/render-message.ts';
import type { Api } from './api.ts';
import { slackErrorName } from './delivery-problem.ts';

/** Posts messages at the rate Slack allows. */
export interface Poster {
  readonly api: Api;
  /** For messages, by channel. */
  readonly pace: Pick<Pace, 'turn' | 'hold'>;
  /** For changes to messages, by workspace. */
  readonly changes: Pick<Pace, 'turn' | 'hold'>;
  /**
   * Messages sent so far, by id, of posts that took several messages and broke off between two of
   * them.
   */
  readonly begun: BegunPosts;
  readonly log: Log;
}

/** A channel, or a thread in it. */
export interface PostTarget
  extends Pick<SlackAddress, 'team' | 'enterprise' | 'channel' | 'thread'> {
  /** Among posts waiting for the same channel, the lowest goes first. */
  readonly rank?: number;
}

const MAX_BEGUN = 1000;

/** Posts of several messages that were sent in part, with the `ts` of each message sent so far. */
export type BegunPosts = LRUCache<string, string[]>;

export function createBegunPosts(): BegunPosts {
  return new LRUCache({ max: MAX_BEGUN });
}

/**
 * Posts messages one after the other, continuing after those that an earlier attempt sent; returns
 * the `ts` of all. The caller removes the id from `begun` when done with it. Rejects with a
 * DeliveryError.
 */
export async function postAll(
  poster: Poster,
  id: string,
  target: PostTarget,
  messages: readonly SlackMessage[],
): Promise<readonly string[]> {
  const { begun } = poster;
  const done = begun.get(id) ?? [];
  begun.set(id, done);
  for (const message of messages.slice(done.length))
    done.push(await postOne(poster, target, message));
  return [...done];
}

async function postOne(poster: Poster, target: PostTarget, message: SlackMessage): Promise<string> {
  const { channel, thread } = target;
  const { ts } = await textWhereRefused(poster.log, message, ({ blocks, text }) =>
    paced(poster, target, (client) =>
      client.chat.postMessage({
        channel,
        ...(thread === null ? {} : { thread_ts: thread }),
        blocks: [...blocks],
        text,
        unfurl_links: false,
        unfurl_media: false,
      }),
    ),
  );
  if (ts) return ts;
  throw new DeliveryError('rejected', 'Slack took the message without giving it an id');
}

/** Slack's error names for blocks that it never shows, regardless of sender and retries. */
const REFUSED_BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);

/**
 * Sends a message; if Slack refuses its blocks, sends the full content as text, with how to go
 * on. The log has Slack's reason, and the person still gets an answer.
 */
export async function textWhereRefused<T>(
  log: Log,
  message: SlackMessage,
  send: (message: SlackMessage) => Promise<T>,
): Promise<T> {
  try {
    return await send(message);
  } catch (error) {
    if (!(error instanceof DeliveryError) || !REFUSED_BLOCKS.has(slackErrorName(error) ?? ''))
      throw error;
    log.error(
      { channel: 'slack', reason: error.message },
      'slack blocks refused: sending text only',
    );
    return send({ text: message.plain ?? message.text, blocks: [] });
  }
}

/** Waits for the channel's turn, and pauses the whole channel if Slack limits the rate. */
export async function paced<T>(
  { pace, api }: Pick<Poster, 'pace' | 'api'>,
  target: PostTarget,
  call: (client: WebClient) => Promise<T>,
): Promise<T> {
  const { team, channel, rank } = target;
  return inTurn(pace, { target: `${team} ${channel}`, rank }, () => api(target, call));
}

/**
 * Replaces a message sent before, or deletes it if no message is given. Slack limits changes by
 * method and workspace, not by channel.
 */
export async function replace(
  { api, changes, log }: Pick<Poster, 'api' | 'changes' | 'log'>,
  target: Omit<PostTarget, 'thread'>,
  ts: string,
  message: SlackMessage | undefined,
): Promise<void> {
  const { channel, team, rank } = target;
  const pacing = { target: `${team} chat.update`, rank };
  if (message === undefined) {
    await inTurn(changes, pacing, () =>
      api(target, (client) => client.chat.delete({ channel, ts })),
    );
    return;
  }
  await textWhereRefused(log, message, ({ blocks, text }) =>
    inTurn(changes, pacing, () =>
      api(target, (client) => client.chat.update({ channel, ts, blocks: [...blocks], text })),
    ),
  );
}
