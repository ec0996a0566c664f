import { failureFields } from '../../diagnostics/failure-fields.ts';
import { DEFAULT_LOCALE, type Locale } from '../../i18n/locale.ts';
import { localeFor } from '../../i18n/locales.ts';
import type { AgentReply, AgentReplyBody, QueueRow } from '../../ports/agent-reply.ts';
import type { HelpdeskChannel } from '../../ports/message.ts';
import { logFailure } from '../../store/log-failure.ts';
import { saveRefusal } from '../../store/refusals.ts';
import type { Actor } from '../../tickets/actor.ts';
import { closeResolved } from '../tickets/close-resolved.ts';
import type { AgentInput } from './agent-input.ts';
import { type AgentIntent, commandNameOf, intentOf } from './agent-intent.ts';
import type { AgentServiceOptions, CommandContext } from './command-context.ts';
import { executeCommand } from './execute-command.ts';
import { loggedActor } from './logged-actor.ts';
import { settleNumber } from './settle-number.ts';
import { ownQueue, viewOf } from './views.ts';

/** The agents' side of the helpdesk: executes what agents type and press, and answers only them. */
export interface AgentService {
  /**
   * Executes what an agent asked for and returns the reply, durably stored by then. Refuses anyone
   * who isn't an agent, and records the refusal. Rejects if nothing was stored.
   */
  run(input: AgentInput): Promise<AgentReply>;
  /**
   * Returns true if a person is an agent of any desk; false also if that can't be determined now.
   */
  isAgent(person: Actor): Promise<boolean>;
  /**
   * Returns the first page of the open tickets that a person has, in a language; none if they aren't
   * an agent.
   */
  ownTickets(person: Actor, locale: Locale): Promise<readonly QueueRow[]>;
  /**
   * Closes tickets that were resolved this many days ago and not reopened; resolves to their
   * number.
   */
  closeResolved(days: number, now: Date): Promise<number>;
  /** Calls back with the number of each changed ticket. Returns a function that unsubscribes. */
  onTicket(listener: (number: string) => void): () => void;
}

/**
 * Creates the agents' side of the helpdesk. Agent commands on the tickets of a conversation and the
 * requester's turns there run one after another.
 */
export function createAgentService(options: AgentServiceOptions): AgentService {
  return {
    run: (input) => run(options, input),
    async isAgent(person) {
      const desks = await desksFor(options, person);
      return desks !== null && desks.length > 0;
    },
    async ownTickets(person, locale) {
      const desks = (await desksFor(options, person)) ?? [];
      return desks.length === 0 ? [] : ownQueue(options, { person, desks, locale });
    },
    closeResolved: (days, now) => closeResolved(options, days, now),
    onTicket: options.coordinator.ticketChanges.listen,
  };
}

/** Answers an input, and logs the outcome and how long it took. */
async function run(options: AgentServiceOptions, input: AgentInput): Promise<AgentReply> {
  const { log } = options;
  const started = performance.now();
  const intent = intentOf(input);
  const fields = {
    event: input.id,
    agent: loggedActor(input.actor),
    command: commandNameOf(intent),
    ticket: 'ticket' in intent ? intent.ticket : null,
  };
  const ms = () => Math.round((performance.now() - started) * 10) / 10;
  try {
    const reply = await answer(options, input, intent);
    const outcome = reply.kind === 'refused' ? reply.refusal.code : reply.kind;
    log.info({ ...fields, outcome, ms: ms() }, 'agent command');
    return reply;
  } catch (error) {
    logFailure(log, { ...fields, outcome: 'failed', ms: ms() }, error, 'agent command');
    throw error;
  }
}

async function answer(
  options: AgentServiceOptions,
  input: AgentInput,
  intent: AgentIntent,
): Promise<AgentReply> {
  const desks = await desksFor(options, input.actor);
  const locale =
    localeFor(input.localeTag ?? undefined) ??
    ownChannel(options, input.actor, desks)?.locale ??
    DEFAULT_LOCALE;
  const replyWith = (body: AgentReplyBody): AgentReply => ({ ...body, id: input.newId, locale });
  const reply =
    desks === null || desks.length === 0
      ? replyWith({
          kind: 'refused',
          number: null,
          refusal: { code: desks === null ? 'cannot-check' : 'not-an-agent' },
        })
      : await execute(options, { input, desks, locale, reply: replyWith }, intent);
  if (reply.kind === 'refused') await recordRefusal(options, { input, intent, reply });
  return reply;
}

async function execute(
  options: AgentServiceOptions,
  context: CommandContext,
  typed: AgentIntent,
): Promise<AgentReply> {
  const intent = typed.do === 'ambiguous' ? await settleNumber(options, context, typed) : typed;
  return intent.do === 'view' || intent.do === 'usage' || intent.do === 'refuse'
    ? viewOf(options, context, intent)
    : executeCommand(options, context, intent);
}

/** Null if it can't be determined. */
async function desksFor(
  { agents, log }: AgentServiceOptions,
  person: Actor,
): Promise<readonly string[] | null> {
  try {
    return await agents.desksOf(person);
  } catch (error) {
    log.warn(
      { agent: loggedActor(person), ...failureFields(error) },
      'helpdesk: agent lookup failed',
    );
    return null;
  }
}

/** The channel of one of the agent's desks, else one on the agent's platform, else any. */
function ownChannel(
  { helpdeskChannels }: AgentServiceOptions,
  { channel, tenant }: Actor,
  desks: readonly string[] | null,
): HelpdeskChannel | undefined {
  return (
    helpdeskChannels.find(({ desk }) => desks?.includes(desk)) ??
    helpdeskChannels.find((each) => each.channel === channel && each.tenant === tenant) ??
    helpdeskChannels[0]
  );
}

interface RefusedInput {
  readonly input: AgentInput;
  readonly intent: AgentIntent;
  readonly reply: Extract<AgentReply, { kind: 'refused' }>;
}

async function recordRefusal(
  { store }: AgentServiceOptions,
  { input: { newId: id, at, actor }, intent, reply: { number, refusal } }: RefusedInput,
): Promise<void> {
  const ticket = number ?? ('ticket' in intent ? intent.ticket : null);
  await saveRefusal(store.db, { id, at, actor, command: commandNameOf(intent), ticket, refusal });
}
