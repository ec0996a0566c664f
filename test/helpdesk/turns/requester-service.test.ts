import { openStore } from '../../../src/store/store.ts';
import { turnsContract } from '../../contracts/store-turns.ts';
import { freshDatabaseUrl } from '../../support/postgres.ts';
import { openFreshStore, silentLog } from '../../support/store.ts';

describe('requester turns, embedded', () => turnsContract(openFreshStore));

describe('requester turns, on PostgreSQL', () =>
  turnsContract(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));
