import { expect } from 'chai';
import { up } from '../../src/store/migrations/0017-muted-notices.ts';
import { mutedBy, muteNotices, unmuteNotices } from '../../src/store/muted-notices.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { ada, ben } from '../support/sample-actors.ts';
import { openFreshStore, silentLog, withoutTypes } from '../support/store.ts';

describe('muted notifications', () => {
  it('are kept for each agent from the migration on, embedded', () => holds(openFreshStore));

  it('are kept for each agent from the migration on, on PostgreSQL', () =>
    holds(async () =>
      openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    ));
});

async function holds(open: () => Promise<Store>): Promise<void> {
  const { db, close } = await open();
  await db.schema.dropTable('muted_notices').execute();
  await up(withoutTypes(db));
  await muteNotices(db, ada, ['answered', 'urgent']);
  await muteNotices(db, ada, ['answered']);
  await db
    .insertInto('muted_notices')
    .values({ channel: 'slack', tenant: ada.tenant, agent: ada.id, notice: 'of a later version' })
    .execute();
  expect(await mutedBy(db, ada)).to.deep.equal(['answered', 'urgent']);
  expect(await mutedBy(db, { ...ada, tenant: 'elsewhere' })).to.deep.equal([]);
  expect(await mutedBy(db, ben)).to.deep.equal([]);
  await unmuteNotices(db, ada, ['urgent']);
  expect(await mutedBy(db, ada)).to.deep.equal(['answered']);
  await close();
}
