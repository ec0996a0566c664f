import { openStore } from '../../src/store/store.ts';
import { outboxContract } from '../contracts/store-outbox.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe('outbox, embedded', () => outboxContract(openFreshStore));

describe('outbox, on PostgreSQL', () =>
  outboxContract(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));
