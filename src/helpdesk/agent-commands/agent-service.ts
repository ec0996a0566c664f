import { failureFields } from '../../diagnostics/failure-fields.ts';
import { DEFAULT_LOCALE } from '../../i18n/locale.ts';
import { localeFor } from '../../i18n/locales.ts';
import type { AgentReply, AgentReplyBody } from '../../ports/agent-reply.ts';
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
import { viewOf } from './views.ts';

/** The agents' side of the helpdesk: executes what agents type and press, and answers only them. */
export interface AgentService {
  /**
   * Executes what an agent asked for and returns the reply, durably stored by then. Refuses anyone
   * who isn't an agent, and records the refusal. Rejects if nothing was stored.
   */
  run(asked: AgentInput): Promise<AgentReply>;
  /**
   * Returns true if a person is an agent of any desk; false also if that can't be determined now.
   */
  isAgent(person: Actor): Promise<boolean>;
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
  const { agents, helpdeskChannels: places, coordinator: room, log } = options;
  return {
    run,
    async isAgent(person) {
      try {
        return (await agents.desksOf(person)).length > 0;
      } catch (error) {
        log.warn(
          { agent: loggedActor(person), ...failureFields(error) },
          'helpdesk: agent lookup failed',
        );
        return false;
      }
    },
    closeResolved: (days, now) => closeResolved(options, days, now),
    onTicket: room.ticketChanges.listen,
  };

  async function run(asked: AgentInput): Promise<AgentReply> {
    const started = performance.now();
    const wanted = intentOf(asked);
    const ticket = 'ticket' in wanted ? wanted.ticket : null;
    const fields = {
      event: asked.id,
      agent: loggedActor(asked.actor),
      command: commandNameOf(wanted),
      ticket,
    };
    const ms = () => Math.round((performance.now() - started) * 10) / 10;
    try {
      const reply = await answered(asked, wanted);
      const outcome = reply.kind === 'refused' ? reply.refusal.code : reply.kind;
      log.info({ ...fields, outcome, ms: ms() }, 'agent command');
      return reply;
    } catch (error) {
      logFailure(log, { ...fields, outcome: 'failed', ms: ms() }, error, 'agent command');
      throw error;
    }
  }

  async function answered(asked: AgentInput, wanted: AgentIntent): Promise<AgentReply> {
    const desks = await desksFor(asked.actor);
    const own =
      places.find(({ desk }) => desks?.includes(desk)) ??
      places.find(isNear(asked.actor)) ??
      places[0];
    const locale = localeFor(asked.localeTag ?? undefined) ?? own?.locale ?? DEFAULT_LOCALE;
    const answer = (body: AgentReplyBody): AgentReply => ({ ...body, id: asked.newId, locale });
    const reply =
      desks === null || desks.length === 0
        ? answer({
            kind: 'refused',
            number: null,
            refusal: { code: desks === null ? 'cannot-check' : 'not-an-agent' },
          })
        : await granted({ input: asked, desks, locale, reply: answer }, wanted);
    if (reply.kind === 'refused') await audit(asked, wanted, reply);
    return reply;
  }

  async function granted(asking: CommandContext, typed: AgentIntent): Promise<AgentReply> {
    const wanted = typed.do === 'ambiguous' ? await settleNumber(options, asking, typed) : typed;
    return wanted.do === 'form' || wanted.do === 'move' || wanted.do === 'assign'
      ? executeCommand(options, asking, wanted)
      : viewOf(options, asking, wanted);
  }

  /** Null if it can't be determined. */
  async function desksFor(person: Actor): Promise<readonly string[] | null> {
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

  async function audit(
    { newId: id, at, actor }: AgentInput,
    wanted: AgentIntent,
    { number, refusal }: Extract<AgentReply, { kind: 'refused' }>,
  ): Promise<void> {
    const ticket = number ?? ('ticket' in wanted ? wanted.ticket : null);
    await saveRefusal(options.store.db, {
      id,
      at,
      actor,
      command: commandNameOf(wanted),
      ticket,
      refusal,
    });
  }
}

function isNear({ channel, tenant }: Actor): (place: HelpdeskChannel) => boolean {
  return (place) => place.channel === channel && place.tenant === tenant;
}
