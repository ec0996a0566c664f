import {
  type ButtonName,
  type CommandTaking,
  commandOf,
  type FormName,
  hasForm,
  reachesRequester,
} from '../../tickets/agent-command/command-entry.ts';
import type { ParsedCommand } from '../../tickets/agent-command/parse-command.ts';
import { readPriority } from '../../tickets/agent-command/small-words.ts';
import { parseTicketNumber } from '../../tickets/number.ts';
import type { AgentPress } from './agent-input.ts';

/** What a press means. A person is named as in the form's choices. */
export type PressReading =
  | { readonly kind: 'command'; readonly command: ParsedCommand }
  /** The argument is missing. `isSent` is true if the form was submitted without it. */
  | {
      readonly kind: 'unfinished';
      readonly name: FormName;
      readonly ticket: string;
      readonly isSent: boolean;
      /** What the form is filled with. */
      readonly text?: string;
    }
  | { readonly kind: 'no-ticket' };

/** Reads the command of a pressed button or a submitted form. */
export function readPress(press: AgentPress): PressReading {
  const { name, takes } = commandOf(press.verb);
  if (takes === 'nothing') return command({ name });
  if (takes === 'filter-and-page')
    return command({ name, filter: press.filter ?? 'all', page: press.page ?? 1 });
  const ticket = press.ticket === null ? null : parseTicketNumber(press.ticket);
  return ticket === null ? { kind: 'no-ticket' } : readOnTicket(name, ticket, press);
}

type OnTicket = Exclude<ButtonName, CommandTaking<'nothing' | 'filter-and-page'>>;

function readOnTicket(verb: OnTicket, ticket: string, press: AgentPress): PressReading {
  const { page, fields, insert } = press;
  const { name, takes } = commandOf(verb);
  const { agent, priority } = fields;
  const text = textOf(press);
  if (insert && hasForm(name)) return { ...unfinished(name, ticket, undefined), text: text ?? '' };
  switch (takes) {
    case 'ticket':
      return command({ name, ticket });
    case 'ticket-and-page':
      return command({ name, ticket, page: page ?? 1 });
    case 'ticket-and-text': {
      const written = text?.trim();
      return written ? command({ name, ticket, text: written }) : unfinished(name, ticket, text);
    }
    case 'ticket-and-optional-text':
      return text === undefined
        ? unfinished(name, ticket, text)
        : command({ name, ticket, text: text.trim() || null });
    case 'ticket-and-person':
      return agent ? command({ name, ticket, to: agent }) : unfinished(name, ticket, agent);
    case 'ticket-and-priority': {
      const to = readPriority(priority ?? '');
      return to === null ? unfinished(name, ticket, priority) : command({ name, ticket, to });
    }
    case 'ticket-and-symptom': {
      const to = text?.trim();
      return to ? command({ name, ticket, to }) : unfinished(name, ticket, text);
    }
    default:
      return takes satisfies never;
  }
}

/** The text of a form, below the name of the ready-made reply that was chosen. */
function textOf({ verb, fields: { text }, canned }: AgentPress): string | undefined {
  if (canned === undefined || !reachesRequester(verb)) return text;
  return [`!${canned}`, text?.trim()].filter(Boolean).join('\n\n');
}

function command(read: ParsedCommand): PressReading {
  return { kind: 'command', command: read };
}

/** @param sent the value of the form's field; undefined if it was not a form. */
function unfinished(
  name: FormName,
  ticket: string,
  sent: string | undefined,
): Extract<PressReading, { kind: 'unfinished' }> {
  return { kind: 'unfinished', name, ticket, isSent: sent !== undefined };
}
