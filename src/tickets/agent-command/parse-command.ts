import type { Priority } from '../priority.ts';
import type { CommandName, QueueFilter } from './command-words.ts';
import { nearestCommand, parseCommandName } from './first-word.ts';
import { readFilter, readPage, readPriority, withoutTo } from './small-words.ts';
import {
  beginsWithCount,
  leadingNumber,
  type TicketArgument,
  trailingNumber,
} from './ticket-argument.ts';

/** A parsed agent command. Texts are verbatim; ticket numbers are written `SP-1001`. */
export type ParsedCommand =
  | { readonly name: 'queue'; readonly filter: QueueFilter; readonly page: number }
  | { readonly name: 'show' | 'claim' | 'release' | 'files'; readonly ticket: string }
  /** `to` as typed: a mention, a name, or a word for oneself. */
  | { readonly name: 'assign'; readonly ticket: string; readonly to: string }
  | { readonly name: 'reply' | 'note' | 'ask'; readonly ticket: string; readonly text: string }
  | { readonly name: 'priority'; readonly ticket: string; readonly to: Priority }
  | { readonly name: 'resolve' | 'reopen'; readonly ticket: string; readonly text: string | null }
  | { readonly name: 'lookup'; readonly text: string }
  | { readonly name: 'history'; readonly ticket: string; readonly page: number }
  | { readonly name: 'help' };

/** Commands that need an argument; if it is missing, a form asks for it. */
export type IncompleteCommandName = 'reply' | 'note' | 'ask' | 'assign' | 'priority';

export type ParseResult =
  | TicketedCommand
  | AmbiguousNumber
  /** `nearest` is the command that is meant or most similar; null if there is none. */
  | { readonly kind: 'mistyped'; readonly typed: string; readonly nearest: CommandName | null };

/** A command that is complete or lacks an argument. */
export type TicketedCommand =
  | { readonly kind: 'command'; readonly command: ParsedCommand }
  | { readonly kind: 'unfinished'; readonly name: IncompleteCommandName; readonly ticket: string };

/**
 * Typed in a ticket's thread with another bare number before the text: `reply 1042 Hello`. The
 * number may name a ticket or belong to the text. That depends on which tickets exist, and a wrong
 * guess could message the wrong person.
 */
export interface AmbiguousNumber {
  readonly kind: 'ambiguous';
  readonly name: CommandWithText;
  /** The number as typed. */
  readonly typed: string;
  /** The ticket the number would name. */
  readonly ticket: string;
  /** The ticket in whose thread it was typed. */
  readonly own: string;
  /** True if the number stands alone or before a colon, as a ticket's does. */
  readonly isSetOff: boolean;
  /** True if the number counts something, or is a year. */
  readonly isCount: boolean;
  /** Parsed with the number as a ticket's. */
  readonly asTicket: TicketedCommand;
  /** Parsed with the number as part of the text, for the thread's ticket. */
  readonly asText: TicketedCommand;
}

/** Commands that end in a text. */
export type CommandWithText = 'reply' | 'note' | 'ask' | 'resolve' | 'reopen';

export interface ParseContext {
  /** The ticket in whose thread it was typed, so that its number may be omitted. */
  readonly ticket: string | null;
}

/**
 * Parses a typed line as a helpdesk command, in English or Chinese, with mentions of the bot
 * already removed.
 */
export function parseCommand(typed: string, { ticket: own }: ParseContext): ParseResult {
  const line = typed.trim().replace(/^\/(?=\S)/, '');
  const begun = parseCommandName(line);
  if (begun === null) return { kind: 'mistyped', typed, nearest: nearestCommand(line) };
  const rest = begun.rest.trimEnd();
  return readArguments(begun.name, rest, own) ?? { kind: 'mistyped', typed, nearest: begun.name };
}

function readArguments(name: CommandName, rest: string, own: string | null): ParseResult | null {
  switch (name) {
    case 'queue':
      return readQueue(rest);
    case 'help':
      return rest === '' ? command({ name }) : null;
    case 'lookup':
      return rest === '' ? null : command({ name, text: rest });
    case 'show':
    case 'claim':
    case 'release':
    case 'files': {
      const found = numbered(rest, own);
      return found?.rest === '' ? command({ name, ticket: found.ticket }) : null;
    }
    case 'history': {
      const found = numbered(rest, own);
      const page = found && readPage(found.rest);
      return found && page ? command({ name, ticket: found.ticket, page }) : null;
    }
    case 'reply':
    case 'note':
    case 'ask':
    case 'resolve':
    case 'reopen':
      return readText(name, rest, own);
    case 'assign':
      return readAssign(rest, own);
    case 'priority':
      return readPriorityChange(rest, own);
    default:
      return name satisfies never;
  }
}

function readQueue(rest: string): ParseResult | null {
  const [first = '', ...more] = rest.split(/\s+/u);
  const filter = readFilter(first);
  const page = readPage(filter === null ? rest : more.join(' '));
  return page === null ? null : command({ name: 'queue', filter: filter ?? 'all', page });
}

function readAssign(rest: string, own: string | null): ParseResult | null {
  const found = numbered(rest, own);
  if (found === null) return null;
  const to = withoutTo(found.rest);
  return to === ''
    ? { kind: 'unfinished', name: 'assign', ticket: found.ticket }
    : command({ name: 'assign', ticket: found.ticket, to });
}

function readPriorityChange(rest: string, own: string | null): ParseResult | null {
  const found = numbered(rest, own);
  if (found === null) return null;
  const { ticket } = found;
  const said = withoutTo(found.rest);
  const to = readPriority(said);
  if (to !== null) return command({ name: 'priority', ticket, to });
  return said === '' ? { kind: 'unfinished', name: 'priority', ticket } : null;
}

function readText(name: CommandWithText, rest: string, own: string | null): ParseResult | null {
  const leading = leadingNumber(rest);
  const found = leading ?? inThread(rest, own);
  if (found === null) return null;
  if (!leading?.bare || own === null || leading.ticket === own) return withText(name, found);
  return {
    kind: 'ambiguous',
    name,
    typed: leading.bare,
    ticket: leading.ticket,
    own,
    isSetOff: leading.isSetOff,
    isCount: beginsWithCount(rest),
    asTicket: withText(name, leading),
    asText: withText(name, { ticket: own, rest }),
  };
}

function withText(name: CommandWithText, { ticket, rest: text }: TicketArgument): TicketedCommand {
  if (name === 'resolve' || name === 'reopen') {
    return { kind: 'command', command: { name, ticket, text: text === '' ? null : text } };
  }
  return text === ''
    ? { kind: 'unfinished', name, ticket }
    : { kind: 'command', command: { name, ticket, text } };
}

/** Finds the ticket meant: named first, named last, or the thread's own. */
function numbered(rest: string, own: string | null): TicketArgument | null {
  return leadingNumber(rest) ?? trailingNumber(rest) ?? inThread(rest, own);
}

function inThread(rest: string, own: string | null): TicketArgument | null {
  return own === null ? null : { ticket: own, rest };
}

function command(read: ParsedCommand): ParseResult {
  return { kind: 'command', command: read };
}
