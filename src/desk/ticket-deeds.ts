import type { Transaction } from 'kysely';
import type { DeskPlace, DeskPost } from '../channels/channel.ts';
import type { World } from '../conversation/world.ts';
import type { Locale } from '../i18n/locale.ts';
import type { DeskJob } from '../outbox/desk-job.ts';
import type { Database } from '../store/database.ts';
import { attachFiles, countFiles } from '../store/files.ts';
import { insertLife, lockLife, saveMove } from '../store/lives.ts';
import { addDesks, desksOf } from '../store/queue.ts';
import { storedTicket } from '../store/tickets.ts';
import type { Actor } from '../tickets/actor.ts';
import type { KeptFile } from '../tickets/file.ts';
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
  open(trx: Transaction<Database>, opening: Opening): Promise<readonly DeskJob[]>;
  /** Makes a move where it is legal. Lock the ticket's conversation before. `at` is ISO 8601 in UTC. */
  move(trx: Transaction<Database>, number: string, move: Move, actor: Actor, at: string): Promise<Moved>;
}

/** A ticket as it was filed. */
export interface Opening {
  readonly conversation: string;
  readonly ticket: Ticket;
  readonly requester: Actor;
  /** Ids of kept files that came with it. */
  readonly files: readonly string[];
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
    async open(trx, { conversation, ticket, requester, files }) {
      const { number, createdAt: at, priority } = ticket;
      const event = { kind: 'opened', ticket: number, revision: 1, at, actor: requester, priority } as const;
      const life = bornOf(event);
      await insertLife(trx, life, event);
      await addDesks(trx, number, route(ticket, realmOf(conversation), priority));
      const attached = await attachFiles(trx, files, conversation, number);
      return postsOf(trx, ticket, life, { event, files: attached });
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
      const files = event.kind === 'answered' ? event.files.flatMap(({ id }) => id ?? []) : [];
      const attached = await attachFiles(trx, files, conversation, number);
      const posts = await postsOf(trx, ticket, life, { event, files: attached });
      return { ok: true, before, life, event, ticket, posts };
    },
  };

  async function postsOf(
    trx: Transaction<Database>,
    ticket: Ticket,
    life: TicketLife,
    happened: Happened,
  ): Promise<readonly DeskJob[]> {
    const desks = await desksOf(trx, ticket.number);
    const files = await countFiles(trx, ticket.number);
    return places
      .filter(({ desk }) => desks.includes(desk))
      .map((place) => jobOf(place, overviewOf(world, { ticket, life, files }, place.locale), happened));
  }
}

/** A ticket with all that an agent needs to act on it, in a language. */
export function overviewOf(
  world: World,
  about: Pick<TicketOverview, 'ticket' | 'life' | 'files'>,
  locale: Locale,
): TicketOverview {
  const { ticket } = about;
  return { number: ticket.number, ...about, fixes: recommendedFixes(world, ticket, locale) };
}

/** An event of a ticket, and the files that came with it. */
interface Happened {
  readonly event: TicketEvent;
  readonly files: readonly KeptFile[];
}

/** The card as it is now true; but for the first time, a line in its thread about what happened; and what came with it. */
function jobOf({ desk, locale }: DeskPlace, overview: TicketOverview, { event, files }: Happened): DeskJob {
  const { number } = overview;
  const name = `${number}.${event.revision}`;
  const card: DeskPost = { kind: 'escalation', id: name, locale, ...overview };
  const line: DeskPost = { kind: 'thread', id: `${name}.line`, locale, number, event };
  const attached = files.map(
    (file): DeskPost => ({ kind: 'file', id: `${name}.${file.id}`, locale, number, file, from: event.actor.name }),
  );
  const posts = event.kind === 'opened' ? [card, ...attached] : [card, line, ...attached];
  return { desk, ticket: number, items: posts.map((reply) => ({ id: `${desk}/${reply.id}`, reply })) };
}
