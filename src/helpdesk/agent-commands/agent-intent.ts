import type { AgentForm, AgentRefusal } from '../../ports/agent-reply.ts';
import type { Actor } from '../../tickets/actor.ts';
import {
  type CommandName,
  type CommandTaking,
  commandOf,
  isChange,
} from '../../tickets/agent-command/command-entry.ts';
import {
  type AmbiguousNumber,
  type CommandWithText,
  type ParsedChange,
  type ParsedCommand,
  type ParsedView,
  type ParseResult,
  parseCommand,
  type TicketedCommand,
} from '../../tickets/agent-command/parse-command.ts';
import { meansSelf } from '../../tickets/agent-command/small-words.ts';
import {
  type SimpleChange,
  ticketCommandOf,
} from '../../tickets/agent-command/ticket-command-of.ts';
import type { AgentTicketCommand } from '../../tickets/ticket-command.ts';
import type { AgentInput, AgentPress, TypedLine } from './agent-input.ts';
import { readPress } from './read-press.ts';

/** What an agent wants, typed or pressed. The assignee isn't resolved yet. */
export type AgentIntent =
  | { readonly do: 'view'; readonly ticket: string | null; readonly view: ParsedView }
  | { readonly do: 'usage'; readonly typed: string; readonly nearest: CommandName | null }
  | {
      readonly do: 'form';
      readonly command: AgentForm['command'];
      readonly ticket: string;
      readonly isSent: boolean;
      /** What the form is filled with; absent if it is empty. */
      readonly text?: string;
    }
  | {
      readonly do: 'ticket-command';
      readonly ticket: string;
      readonly ticketCommand: AgentTicketCommand;
      readonly revision: number | null;
    }
  | {
      readonly do: 'name-person';
      readonly command: CommandTaking<'ticket-and-person'>;
      readonly ticket: string;
      readonly to: AgentReference;
      readonly revision: number | null;
    }
  | {
      readonly do: 'name-symptom';
      readonly command: CommandTaking<'ticket-and-symptom'>;
      readonly ticket: string;
      readonly to: string;
    }
  | AmbiguousIntent
  | { readonly do: 'refuse'; readonly command: string; readonly refusal: AgentRefusal };

/** Intents that change nothing. */
export type ViewIntent = Exclude<AgentIntent, ChangeIntent | AmbiguousIntent>;

/** Intents that change a ticket, or open a form for the missing input. */
export type ChangeIntent = Extract<
  AgentIntent,
  { do: 'form' | 'ticket-command' | 'name-person' | 'name-symptom' }
>;

/**
 * A number before a text, which may name a ticket other than the thread's or belong to the text.
 */
export interface AmbiguousIntent
  extends Pick<AmbiguousNumber, 'typed' | 'ticket' | 'own' | 'isSetOff' | 'isCount'> {
  readonly do: 'ambiguous';
  readonly command: CommandWithText;
  readonly asTicket: Exclude<AgentIntent, AmbiguousIntent>;
  readonly asText: Exclude<AgentIntent, AmbiguousIntent>;
}

/** How an agent is named: chosen from a form's list, mentioned, by name, or as oneself. */
export type AgentReference =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'person'; readonly person: Actor }
  | { readonly kind: 'name'; readonly typed: string };

export function intentOf({ what, actor }: AgentInput): AgentIntent {
  return what.kind === 'typed' ? typed(what, actor) : pressed(what);
}

/** Returns the name of the attempted command, for the log and the audit. */
export function commandNameOf(intent: AgentIntent): string {
  if (intent.do === 'usage') return intent.do;
  if (intent.do === 'ticket-command') return intent.ticketCommand.kind;
  return intent.do === 'view' ? intent.view.name : intent.command;
}

/** The text of a command keeps its formatting; what it is for is read without. */
function readLine({ text, markdown, ticket }: TypedLine): ParseResult {
  const reading = parseCommand(text, { ticket });
  if (markdown === undefined || reading.kind !== 'command') return reading;
  const marked = parseCommand(markdown, { ticket });
  if (marked.kind !== 'command' || !isAlike(reading.command, marked.command)) return reading;
  return marked;
}

/** Only a text may differ. */
function isAlike(plain: ParsedCommand, marked: ParsedCommand): boolean {
  if (plain.name !== marked.name || !('ticket' in plain) || !('ticket' in marked)) return false;
  return plain.ticket === marked.ticket && 'text' in plain && 'text' in marked;
}

function typed(line: TypedLine, actor: Actor): AgentIntent {
  const reading = readLine(line);
  switch (reading.kind) {
    case 'mistyped':
      return { do: 'usage', typed: reading.typed, nearest: reading.nearest };
    case 'ambiguous': {
      const { kind: _, name, asTicket, asText, ...number } = reading;
      return {
        do: 'ambiguous',
        command: name,
        ...number,
        asTicket: ticketed(asTicket, line, actor),
        asText: ticketed(asText, line, actor),
      };
    }
    case 'command':
    case 'unfinished':
      return ticketed(reading, line, actor);
    default:
      return reading satisfies never;
  }
}

function ticketed(
  reading: TicketedCommand,
  { mentions }: TypedLine,
  actor: Actor,
): Exclude<AgentIntent, AmbiguousIntent> {
  if (reading.kind === 'unfinished')
    return { do: 'form', command: reading.name, ticket: reading.ticket, isSent: false };
  return complete(reading.command, null, (to) => agentReference(to, mentions, actor));
}

function agentReference(to: string, mentions: TypedLine['mentions'], actor: Actor): AgentReference {
  if (meansSelf(to)) return { kind: 'person', person: actor };
  const mentioned = mentions.find(({ written }) => written.trim() === to);
  return mentioned ? { kind: 'person', person: mentioned.person } : { kind: 'name', typed: to };
}

function pressed(press: AgentPress): AgentIntent {
  const reading = readPress(press);
  switch (reading.kind) {
    case 'no-ticket':
      return { do: 'refuse', command: press.verb, refusal: { code: 'which-ticket' } };
    case 'unfinished': {
      const { kind: _, name, ...form } = reading;
      return { do: 'form', command: name, ...form };
    }
    case 'command':
      return complete(reading.command, press.revision, (key) => ({ kind: 'key', key }));
    default:
      return reading satisfies never;
  }
}

/**
 * Returns what a command with all its arguments wants.
 * @param revision ticket revision the agent saw; null if unknown.
 * @param person reads how the command names a person.
 */
function complete(
  command: ParsedCommand,
  revision: number | null,
  person: (to: string) => AgentReference,
): Exclude<AgentIntent, AmbiguousIntent> {
  if (isView(command))
    return { do: 'view', ticket: 'ticket' in command ? command.ticket : null, view: command };
  const { ticket } = command;
  if (namesSymptom(command))
    return { do: 'name-symptom', command: command.name, ticket, to: command.to };
  return namesPerson(command)
    ? { do: 'name-person', command: command.name, ticket, to: person(command.to), revision }
    : { do: 'ticket-command', ticket, ticketCommand: ticketCommandOf(command), revision };
}

function isView(command: ParsedCommand): command is ParsedView {
  return !isChange(command.name);
}

type NamesSymptom = Extract<ParsedChange, { name: CommandTaking<'ticket-and-symptom'> }>;

function namesSymptom(command: ParsedChange): command is NamesSymptom {
  return commandOf(command.name).takes === 'ticket-and-symptom';
}

function namesPerson(
  command: Exclude<ParsedChange, NamesSymptom>,
): command is Exclude<ParsedChange, SimpleChange | NamesSymptom> {
  return commandOf(command.name).takes === 'ticket-and-person';
}
