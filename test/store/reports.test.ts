import { openStore } from '../../src/store/store.ts';
import { reportsContract } from '../contracts/store-reports.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe('kept reports, embedded', () => reportsContract(openFreshStore));

describe('kept reports, on PostgreSQL', () =>
  reportsContract(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));
