import { DEFAULT_LOCALE } from '../../i18n/locale.ts';
import { localeFor } from '../../i18n/locales.ts';
import { translate } from '../../i18n/words.ts';
import type {
  AgentChoice,
  AgentForm,
  AgentRefusal,
  AgentReply,
  FormProblem,
  MissingInput,
} from '../../ports/agent-reply.ts';
import { redactor } from '../../redaction/redactor.ts';
import { storable } from '../../store/storable.ts';
import { desksOf } from '../../store/ticket-queue.ts';
import { actorKey, actorName, sameActor } from '../../tickets/actor.ts';
import {
  type CommandName,
  commandOf,
  type FormArgument,
  formFieldOf,
  hasForm,
  reachesRequester,
} from '../../tickets/agent-command/command-entry.ts';
import { sampleOf } from '../../tickets/agent-command/ticket-command-of.ts';
import { applyCommand, availableCommands } from '../../tickets/apply-command.ts';
import type { Ticket } from '../../tickets/payload.ts';
import { type AgentTicketCommand, MAX_TEXT_LENGTH } from '../../tickets/ticket-command.ts';
import type { TicketState } from '../../tickets/ticket-state.ts';
import { fillReplies, readyReplies } from '../replies/fill-replies.ts';
import { executeTicketCommand } from '../tickets/execute-ticket-command.ts';
import { eventIn, titleIn } from '../tickets/ticket-in-language.ts';
import type { AgentIntent, ChangeIntent } from './agent-intent.ts';
import { assigneeAmong } from './assignee.ts';
import type { AgentServiceOptions, CommandContext } from './command-context.ts';
import { symptomNamed } from './symptom-named.ts';
import { noSuchTicket, ticketFor } from './views.ts';

/** A ticket an agent may see, with its data from before any lock. */
interface Target {
  readonly ticket: Ticket;
  readonly conversation: string;
  readonly ticketState: TicketState;
}

/** What an agent asked for about one ticket, and what is needed to do it. */
interface TicketRequest {
  readonly options: AgentServiceOptions;
  readonly context: CommandContext;
  readonly target: Target;
}

/** What a form that was sent without its argument lacks. */
const MISSING: Readonly<Record<FormArgument, MissingInput>> = {
  'ticket-and-text': 'nothing-said',
  'ticket-and-optional-text': 'nothing-said',
  'ticket-and-person': 'nobody-chosen',
  'ticket-and-priority': 'no-priority',
  'ticket-and-symptom': 'no-symptom',
};

/** Executes a command that changes a ticket, or returns a form for the missing input. */
export async function executeCommand(
  options: AgentServiceOptions,
  context: CommandContext,
  intent: ChangeIntent,
): Promise<AgentReply> {
  const target = await ticketFor(options, context, intent.ticket);
  if (target === null) return noSuchTicket(context, intent.ticket);
  const request = { options, context, target };
  if (intent.do === 'form') {
    const { command, isSent } = intent;
    const code = MISSING[commandOf(command).takes];
    const filled = await withReplies(request, command, intent.text ?? '');
    if (typeof filled !== 'string') return refused(request, filled);
    return formFor(request, { command, problem: isSent ? { code } : null, text: filled });
  }
  const found = await commandIn(request, intent);
  if ('refusal' in found) return refused(request, found.refusal);
  const filled = await filledCommand(request, found.ticketCommand);
  if ('refusal' in filled) return refused(request, filled.refusal);
  const revision = 'revision' in intent ? intent.revision : null;
  return execute(request, await maskCommand(filled.ticketCommand), revision);
}

type FoundCommand =
  | { readonly ticketCommand: AgentTicketCommand }
  | { readonly refusal: AgentRefusal };

async function commandIn(
  { options, context, target }: TicketRequest,
  intent: Exclude<ChangeIntent, { do: 'form' }>,
): Promise<FoundCommand> {
  switch (intent.do) {
    case 'ticket-command':
      return { ticketCommand: intent.ticketCommand };
    case 'name-person':
      return assignment(options, context, intent);
    case 'name-symptom': {
      const { text: typed } = await redactor.redact(intent.to);
      const named = symptomNamed(options.world, typed, target.ticket.requester.locale);
      return 'refusal' in named
        ? named
        : { ticketCommand: { kind: intent.command, to: named.found } };
    }
    default:
      return intent satisfies never;
  }
}

/** Puts ready-made replies into what reaches the requester. */
async function filledCommand(request: TicketRequest, command: AgentTicketCommand) {
  if (!('text' in command) || command.text === null) return { ticketCommand: command };
  const text = await withReplies(request, command.kind, command.text);
  return typeof text === 'string'
    ? { ticketCommand: { ...command, text, format: 'markdown' as const } }
    : { refusal: text };
}

async function withReplies(
  { options, context, target }: TicketRequest,
  command: CommandName,
  text: string,
): Promise<string | AgentRefusal> {
  if (!reachesRequester(command)) return text;
  const { requester, number } = target.ticket;
  const locale = localeFor(requester.locale) ?? DEFAULT_LOCALE;
  const routed = await desksOf(options.store.db, number);
  const filled = fillReplies(options.replies, text, locale, {
    requester: requester.name ?? translate(locale, 'desk.replies.nobody'),
    number,
    agent: actorName(context.input.actor),
    desk: context.desks.find((desk) => routed.includes(desk)) ?? '',
  });
  if ('text' in filled) return filled.text;
  return { code: 'unknown-reply', typed: filled.unknown, nearest: filled.nearest };
}

/** @param revision of the ticket that the agent saw; null if they saw none. */
async function execute(
  request: TicketRequest,
  command: AgentTicketCommand,
  revision: number | null,
): Promise<AgentReply> {
  const { options, context, target } = request;
  const { input } = context;
  const text = textOf(command);
  const form = formOf(command);
  if (text.length > MAX_TEXT_LENGTH) {
    if (input.what.kind === 'pressed' && form)
      return formFor(request, { command: form, problem: { code: 'too-long' }, text });
    return refused(request, { code: 'too-long', most: MAX_TEXT_LENGTH });
  }
  const outcome = await executeTicketCommand(options, {
    ...target,
    actor: input.actor,
    command,
    at: input.at,
    newId: input.newId,
    shown: commandOf(command.kind).needsCurrentCard ? revision : null,
    once: input,
  });
  switch (outcome.kind) {
    case 'applied':
      return context.reply({
        kind: 'done',
        number: target.ticket.number,
        title: titleIn(options.world, target.ticket, context.locale),
        event: eventIn(options.world, outcome.event, context.locale),
      });
    case 'refused':
      return refused(request, outcome.refusal);
    case 'repeated':
      return refused(request, { code: 'done-before' });
    case 'changed': {
      if (form === null) return refused(request, { code: 'done-before' });
      const { by, ticketState } = outcome;
      return formFor(
        { ...request, target: { ...target, ticketState } },
        {
          command: form,
          problem: { code: 'changed', by: eventIn(options.world, by, context.locale) },
          text,
        },
      );
    }
    default:
      return outcome satisfies never;
  }
}

async function assignment(
  { agents, store }: AgentServiceOptions,
  { input }: CommandContext,
  { command, ticket, to }: Extract<AgentIntent, { do: 'name-person' }>,
): Promise<FoundCommand> {
  const assignee = assigneeAmong(
    await agents.list(await desksOf(store.db, ticket)),
    to,
    input.actor,
  );
  return 'found' in assignee ? { ticketCommand: { kind: command, to: assignee.found } } : assignee;
}

interface FormRequest {
  readonly command: AgentForm['command'];
  readonly problem: FormProblem | null;
  /** What the agent has already written. */
  readonly text?: string;
}

/** Returns the form for a command, or the refusal right away if the ticket doesn't allow it. */
async function formFor(
  { options: { agents, store, world, replies }, context, target }: TicketRequest,
  { command, problem, text = '' }: FormRequest,
): Promise<AgentReply> {
  const { actor, at } = context.input;
  const { ticketState } = target;
  const { number } = target.ticket;
  if (!availableCommands(ticketState, actor).includes(command)) {
    const decision = applyCommand(ticketState, sampleOf(command), actor, at);
    if (!decision.ok) return context.reply({ kind: 'refused', number, refusal: decision.refusal });
  }
  const assignable =
    formFieldOf(command) === 'agent' ? await agents.list(await desksOf(store.db, number)) : [];
  const choices = assignable.map((agent): AgentChoice => {
    return { value: actorKey(agent), name: actorName(agent), me: sameActor(agent, actor) };
  });
  return context.reply({
    kind: 'form',
    command,
    number,
    title: titleIn(world, target.ticket, context.locale),
    ticketState,
    text,
    ...(reachesRequester(command) &&
      replies.length > 0 && { canned: readyReplies(replies, context.locale) }),
    agents: choices,
    problem,
  });
}

function refused(
  { context, target: { ticket } }: TicketRequest,
  refusal: AgentRefusal,
): AgentReply {
  return context.reply({ kind: 'refused', number: ticket.number, refusal });
}

function formOf({ kind }: AgentTicketCommand): AgentForm['command'] | null {
  return hasForm(kind) ? kind : null;
}

function textOf(command: AgentTicketCommand): string {
  if ('text' in command) return command.text ?? '';
  return command.kind === 'reopen' ? (command.reason ?? '') : '';
}

/** Agents paste secrets too, so they are masked before anything is stored or displayed. */
async function maskCommand(command: AgentTicketCommand): Promise<AgentTicketCommand> {
  if ('text' in command && command.text !== null)
    return storable({ ...command, text: await masked(command.text) });
  if ('reason' in command && command.reason !== null)
    return storable({ ...command, reason: await masked(command.reason) });
  return command;
}

async function masked(text: string): Promise<string> {
  return (await redactor.redact(text)).text;
}
