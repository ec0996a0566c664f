import { expect } from 'chai';
import { sql } from 'kysely';
import { up } from '../../src/store/migrations/0016-reports.ts';
import { reportsSince } from '../../src/store/reports.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog, withoutTypes } from '../support/store.ts';

describe('migration of a database without reports', () => {
  it('adds the reports of existing conversations, embedded', () => holds(openFreshStore));

  it('adds the reports of existing conversations, on PostgreSQL', () =>
    holds(async () =>
      openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    ));
});

async function holds(open: () => Promise<Store>): Promise<void> {
  const { db, close } = await open();
  await db.schema.dropTable('reports').execute();
  const row = { channel: 'web', person: '{}', address: '{}', state: '{}' } as const;
  await db
    .insertInto('conversations')
    .values({ id: 'web:earlier', ...row })
    .execute();

  await up(withoutTypes(db));

  const report = {
    conversation: 'web:earlier',
    case_id: '00000000-0000-4000-8000-000000000001',
    at: new Date('2026-11-22T08:00:00Z'),
    locale: 'en',
    text: 'no paper',
    answer: 'none',
    symptoms: '[]',
    confidence: 0.9,
    outcome: 'unanswered',
    symptom: null,
  } as const;
  await db.insertInto('reports').values(report).execute();
  expect((await reportsSince(db, null)).map(({ text }) => text)).to.deep.equal(['no paper']);
  await sql`delete from conversations`.execute(db);
  expect(await reportsSince(db, null)).to.deep.equal([]);
  await close();
}
