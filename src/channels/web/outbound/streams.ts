import type { ServerResponse } from 'node:http';
import type { Log } from '../../../diagnostics/log.ts';
import type { MessageView } from '../../../store/web-messages.ts';
import { createFailureLog } from '../inbound/failure-log.ts';
import { WebRefusal } from '../inbound/problem.ts';
import { WEB_LIMITS } from '../limits.ts';
import type { PageState } from '../render/page-view.ts';
import { beginStream } from './respond.ts';

/** Where streams read what they send. */
export interface StreamSource {
  messagesSince(conversation: string, after: number): Promise<readonly MessageView[]>;
  stateOf(conversation: string): Promise<PageState | null>;
}

export type StreamUpdate = 'messages' | 'messages-and-state';

/** The open event streams (server-sent events) of all pages. */
export interface Streams {
  /**
   * Opens a stream on a response: sends everything since revision `after`, then the state, then
   * updates as they come.
   */
  open(conversation: string, response: ServerResponse, after: number): void;
  /**
   * Called when something in this conversation may have changed: its pages are updated, messages
   * first.
   */
  changed(conversation: string, news: StreamUpdate): void;
  /** Ends every stream and opens no more; pages reconnect on their own, to the next process. */
  close(): void;
}

interface Stream {
  readonly conversation: string;
  readonly response: ServerResponse;
  /** Last revision sent. */
  sent: number;
  /** What to read and send next; several updates are merged. */
  wanted: StreamUpdate | null;
  sending: boolean;
}

/**
 * Streams hold no messages: each reads what it hasn't sent yet, so a slow or lost page costs
 * nothing.
 */
export function createStreams(source: StreamSource, log: Log): Streams {
  const failures = createFailureLog(log);
  const open = new Map<string, Stream[]>();
  let closed = false;
  const heartbeat = setInterval(
    () => [...open.values()].flat().forEach(beat),
    WEB_LIMITS.heartbeatMs,
  ).unref();

  /** Also checks for updates, because another process may have delivered some. */
  function beat(stream: Stream): void {
    push(stream, 'event: beat\ndata: {}\n\n');
    want(stream, 'messages');
  }

  function want(stream: Stream, news: StreamUpdate): void {
    if (stream.wanted !== 'messages-and-state') stream.wanted = news;
    if (!stream.sending) void sendWanted(stream);
  }

  async function sendWanted(stream: Stream): Promise<void> {
    stream.sending = true;
    try {
      while (stream.wanted !== null && !stream.response.writableEnded) {
        const news = stream.wanted;
        stream.wanted = null;
        await sendNews(source, stream, news);
      }
    } catch (error) {
      failures.failed(error, { conversation: stream.conversation }, 'page stream failed');
      stream.response.destroy();
    }
    stream.sending = false;
  }

  function remove(stream: Stream): void {
    const rest = (open.get(stream.conversation) ?? []).filter((other) => other !== stream);
    if (rest.length > 0) open.set(stream.conversation, rest);
    else open.delete(stream.conversation);
  }

  return {
    open(conversation, response, after) {
      if (closed) throw new WebRefusal('unavailable');
      const stream: Stream = { conversation, response, sent: after, wanted: null, sending: false };
      const streams = [...(open.get(conversation) ?? []), stream];
      open.set(conversation, streams);
      if (streams.length > WEB_LIMITS.streamsPerSession) streams[0]?.response.end();
      response.once('close', () => remove(stream));
      beginStream(response);
      want(stream, 'messages-and-state');
    },
    changed(conversation, news) {
      for (const stream of open.get(conversation) ?? []) want(stream, news);
    },
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const stream of [...open.values()].flat()) stream.response.end();
      open.clear();
    },
  };
}

async function sendNews(source: StreamSource, stream: Stream, news: StreamUpdate): Promise<void> {
  for (const message of await source.messagesSince(stream.conversation, stream.sent)) {
    push(stream, `event: message\nid: ${message.revision}\ndata: ${JSON.stringify(message)}\n\n`);
    stream.sent = message.revision;
  }
  if (news === 'messages') return;
  const state = await source.stateOf(stream.conversation);
  if (state !== null) push(stream, `event: state\ndata: ${JSON.stringify(state)}\n\n`);
}

/** A stream may have ended while its data was read: writing to it then would end the process. */
function push({ response }: Stream, event: string): void {
  if (response.writableEnded) return;
  if (response.writableLength > WEB_LIMITS.unreadStreamBytes) response.destroy();
  else response.write(event);
}
