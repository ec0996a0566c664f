import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import { daysAgo } from './days-ago.ts';

/** No upload takes this long: a file that isn't complete by then was interrupted. */
const UNFINISHED_DAYS = 1;

const LOOKED_UP_AT_ONCE = 100;

/**
 * Deletes expired links, and files this many days after their ticket was closed, or after they
 * arrived if they have no ticket. Handles one file at a time, because a large one already blocks
 * the embedded database for long enough.
 */
export async function pruneFiles(db: Kysely<Database>, days: number): Promise<void> {
  await db.deleteFrom('file_links').where('expires_at', '<', daysAgo(0)).execute();
  await deleteEach(db, withoutTicket(days));
  await deleteEach(db, ofClosedTickets(days));
  await deleteEach(db, unfinished());
}

/** @param contents Selects the ids of the contents to delete. */
async function deleteEach(db: Kysely<Database>, contents: RawBuilder<unknown>): Promise<void> {
  for (;;) {
    const found = await sql<{ id: string }>`
      select id from file_contents where id in (${contents}) limit ${LOOKED_UP_AT_ONCE}`.execute(
      db,
    );
    for (const { id } of found.rows) {
      // Checks again: the file may have been assigned a ticket, or its ticket reopened.
      await sql`delete from file_contents where id = ${id} and id in (${contents})`.execute(db);
    }
    if (found.rows.length < LOOKED_UP_AT_ONCE) return;
  }
}

function withoutTicket(days: number): RawBuilder<unknown> {
  return sql`select content from files where ticket is null and received_at < ${daysAgo(days)}`;
}

function ofClosedTickets(days: number): RawBuilder<unknown> {
  return sql`
    select files.content from files join ticket_states on ticket_states.ticket = files.ticket
    where ticket_states.status = 'closed' and (ticket_states.state->>'changedAt')::timestamptz < ${daysAgo(days)}`;
}

function unfinished(): RawBuilder<unknown> {
  return sql`
    select unnamed.id from file_contents as unnamed where unnamed.begun_at < ${daysAgo(UNFINISHED_DAYS)}
    and not exists (select from files where files.content = unnamed.id)`;
}
