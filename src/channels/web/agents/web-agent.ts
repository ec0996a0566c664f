import type { IncomingMessage } from 'node:http';
import type { Actor } from '../../../tickets/actor.ts';
import { isPassedOn } from './passed-on.ts';

const LOOPBACK = /^(::1|(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/**
 * Returns the agent with the name chosen on the page. Different spellings of a name are the same
 * agent.
 */
export function webAgent(name: string): Actor {
  const id = `agent:${name.normalize('NFKC').toLowerCase()}`;
  return { kind: 'agent', channel: 'web', tenant: '-', id, name };
}

/**
 * True for a person at this machine. A proxy on it brings strangers, so proxied requests don't
 * count as local.
 */
export function isAtThisMachine(request: IncomingMessage): boolean {
  return !isPassedOn(request) && LOOPBACK.test(request.socket.remoteAddress ?? '');
}
