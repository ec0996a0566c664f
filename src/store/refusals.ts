import type { Kysely } from 'kysely';
import { type Actor, actorKey } from '../tickets/actor.ts';
import { formatTicketNumber, sequenceOf } from '../tickets/number.ts';
import { actorSchema } from '../tickets/ticket-schemas.ts';
import type { Database } from './database.ts';
import { storableJson } from './storable.ts';

/** An agent command that was refused. */
export interface RefusedCommand {
  /** UUID. */
  readonly id: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly actor: Actor;
  /** The command, such as `claim`. */
  readonly command: string;
  /** The ticket it was tried on, as `SP-1001`; null if none. */
  readonly ticket: string | null;
  readonly refusal: { readonly code: string };
}

/** Records a refused command for the audit. Recording it again changes nothing. */
export async function saveRefusal(db: Kysely<Database>, refused: RefusedCommand): Promise<void> {
  await db
    .insertInto('desk_refusals')
    .values({
      id: refused.id,
      at: new Date(refused.at),
      actor: storableJson(refused.actor),
      command: refused.command,
      ticket: refused.ticket === null ? null : sequenceOf(refused.ticket),
      refusal: storableJson(refused.refusal),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** A stored refusal. */
export interface StoredRefusal {
  readonly at: Date;
  /** The person who tried it, as `<channel>/<tenant>/<id>`. */
  readonly actor: string;
  /** The person's name on the platform at the time; null if it gave none. */
  readonly name: string | null;
  readonly command: string;
  readonly ticket: string | null;
  readonly code: string;
}

/** Returns refused commands, newest first: who tried what, when, and why it was refused. */
export async function refusalsOf(
  db: Kysely<Database>,
  limit: number,
): Promise<readonly StoredRefusal[]> {
  const rows = await db
    .selectFrom('desk_refusals')
    .select(['at', 'actor', 'command', 'ticket', 'refusal'])
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ at, actor, command, ticket, refusal }) => ({
    at,
    ...whoIn(actor),
    command,
    ticket: ticket === null ? null : formatTicketNumber(ticket),
    code: codeIn(refusal),
  }));
}

function whoIn(actor: unknown): Pick<StoredRefusal, 'actor' | 'name'> {
  const read = actorSchema.safeParse(actor);
  return read.success
    ? { actor: actorKey(read.data), name: read.data.name }
    : { actor: '', name: null };
}

function codeIn(refusal: unknown): string {
  return typeof refusal === 'object' && refusal !== null && 'code' in refusal
    ? String(refusal.code)
    : '';
}
