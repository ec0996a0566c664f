import type { Actor } from '../actor.ts';
import type { AgentTicketCommand } from '../ticket-command.ts';
import { type CommandTaking, commandOf, type FormName } from './command-entry.ts';
import type { ParsedChange } from './parse-command.ts';

/** A change for which only the ticket command is still to be made: it names nothing to be found. */
export type SimpleChange = Exclude<
  ParsedChange,
  { name: CommandTaking<'ticket-and-person' | 'ticket-and-symptom'> }
>;

/** Returns the ticket command that carries out a parsed command. */
export function ticketCommandOf(command: SimpleChange): AgentTicketCommand {
  if (command.name === 'reopen') return { kind: command.name, reason: command.text };
  if (hasOptionalText(command)) return { kind: command.name, text: command.text };
  if ('text' in command) return { kind: command.name, text: command.text };
  return 'to' in command ? { kind: command.name, to: command.to } : { kind: command.name };
}

/** Returns a ticket command as a form makes it, to find out whether a ticket allows it. */
export function sampleOf(form: FormName): AgentTicketCommand {
  const { name, takes } = commandOf(form);
  const ticket = '';
  switch (takes) {
    case 'ticket-and-text':
      return ticketCommandOf({ name, ticket, text: '…' });
    case 'ticket-and-optional-text':
      return ticketCommandOf({ name, ticket, text: null });
    case 'ticket-and-person':
      return { kind: name, to: SOMEBODY };
    case 'ticket-and-priority':
      return ticketCommandOf({ name, ticket, to: 'normal' });
    case 'ticket-and-symptom':
      return { kind: name, to: null };
    default:
      return takes satisfies never;
  }
}

function hasOptionalText(
  command: SimpleChange,
): command is Extract<SimpleChange, { name: CommandTaking<'ticket-and-optional-text'> }> {
  return commandOf(command.name).takes === 'ticket-and-optional-text';
}

const SOMEBODY: Actor = { kind: 'agent', channel: 'web', tenant: '', id: '', name: null };
