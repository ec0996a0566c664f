import { expect } from 'chai';
import { type Kysely, sql } from 'kysely';
import { storedCommandSchema } from '../../src/channels/slack/agents/stored-command.ts';
import { createEventRows } from '../../src/channels/slack/inbound/event-rows.ts';
import { readerOf, readRow } from '../../src/channels/slack/inbound/row-kind.ts';
import type { ChatEvent } from '../../src/conversation/event.ts';
import { createInbox, type WorkOn } from '../../src/helpdesk/inbox/inbox.ts';
import { deadEvents } from '../../src/store/dead-inbox.ts';
import { up as inboxBefore } from '../../src/store/migrations/0005-inbox.ts';
import { up } from '../../src/store/migrations/0009-inbox.ts';
import { up as platformOrder } from '../../src/store/migrations/0013-platform-order.ts';
import { up as inboxProcesses } from '../../src/store/migrations/0015-inbox-processes.ts';
import { storableJson } from '../../src/store/storable.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog, withoutTypes } from '../support/store.ts';

const WHO = { team: 'T1', enterprise: null, user: 'U1' };
const NEW_ID = '00000000-0000-4000-8000-000000000001';

/**
 * What the earlier version put down of a message in Slack, and of a button an agent pressed there.
 */
const INBOUND = {
  id: 'Ev1',
  newId: NEW_ID,
  at: '2026-11-22T08:00:00.000Z',
  who: WHO,
  place: { channel: 'D1', thread: null, direct: true },
  content: { kind: 'message', text: 'help', files: [], masked: [], messageId: '1764579600.000100' },
};
const COMMAND = {
  kept: 'command',
  id: 'press:1764579600.000200:claim:1',
  newId: NEW_ID,
  time: '2026-11-22T08:00:01.000Z',
  who: WHO,
  at: { channel: 'C1', thread: '1764579600.000200' },
  what: {
    kind: 'pressed',
    verb: 'claim',
    ticket: 'SP-1001',
    revision: 1,
    filter: null,
    page: null,
    fields: {},
  },
};

describe('events acknowledged but not processed by an earlier version', () => {
  it('processes pending events after the update in order of arrival, embedded', () =>
    takesUp(openFreshStore));

  it('processes pending events after the update in order of arrival, on PostgreSQL', () =>
    takesUp(async () =>
      openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    ));
});

async function takesUp(open: () => Promise<Store>): Promise<void> {
  const store = await open();
  const db = withoutTypes(store.db);
  await db.schema.dropTable('inbox').execute();
  await db.schema.dropTable('inbox_lanes').execute();
  await db.schema.dropTable('inbox_processes').execute();
  await db.schema.dropIndex('conversations_slack_user').execute();
  await inboxBefore(db);
  // Not in the order of their rows.
  await putDown(db, 'T1:U1:desk:press', COMMAND, '2026-11-22T08:00:01Z');
  await putDown(db, 'T1:U1:Ev1', INBOUND, '2026-11-22T08:00:00Z');
  await putDown(db, 'T1:U1:Ev0', { id: 'Ev0' }, '2026-11-22T07:59:59Z');

  await up(db);
  await platformOrder(db);
  await inboxProcesses(db);

  const turns: string[] = [];
  const inbox = createInbox({ store, log: silentLog });
  const rows = createEventRows({
    requesterService: {
      turn: async ({ id, conversation }: ChatEvent) => {
        turns.push(`${id} in ${conversation}`);
        return { duplicate: false, decided: null };
      },
      withFiles: async (event) => event,
    },
    db: store.db,
    api: () => Promise.reject(new Error('Slack is not asked.')),
    permalinks: async () => null,
    people: async ({ user }) => ({
      id: user,
      name: null,
      address: null,
      localeTag: null,
      timeZone: null,
    }),
    directMessages: async () => 'D1',
    ephemeralReplies: { sorry: async () => {}, notYours: async () => {} },
    log: silentLog,
  });
  const done = Promise.withResolvers<void>();
  const command: WorkOn = (content) => {
    const read = storedCommandSchema.safeParse(content).data;
    if (read === undefined) return null;
    return {
      event: read.id,
      prepare: async () => async () => {
        turns.push(read.id);
        done.resolve();
      },
    };
  };
  inbox.register('slack', readRow([command, readerOf(rows)]));
  await inbox.start();
  await done.promise;
  await inbox.stop(5_000);

  expect(turns).to.deep.equal(['Ev1 in slack:T1:D1', COMMAND.id]);
  expect((await deadEvents(store.db)).map(({ id, error }) => [id, error])).to.deep.equal([
    ['T1:U1:Ev0', 'unreadable'],
  ]);
  const left = await store.db
    .selectFrom('inbox')
    .select('id')
    .where('dead_at', 'is', null)
    .execute();
  expect(left).to.deep.equal([]);
  await store.close();
}

/** As the earlier version wrote it. */
async function putDown(
  db: Kysely<unknown>,
  id: string,
  content: object,
  receivedAt: string,
): Promise<void> {
  await sql`
    insert into inbox (channel, id, content, received_at)
    values ('slack', ${id}, ${storableJson(content)}, ${receivedAt}::timestamptz)`.execute(db);
}
