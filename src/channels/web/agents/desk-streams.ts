import type { ServerResponse } from 'node:http';
import { WebRefusal } from '../inbound/problem.ts';
import { WEB_LIMITS } from '../limits.ts';
import { beginStream } from '../outbound/respond.ts';

/**
 * The open event streams of the desk's pages. They announce changes; the page then reads what it
 * shows.
 */
export interface DeskStreams {
  open(response: ServerResponse): void;
  changed(ticket: string): void;
  /** Ends every stream and opens no more. */
  close(): void;
}

/** More windows than a desk has; beyond this the oldest stream is closed. */
const MAX = 40;

export function createDeskStreams(): DeskStreams {
  let open: ServerResponse[] = [];
  let closed = false;
  // The page reads at each beat, because another process may have changed something.
  const heartbeat = setInterval(() => tell('beat', {}), WEB_LIMITS.heartbeatMs).unref();

  function tell(event: string, data: object): void {
    for (const response of open) {
      if (!response.writableEnded)
        response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    }
  }

  return {
    open(response) {
      if (closed) throw new WebRefusal('unavailable');
      open = [...open, response];
      if (open.length > MAX) open[0]?.end();
      response.once('close', () => {
        open = open.filter((other) => other !== response);
      });
      beginStream(response);
      response.write('event: beat\ndata: {}\n\n');
    },
    changed: (ticket) => tell('changed', { ticket }),
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const response of open) response.end();
    },
  };
}
