import type { Transaction } from 'kysely';
import type { DeskPlace, DeskPost } from '../channels/channel.ts';
import type { World } from '../conversation/world.ts';
import type { Locale } from '../i18n/locale.ts';
import type { DeskJob } from '../outbox/desk-job.ts';
import type { Database } from '../store/database.ts';
import { insertLife, lockLife, saveMove } from '../store/lives.ts';
import { addDesks, desksOf } from '../store/queue.ts';
import { storedTicket } from '../store/tickets.ts';
import type { Actor } from '../tickets/actor.ts';
import { decide } from '../tickets/lifecycle.ts';
import type { Move, Refusal } from '../tickets/move.ts';
import type { Ticket } from '../tickets/payload.ts';
import type { TicketEvent } from '../tickets/ticket-event.ts';
import { bornOf, type TicketLife } from '../tickets/ticket-life.ts';
import type { TicketOverview } from './desk-reply.ts';
import { recommendedFixes } from './fix-view.ts';
import { realmOf } from './realm.ts';
import type { Route } from './routing.ts';

/** Does things to tickets within a transaction, and says what is to be posted about it in their desks. */
export interface Deeds {
  /** Begins the life of a ticket that was just stored. */
  open(trx: Transaction<Database>, conversation: string, ticket: Ticket, requester: Actor): Promise<readonly DeskJob[]>;
  /** Makes a move where it is legal. Lock the ticket's conversation before. `at` is ISO 8601 in UTC. */
  move(trx: Transaction<Database>, number: string, move: Move, actor: Actor, at: string): Promise<Moved>;
}

export type Moved =
  | {
      readonly ok: true;
      readonly before: TicketLife;
      readonly life: TicketLife;
      readonly event: TicketEvent;
      readonly ticket: Ticket;
      readonly posts: readonly DeskJob[];
    }
  | { readonly ok: false; readonly refusal: Refusal | { readonly code: 'unknown-ticket'; readonly typed: string } };

export interface DeedsOptions {
  readonly world: World;
  readonly places: readonly DeskPlace[];
  readonly route: Route;
}

export function createDeeds({ world, places, route }: DeedsOptions): Deeds {
  return {
    async open(trx, conversation, ticket, requester) {
      const { number, createdAt: at, priority } = ticket;
      const event = { kind: 'opened', ticket: number, revision: 1, at, actor: requester, priority } as const;
      const life = bornOf(event);
      await insertLife(trx, life, event);
      await addDesks(trx, number, route(ticket, realmOf(conversation), priority));
      return postsOf(trx, ticket, life, event);
    },
    async move(trx, number, move, actor, at) {
      const before = await lockLife(trx, number);
      if (before === null) return { ok: false, refusal: { code: 'unknown-ticket', typed: number } };
      const decision = decide(before, move, actor, at);
      if (!decision.ok) return decision;
      const { life, event } = decision;
      await saveMove(trx, life, event);
      const { ticket, conversation } = await storedTicket(trx, number);
      // A ticket that became urgent may be another desk's as well; those that know of it go on to.
      if (event.kind === 'prioritized') {
        await addDesks(trx, number, route(ticket, realmOf(conversation), life.priority));
      }
      return { ok: true, before, life, event, ticket, posts: await postsOf(trx, ticket, life, event) };
    },
  };

  async function postsOf(
    trx: Transaction<Database>,
    ticket: Ticket,
    life: TicketLife,
    event: TicketEvent,
  ): Promise<readonly DeskJob[]> {
    const desks = await desksOf(trx, ticket.number);
    return places.filter(({ desk }) => desks.includes(desk)).map((place) => jobOf(world, place, ticket, life, event));
  }
}

/** A ticket with all that an agent needs to act on it, in a language. */
export function overviewOf(world: World, ticket: Ticket, life: TicketLife, locale: Locale): TicketOverview {
  return { number: ticket.number, ticket, life, fixes: recommendedFixes(world, ticket, locale) };
}

/** The card as it is now true; and, but for the first time, a line in its thread about what happened. */
function jobOf(
  world: World,
  { desk, locale }: DeskPlace,
  ticket: Ticket,
  life: TicketLife,
  event: TicketEvent,
): DeskJob {
  const { number } = ticket;
  const name = `${number}.${event.revision}`;
  const card: DeskPost = { kind: 'escalation', id: name, locale, ...overviewOf(world, ticket, life, locale) };
  const line: DeskPost = { kind: 'thread', id: `${name}.line`, locale, number, event };
  const posts = event.kind === 'opened' ? [card] : [card, line];
  return { desk, ticket: number, items: posts.map((reply) => ({ id: `${desk}/${reply.id}`, reply })) };
}
