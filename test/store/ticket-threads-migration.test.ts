import { expect } from 'chai';
import { up } from '../../src/store/migrations/0018-ticket-threads.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { storeTicket, threadOfTicket } from '../../src/store/tickets.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { sampleTicket } from '../support/sample-ticket.ts';
import { openFreshStore, silentLog, withoutTypes } from '../support/store.ts';

describe('migration of a database without the threads that tickets come from', () => {
  it('opens earlier tickets, which have none, embedded', () => holds(openFreshStore));

  it('opens earlier tickets, which have none, on PostgreSQL', () =>
    holds(async () =>
      openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    ));
});

async function holds(open: () => Promise<Store>): Promise<void> {
  const { db, close } = await open();
  await db.schema.alterTable('tickets').dropColumn('thread').execute();
  await db
    .insertInto('conversations')
    .values({ id: 'slack:T1:D1', channel: 'slack', person: '{}', address: '{}', state: '{}' })
    .execute();
  const draft = sampleTicket('en');
  const earlier = JSON.stringify({ ...draft, number: 'SP-1000' });
  await db
    .insertInto('tickets')
    .values({
      number: 1000,
      idempotency_key: '00000000-0000-4000-8000-000000000999',
      conversation: 'slack:T1:D1',
      payload: earlier,
    })
    .execute();

  await up(withoutTypes(db));

  expect(await threadOfTicket(db, 'SP-1000')).to.equal(null);
  const thread = { channel: 'C1', thread: '1.1' };
  const { ticket } = await db
    .transaction()
    .execute((trx) => storeTicket(trx, 'slack:T1:D1', draft, thread));
  expect(await threadOfTicket(db, ticket.number)).to.deep.equal(thread);
  await close();
}
