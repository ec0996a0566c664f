import type { NoticeKind } from '../notices.ts';
import type { Priority } from '../priority.ts';
import { type Command, type CommandName, type CommandTaking, commandOf } from './command-entry.ts';
import type { CommandArgument } from './commands.ts';
import { nearestCommand, parseCommandName } from './first-word.ts';
import type { QueueFilter } from './queue-filter.ts';
import { readFilter, readNotices, readPage, readPriority, withoutTo } from './small-words.ts';
import {
  beginsWithCount,
  leadingNumber,
  type TicketArgument,
  trailingNumber,
} from './ticket-argument.ts';

/** What a command says besides its name. Texts are verbatim; ticket numbers are `SP-1001`. */
interface ArgumentValues extends Readonly<Record<CommandArgument, unknown>> {
  readonly nothing: unknown;
  readonly 'filter-and-page': { readonly filter: QueueFilter; readonly page: number };
  readonly ticket: { readonly ticket: string };
  readonly 'ticket-and-page': { readonly ticket: string; readonly page: number };
  readonly 'ticket-and-text': { readonly ticket: string; readonly text: string };
  readonly 'ticket-and-optional-text': { readonly ticket: string; readonly text: string | null };
  /** `to` as typed: a mention, a name, or a word for oneself. */
  readonly 'ticket-and-person': { readonly ticket: string; readonly to: string };
  readonly 'ticket-and-priority': { readonly ticket: string; readonly to: Priority };
  /** `to` as typed: the id of a symptom, words of its title, or a word for none. */
  readonly 'ticket-and-symptom': { readonly ticket: string; readonly to: string };
  readonly notices: { readonly notices: readonly NoticeKind[] };
  readonly text: { readonly text: string };
}

type Parsed<Each extends Command> = Each extends Command
  ? { readonly name: Each['name'] } & ArgumentValues[Each['takes']]
  : never;

/** A parsed agent command. */
export type ParsedCommand = Parsed<Command>;

/** A parsed command that changes a ticket. */
export type ParsedChange = Parsed<Extract<Command, { does: 'change' }>>;

/** A parsed command that shows something. */
export type ParsedView = Parsed<Extract<Command, { does: 'view' }>>;

/** Commands that need an argument; if it is missing, a form asks for it. */
export type IncompleteCommandName = CommandTaking<
  'ticket-and-text' | 'ticket-and-person' | 'ticket-and-priority' | 'ticket-and-symptom'
>;

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
export type CommandWithText = CommandTaking<'ticket-and-text' | 'ticket-and-optional-text'>;

export interface ParseContext {
  /** The ticket in whose thread it was typed, so that its number may be omitted. */
  readonly ticket: string | null;
}

/**
 * Parses a typed line as a helpdesk command, in any language, with mentions of the bot
 * already removed.
 */
export function parseCommand(typed: string, { ticket: own }: ParseContext): ParseResult {
  const line = typed.trim().replace(/^\/(?=\S)/, '');
  const begun = parseCommandName(line);
  if (begun === null) return { kind: 'mistyped', typed, nearest: nearestCommand(line) };
  const rest = begun.rest.trimEnd();
  return readArguments(begun.name, rest, own) ?? { kind: 'mistyped', typed, nearest: begun.name };
}

function readArguments(of: CommandName, rest: string, own: string | null): ParseResult | null {
  const entry = commandOf(of);
  switch (entry.takes) {
    case 'nothing':
      return rest === '' ? command({ name: entry.name }) : null;
    case 'text':
      return rest === '' ? null : command({ name: entry.name, text: rest });
    case 'filter-and-page':
      return readQueue(entry.name, rest);
    case 'notices': {
      const notices = readNotices(rest);
      return notices === null ? null : command({ name: entry.name, notices });
    }
    case 'ticket': {
      const found = numbered(rest, own);
      return found?.rest === '' ? command({ name: entry.name, ticket: found.ticket }) : null;
    }
    case 'ticket-and-page': {
      const found = numbered(rest, own);
      const page = found && readPage(found.rest);
      return found && page ? command({ name: entry.name, ticket: found.ticket, page }) : null;
    }
    case 'ticket-and-text':
    case 'ticket-and-optional-text':
      return readText(entry.name, rest, own);
    case 'ticket-and-person':
    case 'ticket-and-symptom':
      return readNamed(entry.name, numbered(rest, own));
    case 'ticket-and-priority':
      return readPriorityChange(entry.name, numbered(rest, own));
    default:
      return entry satisfies never;
  }
}

function readQueue(name: CommandTaking<'filter-and-page'>, rest: string): ParseResult | null {
  const [first = '', ...more] = rest.split(/\s+/u);
  const filter = readFilter(first);
  const page = readPage(filter === null ? rest : more.join(' '));
  return page === null ? null : command({ name, filter: filter ?? 'all', page });
}

/** A person or a symptom, which only the helpdesk can find by its name. */
function readNamed(
  name: CommandTaking<'ticket-and-person' | 'ticket-and-symptom'>,
  found: TicketArgument | null,
): ParseResult | null {
  if (found === null) return null;
  const { ticket } = found;
  const to = withoutTo(found.rest);
  return to === '' ? { kind: 'unfinished', name, ticket } : command({ name, ticket, to });
}

function readPriorityChange(
  name: CommandTaking<'ticket-and-priority'>,
  found: TicketArgument | null,
): ParseResult | null {
  if (found === null) return null;
  const { ticket } = found;
  const said = withoutTo(found.rest);
  const to = readPriority(said);
  if (to !== null) return command({ name, ticket, to });
  return said === '' ? { kind: 'unfinished', name, ticket } : null;
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

function withText(of: CommandWithText, { ticket, rest: text }: TicketArgument): TicketedCommand {
  const { name, takes } = commandOf(of);
  if (takes === 'ticket-and-optional-text')
    return { kind: 'command', command: { name, ticket, text: text === '' ? null : text } };
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
