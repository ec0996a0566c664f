import { expect } from 'chai';
import { sql } from 'kysely';
import { initialState } from '../../src/conversation/initial-state.ts';
import { loadConversation } from '../../src/store/conversations.ts';
import { prune } from '../../src/store/maintenance.ts';
import { messageIdsOf, notedMessages, noteMessages } from '../../src/store/messages.ts';
import { storableJson } from '../../src/store/storable.ts';
import type { Store } from '../../src/store/store.ts';
import { findTicket, storeTicket, ticketsOf } from '../../src/store/tickets.ts';
import { rejectionOf } from '../support/rejection.ts';
import { sampleTicket } from '../support/sample-ticket.ts';
import { message } from '../support/turns.ts';

/** Opens one empty database, and opens it again as often as it is called. */
export type OpenAgain = () => Promise<Store>;

/** What every kind of store promises. */
export function storeContract(freshDatabase: () => Promise<OpenAgain>): void {
  let open: OpenAgain;
  let store: Store;
  before(async () => {
    open = await freshDatabase();
    store = await open();
  });
  after(() => store.close());

  const draft = (idempotencyKey: string) => ({ ...sampleTicket('en'), idempotencyKey });

  async function addConversation(id: string, state: unknown): Promise<void> {
    const row = {
      id,
      channel: 'web' as const,
      person: '{}',
      address: '{"room":1}',
      state: storableJson(state),
    };
    await store.db.insertInto('conversations').values(row).execute();
  }

  it('reports ready while open, and not after closing', async () => {
    await store.ready();
    await store.close();
    expect(await rejectionOf(store.ready())).to.be.instanceOf(Error);
    store = await open();
    await store.ready();
  });

  it('keeps stored data over a close and another start, which has no migrations to run', async () => {
    const state = initialState(message('web:kept', 'e1', 'hello'));
    await addConversation('web:kept', state);
    await store.close();
    store = await open();
    const kept = await loadConversation(store.db, 'web:kept');
    expect(kept).to.deep.equal({ state, address: { room: 1 }, person: state.person });
  });

  it('returns nothing for an unknown conversation', async () => {
    expect(await loadConversation(store.db, 'web:nobody')).to.equal(null);
  });

  it('refuses a state of an unknown version, and names the version', async () => {
    await addConversation('web:newer', { version: 7 });
    const error = await rejectionOf(loadConversation(store.db, 'web:newer'));
    expect(error).to.include({ name: 'SignpostError', code: 'stored-data' });
    expect(error.message).to.match(/web:newer.*version 7/);
  });

  it('stores any text that a person can paste, except for characters that no such database can store', async () => {
    const text = 'tab\t "quotes" \\ 你好 😀 \u2028 \u0001';
    const state = initialState(message('web:text', 'e1', text));
    await addConversation('web:text', { ...state, focus: `${text}\0half \ud83d` });
    const kept = await loadConversation(store.db, 'web:text');
    expect(kept?.state.focus).to.equal(`${text}half \ufffd`);
  });

  it('numbers tickets from SP-1001 without gaps, even if a turn was rolled back in between', async () => {
    await addConversation('web:numbers', {});
    const file = (key: string, undone: boolean) =>
      store.db.transaction().execute(async (trx) => {
        const { ticket } = await storeTicket(trx, 'web:numbers', draft(key));
        if (undone) throw new Error('undone');
        return ticket.number;
      });
    expect(await file('00000000-0000-4000-8000-000000000001', false)).to.equal('SP-1001');
    expect(
      (await rejectionOf(file('00000000-0000-4000-8000-000000000002', true))).message,
    ).to.equal('undone');
    expect(await file('00000000-0000-4000-8000-000000000003', false)).to.equal('SP-1002');
    const listed = await ticketsOf(store.db, 'web:numbers');
    expect(listed.map(({ number }) => number)).to.deep.equal(['SP-1001', 'SP-1002']);
  });

  it('stores a ticket once per idempotency key, and returns it complete by its number', async () => {
    await addConversation('web:once', {});
    const file = () =>
      store.db
        .transaction()
        .execute((trx) =>
          storeTicket(trx, 'web:once', draft('00000000-0000-4000-8000-000000000009')),
        );
    const first = await file();
    const second = await file();
    expect([first.created, second.created]).to.deep.equal([true, false]);
    expect(second.ticket).to.deep.equal(first.ticket);
    const found = await findTicket(store.db, first.ticket.number.toLowerCase());
    expect(found).to.deep.equal({ ticket: first.ticket, conversation: 'web:once', deliveries: [] });
  });

  for (const number of ['SP-9999', 'SP-1', '1001', "SP-1001' or 1=1", 'SP-99999999999999999999']) {
    it(`returns no ticket for ${number}`, async () => {
      expect(await findTicket(store.db, number)).to.equal(null);
    });
  }

  it('remembers the platform id of a reply, and the newest if there are two', async () => {
    const note = {
      audience: 'requester' as const,
      destination: 'web:1',
      reply: 'r1',
      post: null,
      status: 'sent' as const,
    };
    await noteMessages(store.db, [{ ...note, id: 'o1', messageId: 'm1' }]);
    await noteMessages(store.db, [{ ...note, id: 'o2', messageId: 'm2' }]);
    await noteMessages(store.db, [{ ...note, id: 'o3', messageId: null }]);
    expect([...(await messageIdsOf(store.db, ['r1', 'r2']))]).to.deep.equal([['r1', 'm2']]);
    expect([...(await notedMessages(store.db, ['o1', 'o3', 'o4']))].sort()).to.deep.equal([
      'o1',
      'o3',
    ]);
  });

  it('forgets event ids after a week, and not before', async () => {
    await sql`insert into events (conversation, id, received_at) values
      ('web:old', 'eight days', now() - interval '8 days'), ('web:old', 'six days', now() - interval '6 days')`.execute(
      store.db,
    );
    await prune(store.db, 90);
    const left = await store.db
      .selectFrom('events')
      .select('id')
      .where('conversation', '=', 'web:old')
      .execute();
    expect(left).to.deep.equal([{ id: 'six days' }]);
  });
}
