import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { attachFiles, findFiles, keepFile } from '../../src/store/files.ts';
import type { Store } from '../../src/store/store.ts';
import { storeTicket } from '../../src/store/tickets.ts';
import {
  markSent,
  markUnsent,
  pruneUnsentFiles,
  unsentBytes,
} from '../../src/store/unsent-files.ts';
import { sampleTicket } from '../support/sample-ticket.ts';
import { openFreshStore } from '../support/store.ts';

const CONVERSATION = 'web:one';

describe('uploaded file that awaits its message', () => {
  let store: Store;
  before(async () => {
    store = await openFreshStore();
  });
  after(() => store.close());

  async function keep(minutesAgo: number): Promise<string> {
    const id = randomUUID();
    await markUnsent(store.db, id);
    const file = { id, name: 'a.log', type: 'text/plain', bytes: 3, sha256: '00', masked: [] };
    await keepFile(store.db, { ...file, conversation: CONVERSATION }, Buffer.from('log'));
    await sql`
      update unsent_files set since = now() - make_interval(mins => ${minutesAgo}) where file = ${id}`.execute(
      store.db,
    );
    return id;
  }

  const isKept = async (id: string) => (await findFiles(store.db, [id], CONVERSATION)).length === 1;

  it('deletes an unsent file with its chunks after an hour, and not before', async () => {
    const [old, young] = [await keep(61), await keep(59)];
    await pruneUnsentFiles(store.db);
    expect([await isKept(old), await isKept(young)]).to.deep.equal([false, true]);
    const chunks = await store.db.selectFrom('file_chunks').selectAll().execute();
    expect(chunks).to.have.length(1);
  });

  it('keeps a file once it was sent or belongs to a ticket', async () => {
    const [sent, filed] = [await keep(61), await keep(61)];
    await markSent(store.db, [sent]);
    await store.db
      .insertInto('conversations')
      .values({ id: CONVERSATION, channel: 'web', person: '{}', address: '{}', state: '{}' })
      .execute();
    await store.db.transaction().execute(async (trx) => {
      const { ticket } = await storeTicket(trx, CONVERSATION, sampleTicket('en'));
      await attachFiles(trx, [filed], CONVERSATION, ticket.number);
    });
    await pruneUnsentFiles(store.db);
    expect([await isKept(sent), await isKept(filed)]).to.deep.equal([true, true]);
  });

  it('counts a file as unsent while it waits, and deletes a record without a file, which counts as 0 bytes', async () => {
    await pruneUnsentFiles(store.db, -1);
    expect(await unsentBytes(store.db)).to.equal(0);
    const [one, two] = [await keep(0), await keep(0)];
    expect(await unsentBytes(store.db)).to.equal(6);
    await markSent(store.db, [one]);
    expect(await unsentBytes(store.db)).to.equal(3);
    await markUnsent(store.db, randomUUID());
    expect(await unsentBytes(store.db)).to.equal(3);
    await pruneUnsentFiles(store.db, -1);
    expect(await store.db.selectFrom('unsent_files').selectAll().execute()).to.deep.equal([]);
    expect(await isKept(two)).to.equal(false);
  });

  it('either deletes or sends a file when both happen at once, never both', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = await keep(61);
      const [, found] = await Promise.all([
        pruneUnsentFiles(store.db),
        markSent(store.db, [id]).then(() => findFiles(store.db, [id], CONVERSATION)),
      ]);
      expect(await isKept(id)).to.equal(found.length === 1);
    }
  });
});
