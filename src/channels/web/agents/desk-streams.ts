import type { ServerResponse } from 'node:http';
import type { Locale } from '../../../i18n/locale.ts';
import { type Actor, sameActor } from '../../../tickets/actor.ts';
import { WebRefusal } from '../inbound/problem.ts';
import { WEB_LIMITS } from '../limits.ts';
import { beginStream } from '../outbound/respond.ts';
import type { WebAgent } from './desk-requests.ts';

/**
 * The open event streams of the desk's pages. They announce changes; the page then reads what it
 * shows.
 */
export interface DeskStreams {
  open(response: ServerResponse, asker: StreamAsker): void;
  changed(ticket: string): void;
  /** Tells an agent, in every window of theirs, that a ticket needs them. */
  called(agent: Actor, ticket: string, sentence: (locale: Locale) => string): void;
  /** Ends every stream and opens no more. */
  close(): void;
}

/** The agent a page is open for. */
export type StreamAsker = Pick<WebAgent, 'agent' | 'locale'>;

interface Stream extends StreamAsker {
  readonly response: ServerResponse;
}

/** More windows than a desk has; beyond this the oldest stream is closed. */
const MAX = 40;

export function createDeskStreams(): DeskStreams {
  let open: Stream[] = [];
  let closed = false;
  // The page reads at each beat, because another process may have changed something.
  const heartbeat = setInterval(() => tell('beat', {}), WEB_LIMITS.heartbeatMs).unref();

  function tell(event: string, data: object): void {
    for (const { response } of open) write(response, event, data);
  }

  return {
    open(response, asker) {
      if (closed) throw new WebRefusal('unavailable');
      open = [...open, { response, ...asker }];
      if (open.length > MAX) open[0]?.response.end();
      response.once('close', () => {
        open = open.filter((other) => other.response !== response);
      });
      beginStream(response);
      response.write('event: beat\ndata: {}\n\n');
    },
    changed: (ticket) => tell('changed', { ticket }),
    called(called, ticket, sentence) {
      for (const { response, agent, locale } of open) {
        if (sameActor(agent, called)) write(response, 'called', { ticket, text: sentence(locale) });
      }
    },
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const { response } of open) response.end();
    },
  };
}

function write(response: ServerResponse, event: string, data: object): void {
  if (!response.writableEnded) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
