import type {
  ChatEvent,
  FileNote,
  MessageReceived,
  MessageSource,
  Person,
} from '../../conversation/event.ts';
import { initialState } from '../../conversation/initial-state.ts';
import { filingStep } from '../../conversation/phases/filing.ts';
import type { AgentRefusal } from '../../ports/agent-reply.ts';
import type { Address } from '../../ports/message.ts';
import { refuseIfFull } from '../../store/embedded/disk-watch.ts';
import { saveRefusal } from '../../store/refusals.ts';
import { storable } from '../../store/storable.ts';
import { openTurn, saveTurn } from '../../store/turns.ts';
import type { Actor } from '../../tickets/actor.ts';
import { formatTicketNumber } from '../../tickets/number.ts';
import type { Priority } from '../../tickets/priority.ts';
import type { AgentServiceOptions } from '../agent-commands/command-context.ts';
import { applyEffects } from '../turns/apply-effects.ts';
import { maskMessage } from '../turns/mask-event.ts';
import { replyJob } from '../turns/reply-job.ts';

/** A ticket an agent files for another person, from what that person wrote elsewhere. */
export interface FilingRequest {
  /** Platform id of the request: a repeated request files nothing a second time. */
  readonly id: string;
  /** A fresh UUID. */
  readonly newId: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The person who files it. */
  readonly actor: Actor;
  readonly report: string;
  /** Attached files. */
  readonly files: readonly FileNote[];
  readonly priority: Priority;
  /** The message it is made from. */
  readonly source?: MessageSource;
  /**
   * The person the ticket is for, and their own conversation with Signpost, where they are
   * notified.
   */
  readonly requester: {
    readonly person: Person;
    readonly conversation: string;
    readonly address: Address;
  };
}

export type FilingResult =
  | { readonly kind: 'filed'; readonly number: string }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly refusal: AgentRefusal };

/** Files tickets for others. Rejects if nothing was stored. */
export interface Filing {
  /** Returns why this person may not file a ticket, or null if they may. Records the refusal. */
  refusalFor(order: Pick<FilingRequest, 'newId' | 'at' | 'actor'>): Promise<AgentRefusal | null>;
  /** Files the ticket, notifies its desks and the requester, and resolves once it is durable. */
  file(order: FilingRequest): Promise<FilingResult>;
}

export function createFiling(options: AgentServiceOptions): Filing {
  const { agents, store, outbox, coordinator: room, log } = options;
  return { refusalFor, file };

  async function refusalFor({
    newId: id,
    at,
    actor,
  }: Pick<FilingRequest, 'newId' | 'at' | 'actor'>) {
    const desks = await agents.desksOf(actor).catch(() => null);
    if (desks !== null && desks.length > 0) return null;
    const refusal: AgentRefusal = { code: desks === null ? 'cannot-check' : 'not-an-agent' };
    await saveRefusal(store.db, { id, at, actor, command: 'file', ticket: null, refusal });
    return refusal;
  }

  async function file(order: FilingRequest): Promise<FilingResult> {
    const refusal = await refusalFor(order);
    if (refusal !== null) return { kind: 'refused', refusal };
    refuseIfFull(store.disk);
    const { conversation, address } = order.requester;
    const { report: text, files: sent } = order;
    const message = await maskMessage(storable({ kind: 'message', text, files: sent, masked: [] }));
    const files = await options.files.keep(message.files, eventOf(order), address);
    const number = await room.queue.run(conversation, () =>
      fileInTransaction(options, order, { ...message, files }),
    );
    log.info({ event: order.id, conversation, command: 'file', ticket: number }, 'agent command');
    if (number === null) return { kind: 'repeated' };
    outbox.kick();
    room.turnChanges.notify(conversation);
    room.ticketChanges.notify(number);
    return { kind: 'filed', number };
  }
}

/** Resolves to the ticket's number; null if it was filed before. */
async function fileInTransaction(
  options: AgentServiceOptions,
  order: FilingRequest,
  content: MessageReceived,
): Promise<string | null> {
  const { store, outbox, world, tickets: commands } = options;
  const { conversation, address } = order.requester;
  const event: ChatEvent = { ...eventOf(order), content };
  return store.db.transaction().execute(async (trx) => {
    const opened = await openTurn(trx, event, address);
    if (opened.kind !== 'opened') return null;
    const step = filingStep(content, order.priority);
    const result = await applyEffects(
      { trx, step, world, tickets: commands },
      opened.state ?? initialState(event),
      event,
    );
    await saveTurn(trx, conversation, result.state);
    const to = { conversation, channel: event.channel, address };
    const replies = replyJob(to, result.says, order.newId);
    await outbox.enqueue(trx, {
      inbound: null,
      messages: [replies, ...result.posts],
      tickets: result.tickets,
    });
    const [digits] = result.tickets;
    return digits === undefined ? null : formatTicketNumber(digits);
  });
}

function eventOf({
  id,
  newId,
  at,
  actor,
  requester,
  source,
}: FilingRequest): Omit<ChatEvent, 'content'> {
  const { conversation, person } = requester;
  const { channel } = actor;
  const about = source === undefined ? {} : { source };
  return { id: `filed/${id}`, newId, at, channel, conversation, person, ...about };
}
