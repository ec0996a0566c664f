import { expect } from 'chai';
import { sql } from 'kysely';
import { initialState } from '../../src/conversation/initial-state.ts';
import { loadConversation } from '../../src/store/conversations.ts';
import { up } from '../../src/store/migrations/0006-desk.ts';
import { up as renameAll } from '../../src/store/migrations/0012-names.ts';
import { storableJson } from '../../src/store/storable.ts';
import { eventsAfter, findTicketState } from '../../src/store/ticket-states.ts';
import { storeTicket } from '../../src/store/tickets.ts';
import { replay } from '../../src/tickets/ticket-state.ts';
import { sampleTicket } from '../support/sample-ticket.ts';
import { openFreshStore, withoutTypes } from '../support/store.ts';
import { message } from '../support/turns.ts';

describe('migration of a database without desks', () => {
  it('gives each existing ticket the state of a new one and an event with its requester', async () => {
    const store = await openFreshStore();
    const { db } = store;
    for (const table of ['ticket_states', 'ticket_events', 'ticket_desks', 'desk_refusals']) {
      await db.schema.dropTable(table).execute();
    }
    await sql`drop function ticket_events_are_kept`.execute(db);
    const conversation = 'teams:contoso:19:chat';
    const row = {
      id: conversation,
      channel: 'teams' as const,
      person: '{}',
      address: '{}',
      state: '{}',
    };
    await db.insertInto('conversations').values(row).execute();
    await db.transaction().execute((trx) => storeTicket(trx, conversation, sampleTicket('en')));

    await up(withoutTypes(db));
    await renameAll(withoutTypes(db));

    const [event] = await eventsAfter(db, 'SP-1001', 0, 10);
    expect(event).to.deep.include({ kind: 'opened', revision: 1, priority: 'high' });
    expect(event?.actor).to.deep.equal({
      ...{ kind: 'requester', channel: 'teams', tenant: 'contoso', id: '29:sample', name: 'Bob K' },
    });
    expect(event && replay([event])).to.deep.equal(await findTicketState(db, 'SP-1001'));
    await store.close();
  });

  it('reads the tickets in older conversations as new and not yet mentioned to the requester', async () => {
    const store = await openFreshStore();
    const { focus, ticketPrompts, ...then } = initialState(message('web:then', 'e1', 'hello'));
    const state = {
      ...then,
      tickets: [{ number: 'SP-1001', title: 'a chair', at: '2026-11-22T08:00:00.000Z' }],
    };
    const row = {
      id: 'web:then',
      channel: 'web' as const,
      person: '{}',
      address: '{}',
      state: storableJson(state),
    };
    await store.db.insertInto('conversations').values(row).execute();
    const read = await loadConversation(store.db, 'web:then');
    expect(read?.state).to.deep.include({ focus, ticketPrompts });
    expect(read?.state.tickets).to.deep.equal([
      { ...state.tickets[0], status: 'new', assignee: null, symptom: null, told: false },
    ]);
    await store.close();
  });
});
