import { openStore } from '../../src/store/store.ts';
import { deskFilesContract } from '../contracts/desk-files.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe('requester files, embedded', () => deskFilesContract(openFreshStore));

describe('requester files, on PostgreSQL', () =>
  deskFilesContract(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));
