import type { IncomingMessage } from 'node:http';
import type { Actor } from '../../../tickets/actor.ts';
import { WebRefusal } from '../problem.ts';

/** Headers by which a proxy or a tunnel says for whom it asks. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];
const LOOPBACK = /^(::1|(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/** The agent of a name that was chosen on the page. However it is written, the same name is the same agent. */
export function webAgent(name: string): Actor {
  const id = `agent:${name.normalize('NFKC').toLowerCase()}`;
  return { kind: 'agent', channel: 'web', realm: '-', id, name };
}

/**
 * Refuses whoever does not sit at this machine: the page asks no agent for a password. A proxy on this machine brings
 * strangers, so what was passed on is refused as well.
 * @throws WebRefusal `not-here`
 */
export function requireThisMachine(request: IncomingMessage): void {
  const passedOn = FORWARDED.some((name) => request.headers[name] !== undefined);
  if (passedOn || !LOOPBACK.test(request.socket.remoteAddress ?? '')) throw new WebRefusal('not-here');
}
