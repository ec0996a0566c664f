import { newestTicket } from '../../store/tickets.ts';
import type { AgentIntent, AmbiguousIntent } from './agent-intent.ts';
import type { AgentServiceOptions, CommandContext } from './command-context.ts';
import { ticketFor } from './views.ts';

/**
 * Decides whether a bare number before a text names a ticket. It does if the ticket exists and no
 * text follows immediately. It belongs to the text if the ticket doesn't exist and the number
 * counts something or is longer than any ticket's number. Otherwise the agent is asked, because a
 * mistyped number must not send a reply to the wrong person.
 */
export async function settleNumber(
  options: AgentServiceOptions,
  context: CommandContext,
  intent: AmbiguousIntent,
): Promise<Exclude<AgentIntent, AmbiguousIntent>> {
  const { command, typed, ticket, own } = intent;
  const exists = (await ticketFor(options, context, ticket)) !== null;
  if (exists && intent.isSetOff) return intent.asTicket;
  if (!exists && (intent.isCount || typed.length > (await longestNumber(options))))
    return intent.asText;
  return {
    do: 'refuse',
    command,
    refusal: { code: 'bare-number', typed, ticket: exists ? ticket : null, own, command },
  };
}

/** Returns the number of digits in the newest ticket's number. */
async function longestNumber({ store }: AgentServiceOptions): Promise<number> {
  return String(await newestTicket(store.db)).length;
}
