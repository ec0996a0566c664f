import { openStore } from '../../src/store/store.ts';
import { deskFilesContract } from '../contracts/desk-files.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe('files of requesters, embedded', () => deskFilesContract(openFreshStore));

describe('files of requesters, on PostgreSQL', () =>
  deskFilesContract(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));
