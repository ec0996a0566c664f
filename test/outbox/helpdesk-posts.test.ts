import { openStore } from '../../src/store/store.ts';
import { deskOutboxContract } from '../contracts/desk-outbox.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe('desk posts, embedded', () => deskOutboxContract(openFreshStore));

describe('desk posts, on PostgreSQL', () =>
  deskOutboxContract(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));
