import { randomUUID } from 'node:crypto';
import type { DropListener } from '../../outbox/delivery.ts';
import { findTicket } from '../../store/tickets.ts';
import type { AgentServiceOptions } from '../agent-commands/command-context.ts';
import { SIGNPOST } from '../routing/tenant.ts';
import { executeTicketCommand } from '../tickets/execute-ticket-command.ts';
import { wordOf } from '../tickets/message-to-requester.ts';

/**
 * Marks an agent's message on a ticket as never delivered, so that its desks contact the requester
 * in another way.
 */
export function markUndelivered(options: AgentServiceOptions): DropListener {
  return async (_conversation, { id, reply, decided }) => {
    const lost = decided === null ? wordOf(reply) : null;
    const found = lost && (await findTicket(options.store.db, lost.number));
    if (!lost || !found) return;
    await executeTicketCommand(options, {
      ...found,
      actor: SIGNPOST,
      command: { kind: 'undelivered', what: lost.what },
      at: new Date().toISOString(),
      newId: randomUUID(),
      shown: null,
      once: { id: `undelivered/${id}`, actor: SIGNPOST },
    });
  };
}
