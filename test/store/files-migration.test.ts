import { expect } from 'chai';
import { attachFiles, filesOf, keepFile } from '../../src/store/files.ts';
import { up } from '../../src/store/migrations/0007-files.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { findTicket, storeTicket } from '../../src/store/tickets.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { sampleTicket } from '../support/sample-ticket.ts';
import { openFreshStore, silentLog, withoutTypes } from '../support/store.ts';

const CONVERSATION = 'teams:contoso:19:chat';
const FILE = {
  id: '7a1f6e9c-53d1-4c5e-9a51-0c7f5d0f9b11',
  name: 'log.txt',
  type: 'text/plain',
  bytes: 3,
  sha256: '00',
};

describe('migration of a database without stored files', () => {
  it('keeps existing tickets and stores files for them afterwards, embedded', () =>
    holds(openFreshStore));

  it('keeps existing tickets and stores files for them afterwards, on PostgreSQL', () =>
    holds(async () =>
      openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    ));
});

async function holds(open: () => Promise<Store>): Promise<void> {
  const { db, close } = await open();
  for (const table of ['file_links', 'files', 'file_chunks', 'file_contents'])
    await db.schema.dropTable(table).execute();
  const row = {
    id: CONVERSATION,
    channel: 'teams' as const,
    person: '{}',
    address: '{}',
    state: '{}',
  };
  await db.insertInto('conversations').values(row).execute();
  const { ticket } = await db
    .transaction()
    .execute((trx) => storeTicket(trx, CONVERSATION, sampleTicket('en')));

  await up(withoutTypes(db));

  expect((await findTicket(db, 'SP-1001'))?.ticket).to.deep.equal(ticket);
  const file = { ...FILE, masked: ['password'] };
  await keepFile(db, { ...file, conversation: CONVERSATION }, Buffer.from('log'));
  await db.transaction().execute((trx) => attachFiles(trx, [file.id], CONVERSATION, 'SP-1001'));
  expect(await filesOf(db, 'SP-1001')).to.deep.equal([file]);
  await close();
}
