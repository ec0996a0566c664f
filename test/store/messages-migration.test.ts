import { expect } from 'chai';
import { sql } from 'kysely';
import { listDeadLetters } from '../../src/store/dead-letters.ts';
import { helpdeskCard, ticketOfCard } from '../../src/store/helpdesk-cards.ts';
import { messageIdsOf, notedMessages } from '../../src/store/messages.ts';
import { up as deskTables } from '../../src/store/migrations/0006-desk.ts';
import { up } from '../../src/store/migrations/0014-one-table-of-messages.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog, withoutTypes } from '../support/store.ts';

describe('migration of a database with replies and desk posts in two tables', () => {
  it('keeps the outcome of every message, embedded', () => keepsAll(openFreshStore));

  it('keeps the outcome of every message, on PostgreSQL', () =>
    keepsAll(async () =>
      openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    ));
});

async function keepsAll(open: () => Promise<Store>): Promise<void> {
  const { db, close } = await open();
  await asBefore(db);
  await sql`
    insert into messages (id, conversation, reply, status, message_id, problem, error, at) values
      ('o1', 'web:1', 'r1', 'sent', 'm1', null, null, now()),
      ('o2', 'slack:T:D1', 'r2', 'dead', null, 'gone', 'is_archived', now())`.execute(db);
  await sql`
    insert into desk_posts (id, desk, ticket, kind, status, message_id, problem, error, at) values
      ('it/SP-1001.1', 'it', 1001, 'escalation', 'sent', 'C1/1.1', null, null, now()),
      ('it/SP-1001.2.line', 'it', 1001, 'thread', 'dead', null, 'rejected', 'too_long', now())`.execute(
    db,
  );

  await up(withoutTypes(db));

  expect([...(await messageIdsOf(db, ['r1', 'r2']))]).to.deep.equal([['r1', 'm1']]);
  const ids = ['o1', 'o2', 'it/SP-1001.1', 'it/SP-1001.2.line'];
  expect([...(await notedMessages(db, ids))].sort()).to.deep.equal([...ids].sort());
  expect(await helpdeskCard(db, { desk: 'it', ticket: 'SP-1001' })).to.deep.equal({
    card: { messageId: 'C1/1.1', post: 'it/SP-1001.1' },
    isOutdated: false,
  });
  expect(await ticketOfCard(db, 'it', 'C1/1.1')).to.equal('SP-1001');
  expect((await listDeadLetters(db)).map(({ at: _, ...letter }) => letter)).to.deep.equal([
    { kind: 'reply', conversation: 'slack:T:D1', problem: 'gone', error: 'is_archived' },
    { kind: 'desk', desk: 'it', ticket: 'SP-1001', problem: 'rejected', error: 'too_long' },
  ]);
  await close();
}

/** Gives a database the tables it had before. */
async function asBefore(db: Store['db']): Promise<void> {
  await db.schema.dropTable('messages').execute();
  await sql`
    create table messages (id text primary key, conversation text not null, reply text not null,
      status text not null, message_id text, problem text, error text, content jsonb,
      at timestamptz not null default now())`.execute(db);
  for (const table of ['ticket_states', 'ticket_events', 'ticket_desks', 'desk_refusals'])
    await db.schema.dropTable(table).execute();
  await sql`drop function ticket_events_are_kept`.execute(db);
  await deskTables(withoutTypes(db));
}
