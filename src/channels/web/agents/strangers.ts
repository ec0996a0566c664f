import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { monotonicMs } from '../../../concurrency/clocks.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { logFailure } from '../../../store/log-failure.ts';
import { saveRefusal } from '../../../store/refusals.ts';
import type { Store } from '../../../store/store.ts';
import type { Actor } from '../../../tickets/actor.ts';
import { parseTicketNumber } from '../../../tickets/number.ts';
import { createPacer } from '../inbound/rate-limit.ts';

/**
 * Records in the audit that a client elsewhere requested the desk; `name` is the end of the path.
 * Never rejects.
 */
export type RecordStranger = (
  request: IncomingMessage,
  path: string,
  name: string,
) => Promise<void>;

/** Endless requests must not fill the database: beyond this rate they are only logged. */
const NOTED = { burst: 60, perSecond: 1 };

export function createRecordStranger({ db }: Pick<Store, 'db'>, log: Log): RecordStranger {
  const pacer = createPacer(NOTED);
  return async (request, path, name) => {
    const from = addressOf(request);
    log.warn({ path, from }, 'web: remote desk request refused');
    if (pacer.take('', monotonicMs()) > 0) return;
    const actor: Actor = {
      kind: 'agent',
      channel: 'web',
      tenant: '-',
      id: `elsewhere:${from}`,
      name: null,
    };
    const ticket = parseTicketNumber(name);
    const refused = {
      id: randomUUID(),
      at: new Date().toISOString(),
      actor,
      command: path,
      ticket,
    };
    try {
      await saveRefusal(db, { ...refused, refusal: { code: 'not-here' } });
    } catch (error) {
      logFailure(log, { path }, error, 'web: desk refusal not recorded');
    }
  };
}

/**
 * Returns the client address a proxy reports, otherwise the socket's. Informational only: it proves
 * nothing.
 */
function addressOf({ headers, socket }: IncomingMessage): string {
  const [forwarded = ''] = String(headers['x-forwarded-for'] ?? headers['x-real-ip'] ?? '').split(
    ',',
  );
  const address = forwarded.trim() === '' ? (socket.remoteAddress ?? '') : forwarded.trim();
  return isIP(address) === 0 ? 'unknown' : address;
}
