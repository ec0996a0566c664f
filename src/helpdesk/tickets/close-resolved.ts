import { randomUUID } from 'node:crypto';
import { resolvedBefore } from '../../store/ticket-states.ts';
import { storedTicket } from '../../store/tickets.ts';
import type { AgentServiceOptions } from '../agent-commands/command-context.ts';
import { SIGNPOST } from '../routing/tenant.ts';
import { executeTicketCommand } from './execute-ticket-command.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Per run; the rest are closed in the next. */
const MAX_AT_ONCE = 200;

/**
 * Closes tickets that were resolved `days` ago or longer, and notifies their requesters; resolves
 * to their number.
 */
export async function closeResolved(
  options: AgentServiceOptions,
  days: number,
  now: Date,
): Promise<number> {
  const { store } = options;
  const numbers = await resolvedBefore(
    store.db,
    new Date(now.getTime() - days * DAY_MS),
    MAX_AT_ONCE,
  );
  let closed = 0;
  for (const number of numbers) {
    const filed = await storedTicket(store.db, number);
    const outcome = await executeTicketCommand(options, {
      ...filed,
      actor: SIGNPOST,
      command: { kind: 'close', days },
      at: now.toISOString(),
      newId: randomUUID(),
      shown: null,
      once: null,
    });
    if (outcome.kind === 'applied') closed += 1;
  }
  return closed;
}
