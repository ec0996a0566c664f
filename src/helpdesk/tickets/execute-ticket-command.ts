import type { Transaction } from 'kysely';
import type { State } from '../../conversation/state.ts';
import type { AgentRefusal } from '../../ports/agent-reply.ts';
import { isFirstCommand } from '../../store/agent-events.ts';
import type { Database } from '../../store/database.ts';
import { refuseIfFull } from '../../store/embedded/disk-watch.ts';
import { eventsAfter, lockTicketState } from '../../store/ticket-states.ts';
import { type Actor, sameActor } from '../../tickets/actor.ts';
import type { Ticket } from '../../tickets/payload.ts';
import type { TicketCommand } from '../../tickets/ticket-command.ts';
import type { TicketEvent } from '../../tickets/ticket-event.ts';
import type { TicketState } from '../../tickets/ticket-state.ts';
import type { AgentServiceOptions } from '../agent-commands/command-context.ts';
import { SIGNPOST } from '../routing/tenant.ts';
import { replyJob } from '../turns/reply-job.ts';
import { lockState, tellRequester } from '../turns/requester-conversation.ts';
import { updateFor } from '../turns/requester-update.ts';
import { isSaid, wordIn } from './message-to-requester.ts';
import type { TicketChange } from './ticket-service.ts';

/** A command on a ticket by anyone but its requester, whose own commands come with their turns. */
export interface CommandRequest {
  readonly ticket: Ticket;
  readonly conversation: string;
  readonly actor: Actor;
  readonly command: TicketCommand;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** A fresh UUID. */
  readonly newId: string;
  /**
   * Revision the actor saw when issuing the command; changes by others since then block it. Null
   * skips this check.
   */
  readonly shown: number | null;
  /**
   * The command or press that caused it, so that a repeat has no second effect; null if there is
   * none.
   */
  readonly once: { readonly id: string; readonly actor: Actor } | null;
}

export type CommandOutcome =
  | { readonly kind: 'applied'; readonly event: TicketEvent; readonly ticketState: TicketState }
  | { readonly kind: 'refused'; readonly refusal: AgentRefusal }
  | { readonly kind: 'repeated' }
  /** Someone else changed the ticket after the card that was shown, so nothing was done. */
  | { readonly kind: 'changed'; readonly by: TicketEvent; readonly ticketState: TicketState };

/** How many events to search for changes by others. */
const MAX_EVENTS_SINCE = 50;

type CommandServices = Pick<
  AgentServiceOptions,
  'store' | 'outbox' | 'world' | 'tickets' | 'coordinator' | 'step' | 'log'
>;

/**
 * Executes a command and notifies the desks and the requester, all in one transaction and in the
 * order of the requester's conversation; resolves once it is durable.
 */
export async function executeTicketCommand(
  services: CommandServices,
  order: CommandRequest,
): Promise<CommandOutcome> {
  const { store, outbox, coordinator } = services;
  const { conversation } = order;
  refuseIfFull(store.disk);
  return coordinator.queue.run(conversation, async () => {
    const outcome = await store.db
      .transaction()
      .execute((trx) => inTransaction(services, trx, order));
    if (outcome.kind === 'applied') {
      outbox.kick();
      coordinator.turnChanges.notify(conversation);
      coordinator.ticketChanges.notify(order.ticket.number);
    }
    return outcome;
  });
}

async function inTransaction(
  services: CommandServices,
  trx: Transaction<Database>,
  order: CommandRequest,
): Promise<CommandOutcome> {
  const { number } = order.ticket;
  if (order.once !== null && !(await isFirstCommand(trx, order.once))) return { kind: 'repeated' };
  // Locks the conversation before the ticket, as the requester's own turns do, to avoid deadlocks.
  const state = await lockState(trx, order.conversation, services.log);
  const meanwhile =
    order.shown === null ? null : await othersSince(trx, number, order.shown, order.actor);
  const ticketState = meanwhile && (await lockTicketState(trx, number));
  if (meanwhile && ticketState) return { kind: 'changed', by: meanwhile, ticketState };
  const { command, actor, at } = order;
  const change = await services.tickets.execute(trx, { number, command, actor, at });
  if (!change.ok) return { kind: 'refused', refusal: change.refusal };
  return {
    kind: 'applied',
    event: change.event,
    ticketState: await tellAll(services, trx, { order, change, state }),
  };
}

interface ExecutedCommand {
  readonly order: CommandRequest;
  readonly change: Extract<TicketChange, { ok: true }>;
  /** State of the requester's conversation; null if there is none. */
  readonly state: State | null;
}

/**
 * Notifies the desks and the requester. If an agent's message doesn't reach the requester, for any
 * reason, it is marked as undelivered. Resolves to the ticket state after all that.
 */
async function tellAll(
  services: CommandServices,
  trx: Transaction<Database>,
  { order, change, state }: ExecutedCommand,
): Promise<TicketState> {
  const { conversation, at, newId } = order;
  const content = updateFor(change);
  const id = `desk/${change.ticketState.number}/${change.event.revision}`;
  const result =
    content &&
    state &&
    (await tellRequester(services, trx, state, { id, newId, at, conversation, content }));
  const says = result?.says ?? [];
  const message = wordIn(change.event);
  const replies = says.flatMap(({ reply, decided }) => (decided === null ? [reply] : []));
  const lost = message !== null && !isSaid(message, replies) ? message : null;
  const noted =
    lost &&
    (await services.tickets.execute(trx, {
      number: lost.number,
      command: { kind: 'undelivered', what: lost.what },
      actor: SIGNPOST,
      at,
    }));
  const posts = [...change.posts, ...(result?.posts ?? []), ...(noted?.ok ? noted.posts : [])];
  const to = state && { conversation, channel: state.channel, address: null };
  const messages = to && says.length > 0 ? [replyJob(to, says, newId), ...posts] : posts;
  await services.outbox.enqueue(trx, { inbound: null, messages, tickets: [] });
  return noted?.ok ? noted.ticketState : change.ticketState;
}

/** Returns the newest event by someone else since a revision; null if there is none. */
async function othersSince(
  trx: Transaction<Database>,
  number: string,
  revision: number,
  actor: Actor,
): Promise<TicketEvent | null> {
  const events = await eventsAfter(trx, number, revision, MAX_EVENTS_SINCE);
  return events.findLast((event) => !sameActor(event.actor, actor)) ?? null;
}
