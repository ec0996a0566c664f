import type { ServerResponse } from 'node:http';
import type { Log } from '../../../diagnostics/log.ts';
import type { MessageView } from '../../../store/web-messages.ts';
import { createFailureLog, type FailureLog } from '../inbound/failure-log.ts';
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
  changed(conversation: string, update: StreamUpdate): void;
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

export function createStreams(source: StreamSource, log: Log): Streams {
  return new PageStreams(source, log);
}

/**
 * Streams hold no messages: each reads what it hasn't sent yet, so a slow or lost page costs
 * nothing.
 */
class PageStreams implements Streams {
  readonly #source: StreamSource;
  readonly #failures: FailureLog;
  readonly #open = new Map<string, Stream[]>();
  readonly #heartbeat: NodeJS.Timeout;
  #closed = false;

  constructor(source: StreamSource, log: Log) {
    this.#source = source;
    this.#failures = createFailureLog(log);
    this.#heartbeat = setInterval(() => this.#beat(), WEB_LIMITS.heartbeatMs).unref();
  }

  open(conversation: string, response: ServerResponse, after: number): void {
    if (this.#closed) throw new WebRefusal('unavailable');
    const stream: Stream = { conversation, response, sent: after, wanted: null, sending: false };
    const streams = [...(this.#open.get(conversation) ?? []), stream];
    this.#open.set(conversation, streams);
    if (streams.length > WEB_LIMITS.streamsPerSession) streams[0]?.response.end();
    response.once('close', () => this.#remove(stream));
    beginStream(response);
    this.#want(stream, 'messages-and-state');
  }

  changed(conversation: string, update: StreamUpdate): void {
    for (const stream of this.#open.get(conversation) ?? []) this.#want(stream, update);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#heartbeat);
    for (const stream of [...this.#open.values()].flat()) stream.response.end();
    this.#open.clear();
  }

  /** Also checks for updates, because another process may have delivered some. */
  #beat(): void {
    for (const stream of [...this.#open.values()].flat()) {
      push(stream, 'event: beat\ndata: {}\n\n');
      this.#want(stream, 'messages');
    }
  }

  #want(stream: Stream, update: StreamUpdate): void {
    if (stream.wanted !== 'messages-and-state') stream.wanted = update;
    if (!stream.sending) void this.#sendWanted(stream);
  }

  async #sendWanted(stream: Stream): Promise<void> {
    stream.sending = true;
    try {
      while (stream.wanted !== null && !stream.response.writableEnded) {
        const update = stream.wanted;
        stream.wanted = null;
        await sendUpdate(this.#source, stream, update);
      }
    } catch (error) {
      const { conversation } = stream;
      this.#failures.failed(error, { conversation }, 'page stream failed');
      stream.response.destroy();
    }
    stream.sending = false;
  }

  #remove(stream: Stream): void {
    const { conversation } = stream;
    const rest = (this.#open.get(conversation) ?? []).filter((other) => other !== stream);
    if (rest.length > 0) this.#open.set(conversation, rest);
    else this.#open.delete(conversation);
  }
}

async function sendUpdate(
  source: StreamSource,
  stream: Stream,
  update: StreamUpdate,
): Promise<void> {
  for (const message of await source.messagesSince(stream.conversation, stream.sent)) {
    push(stream, `event: message\nid: ${message.revision}\ndata: ${JSON.stringify(message)}\n\n`);
    stream.sent = message.revision;
  }
  if (update === 'messages') return;
  const state = await source.stateOf(stream.conversation);
  if (state !== null) push(stream, `event: state\ndata: ${JSON.stringify(state)}\n\n`);
}

/** A stream may have ended while its data was read: writing to it then would end the process. */
function push({ response }: Stream, event: string): void {
  if (response.writableEnded) return;
  if (response.writableLength > WEB_LIMITS.unreadStreamBytes) response.destroy();
  else response.write(event);
}
