import { expect } from 'chai';
import { up } from '../../src/store/migrations/0010-page-sessions.ts';
import {
  hasUnsignedSession,
  markSessionSigned,
  pageSessionKey,
} from '../../src/store/page-sessions.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog, withoutTypes } from '../support/store.ts';

describe('migration of a database without signed session cookies', () => {
  it('keeps existing sessions and creates a signing key, embedded', () => holds(openFreshStore));

  it('keeps existing sessions and creates a signing key, on PostgreSQL', () =>
    holds(async () =>
      openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    ));
});

async function holds(open: () => Promise<Store>): Promise<void> {
  const { db, close } = await open();
  const otherKey = await pageSessionKey(db);
  for (const table of ['page_session_key', 'unsigned_page_sessions', 'unsent_files']) {
    await db.schema.dropTable(table).execute();
  }
  const row = { person: '{}', address: '{}', state: '{}' };
  await db
    .insertInto('conversations')
    .values([
      { id: 'web:earlier', channel: 'web', ...row },
      { id: 'teams:earlier', channel: 'teams', ...row },
    ])
    .execute();

  await up(withoutTypes(db));

  const key = await pageSessionKey(db);
  expect(Buffer.from(key, 'base64')).to.have.length(32);
  expect(key).not.to.equal(otherKey);
  expect(await hasUnsignedSession(db, 'web:earlier')).to.equal(true);
  expect(await hasUnsignedSession(db, 'teams:earlier')).to.equal(false);
  expect(await hasUnsignedSession(db, 'web:later')).to.equal(false);
  await markSessionSigned(db, 'web:earlier');
  await markSessionSigned(db, 'web:later');
  expect(await hasUnsignedSession(db, 'web:earlier')).to.equal(true);
  await db
    .updateTable('unsigned_page_sessions')
    .set({ replaced_at: new Date(Date.now() - 11 * 60_000) })
    .execute();
  expect(await hasUnsignedSession(db, 'web:earlier')).to.equal(false);
  await close();
}
