import type { IncomingMessage } from 'node:http';
import type { Actor } from '../../../tickets/actor.ts';
import { isPassedOn } from './passed-on.ts';

const LOOPBACK = /^(::1|(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/** The agent of a name that was chosen on the page. However it is written, the same name is the same agent. */
export function webAgent(name: string): Actor {
  const id = `agent:${name.normalize('NFKC').toLowerCase()}`;
  return { kind: 'agent', channel: 'web', tenant: '-', id, name };
}

/** True for who sits at this machine. A proxy on it brings strangers, so that what was passed on is not from here. */
export function isAtThisMachine(request: IncomingMessage): boolean {
  return !isPassedOn(request) && LOOPBACK.test(request.socket.remoteAddress ?? '');
}
