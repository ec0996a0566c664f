import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Json, readJson } from './slack-json.ts';
import { SLACK_APP } from './slack-workspace.ts';

/** Slack's end of Socket Mode. */
export interface SlackSockets {
  /** How many connections stand open. */
  open(): number;
  /** How many connections there have been. */
  opened(): number;
  /**
   * Sends an envelope over the newest connection; resolves to what it was acknowledged with, `null`
   * for nothing.
   */
  send(type: string, payload: Json, more?: Json): Promise<unknown>;
  /** Sends a message as it is, which need not be an envelope. */
  raw(message: string): void;
  /** Tells the other end to come again over a new connection, as Slack does every few hours. */
  refresh(): void;
  /** Breaks all connections off without a word. */
  drop(): void;
  close(): void;
}

/**
 * Takes WebSocket connections at `/link/` of an HTTP server, greets them, and waits for
 * acknowledgements.
 */
export function startSlackSockets(server: Server): SlackSockets {
  const sockets = new WebSocketServer({ server, path: '/link/' });
  const links: WebSocket[] = [];
  const unacknowledged = new Map<string, (payload: unknown) => void>();
  let opened = 0;

  sockets.on('connection', (link) => {
    opened += 1;
    links.push(link);
    link.on('message', (data) => {
      const { envelope_id: id, payload } = readJson(String(data));
      unacknowledged.get(String(id))?.(payload ?? null);
      unacknowledged.delete(String(id));
    });
    link.on('close', () => links.splice(links.indexOf(link), 1));
    link.send(
      JSON.stringify({
        type: 'hello',
        num_connections: links.length,
        connection_info: { app_id: SLACK_APP },
      }),
    );
  });

  return {
    open: () => links.length,
    opened: () => opened,
    async send(type, payload, more = {}) {
      const link = links.at(-1);
      if (link === undefined) throw new Error('Nobody is connected by Socket Mode.');
      const envelope = {
        envelope_id: randomUUID(),
        type,
        accepts_response_payload: type !== 'events_api',
        payload,
      };
      const acknowledged = new Promise<unknown>((resolve) => {
        unacknowledged.set(envelope.envelope_id, resolve);
      });
      link.send(JSON.stringify({ ...envelope, ...more }));
      return acknowledged;
    },
    raw: (message) => links.at(-1)?.send(message),
    refresh: () =>
      links.at(-1)?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })),
    drop() {
      for (const link of links) link.terminate();
    },
    close() {
      for (const link of links) link.terminate();
      sockets.close();
    },
  };
}
