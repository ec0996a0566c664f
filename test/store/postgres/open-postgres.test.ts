import { expect } from 'chai';
import { openStore } from '../../../src/store/store.ts';
import { storeContract } from '../../contracts/store.ts';
import { freshDatabaseUrl } from '../../support/postgres.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { silentLog } from '../../support/store.ts';

const open = (databaseUrl: string) => openStore({ dataDir: '', databaseUrl, log: silentLog });

describe('PostgreSQL store', () => {
  storeContract(async () => {
    const url = await freshDatabaseUrl();
    return () => open(url);
  });

  it('lets several processes start together on an empty database', async () => {
    const url = await freshDatabaseUrl();
    const stores = await Promise.all([open(url), open(url), open(url)]);
    for (const store of stores) {
      await store.ready();
      expect(await store.db.selectFrom('ticket_numbers').selectAll().execute()).to.deep.equal([
        { last: 1000 },
      ]);
    }
    for (const store of stores) await store.close();
  });

  const cases: readonly [string, (url: URL) => void, RegExp][] = [
    ['a wrong password', (url) => (url.password = 'hunter2-wrong'), /correct user and password/],
    ['a database that is not there', (url) => (url.pathname = '/nowhere'), /create that database/],
    ['a port where nothing listens', (url) => (url.port = '1'), /start PostgreSQL there/],
    ['a host that is not there', (url) => (url.hostname = 'db.invalid'), /correct the host name/],
  ];
  for (const [what, change, next] of cases) {
    it(`reports ${what} in one line with the next step and without the password`, async () => {
      const url = new URL(await freshDatabaseUrl());
      change(url);
      const error = await rejectionOf(open(url.href));
      expect(error).to.include({ name: 'SignpostError', code: 'config' });
      expect(error.message)
        .to.match(/^DATABASE_URL: /)
        .and.to.match(next);
      expect(error.message).to.not.include('\n').and.to.not.include(url.password);
    });
  }
});
