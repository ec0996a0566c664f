import type { AgentForm, AgentRefusal } from '../../ports/agent-reply.ts';
import type { Actor } from '../../tickets/actor.ts';
import type { CommandName, QueueFilter } from '../../tickets/agent-command/command-words.ts';
import {
  type AmbiguousNumber,
  type CommandWithText,
  parseCommand,
  type TicketedCommand,
} from '../../tickets/agent-command/parse-command.ts';
import { meansSelf, readPriority } from '../../tickets/agent-command/small-words.ts';
import { parseTicketNumber } from '../../tickets/number.ts';
import type { AgentTicketCommand } from '../../tickets/ticket-command.ts';
import type { AgentInput, AgentPress, TypedLine } from './agent-input.ts';

/** What an agent wants, typed or pressed. The assignee isn't resolved yet. */
export type AgentIntent =
  | { readonly do: 'queue'; readonly filter: QueueFilter; readonly page: number }
  | { readonly do: 'show'; readonly ticket: string }
  | { readonly do: 'history'; readonly ticket: string; readonly page: number }
  | { readonly do: 'files'; readonly ticket: string }
  | { readonly do: 'lookup'; readonly text: string }
  | { readonly do: 'help' }
  | { readonly do: 'usage'; readonly typed: string; readonly nearest: CommandName | null }
  | {
      readonly do: 'form';
      readonly command: AgentForm['command'];
      readonly ticket: string;
      readonly isSent: boolean;
    }
  | {
      readonly do: 'move';
      readonly ticket: string;
      readonly move: AgentTicketCommand;
      readonly revision: number | null;
    }
  | {
      readonly do: 'assign';
      readonly ticket: string;
      readonly to: AgentReference;
      readonly revision: number | null;
    }
  | AmbiguousIntent
  | { readonly do: 'refuse'; readonly command: string; readonly refusal: AgentRefusal };

/** Intents that change nothing. */
export type ViewIntent = Exclude<AgentIntent, ChangeIntent | AmbiguousIntent>;

/** Intents that change a ticket, or open a form for the missing input. */
export type ChangeIntent = Extract<AgentIntent, { do: 'form' | 'move' | 'assign' }>;

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
  if (intent.do === 'move') return intent.move.kind;
  return intent.do === 'form' || intent.do === 'refuse' || intent.do === 'ambiguous'
    ? intent.command
    : intent.do;
}

function typed(line: TypedLine, actor: Actor): AgentIntent {
  const reading = parseCommand(line.text, { ticket: line.ticket });
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
  const { command } = reading;
  switch (command.name) {
    case 'queue':
      return { do: 'queue', filter: command.filter, page: command.page };
    case 'show':
      return { do: 'show', ticket: command.ticket };
    case 'history':
      return { do: 'history', ticket: command.ticket, page: command.page };
    case 'files':
      return { do: 'files', ticket: command.ticket };
    case 'lookup':
      return { do: 'lookup', text: command.text };
    case 'help':
      return { do: 'help' };
    case 'assign':
      return {
        do: 'assign',
        ticket: command.ticket,
        to: agentReference(command.to, mentions, actor),
        revision: null,
      };
    case 'claim':
    case 'release':
      return move(command.ticket, { kind: command.name });
    case 'reply':
    case 'note':
    case 'ask':
      return move(command.ticket, { kind: command.name, text: command.text });
    case 'priority':
      return move(command.ticket, { kind: 'priority', to: command.to });
    case 'resolve':
      return move(command.ticket, { kind: 'resolve', text: command.text });
    case 'reopen':
      return move(command.ticket, { kind: 'reopen', reason: command.text });
    default:
      return command satisfies never;
  }
}

function agentReference(to: string, mentions: TypedLine['mentions'], actor: Actor): AgentReference {
  if (meansSelf(to)) return { kind: 'person', person: actor };
  const mentioned = mentions.find(({ written }) => written.trim() === to);
  return mentioned ? { kind: 'person', person: mentioned.person } : { kind: 'name', typed: to };
}

function pressed(press: AgentPress): AgentIntent {
  const { verb, filter, page } = press;
  if (verb === 'queue') return { do: 'queue', filter: filter ?? 'all', page: page ?? 1 };
  if (verb === 'help') return { do: 'help' };
  const ticket = press.ticket === null ? null : parseTicketNumber(press.ticket);
  if (ticket === null) return { do: 'refuse', command: verb, refusal: { code: 'which-ticket' } };
  return pressedOn(ticket, press);
}

function pressedOn(ticket: string, { verb, revision, page, fields }: AgentPress): AgentIntent {
  const { text, agent, priority } = fields;
  switch (verb) {
    case 'show':
      return { do: 'show', ticket };
    case 'history':
      return { do: 'history', ticket, page: page ?? 1 };
    case 'files':
      return { do: 'files', ticket };
    case 'claim':
    case 'release':
      return { do: 'move', ticket, move: { kind: verb }, revision };
    case 'reply':
    case 'note':
    case 'ask':
      if (text === undefined || text.trim() === '') return form(ticket, verb, text !== undefined);
      return { do: 'move', ticket, move: { kind: verb, text: text.trim() }, revision };
    case 'resolve':
      if (text === undefined) return form(ticket, verb, false);
      return { do: 'move', ticket, move: { kind: 'resolve', text: text.trim() || null }, revision };
    case 'reopen':
      if (text === undefined) return form(ticket, verb, false);
      return {
        do: 'move',
        ticket,
        move: { kind: 'reopen', reason: text.trim() || null },
        revision,
      };
    case 'priority': {
      const to = readPriority(priority ?? '');
      if (to === null) return form(ticket, verb, priority !== undefined);
      return { do: 'move', ticket, move: { kind: 'priority', to }, revision };
    }
    case 'assign':
      if (!agent) return form(ticket, verb, agent !== undefined);
      return { do: 'assign', ticket, to: { kind: 'key', key: agent }, revision };
    case 'queue':
      return { do: 'queue', filter: 'all', page: 1 };
    case 'help':
      return { do: 'help' };
    default:
      return verb satisfies never;
  }
}

function move(ticket: string, command: AgentTicketCommand): ChangeIntent {
  return { do: 'move', ticket, move: command, revision: null };
}

function form(ticket: string, command: AgentForm['command'], isSent: boolean): AgentIntent {
  return { do: 'form', command, ticket, isSent };
}
