import type { SocketModeReceiver } from '@slack/bolt';
import { isRecord } from '../../../cards/shared/card.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { parseJson } from './parse-json.ts';

/**
 * Type given to every envelope: the client emits events of its own, and an envelope with such a
 * type would be taken for one.
 */
const ENVELOPE_TYPE = 'signpost_envelope';

/** Messages of the connection itself, which carry no payload. */
const OWN_TYPES: ReadonlySet<unknown> = new Set(['hello', 'disconnect']);

/**
 * Checks each message before the client parses it: the client reads the inner event's type
 * unchecked (`payload.event.type`), which would crash the process on an event of another shape, and
 * emits any name it finds there. Envelopes reach Bolt under one name instead; anything else is
 * dropped and logged.
 */
export function guardEnvelopes(client: SocketModeReceiver['client'], log: Log): void {
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const text = checked(data);
    if (text === null || isBinary === true) {
      log.warn({ channel: 'slack' }, 'slack socket message ignored: not an envelope');
      return;
    }
    for (const listener of listeners) {
      Promise.resolve(listener(text, false)).catch((error: unknown) => {
        const name = error instanceof Error ? error.name : 'unknown';
        log.error({ channel: 'slack', error: name }, 'slack socket message failed');
      });
    }
  });
}

/** Returns null if it isn't a message from Slack. */
function checked(data: unknown): string | null {
  const message = parseJson(textOf(data));
  if (!isRecord(message) || typeof message.type !== 'string') return null;
  if (OWN_TYPES.has(message.type)) return JSON.stringify(message);
  return typeof message.envelope_id === 'string'
    ? JSON.stringify({ ...message, type: ENVELOPE_TYPE })
    : null;
}

/** Empty for data of another kind. */
function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  return data instanceof Uint8Array || data instanceof ArrayBuffer
    ? new TextDecoder().decode(data)
    : '';
}
