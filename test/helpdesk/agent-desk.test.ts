import { openStore } from '../../src/store/store.ts';
import { agentDeskContract } from '../contracts/agent-desk.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe('agent desk, embedded', () => agentDeskContract(openFreshStore));

describe('agent desk, on PostgreSQL', () =>
  agentDeskContract(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));
