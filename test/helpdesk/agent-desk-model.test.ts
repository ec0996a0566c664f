import { openStore } from '../../src/store/store.ts';
import { agentDeskModel } from '../contracts/agent-desk-model.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe('a ticket at the desk, whatever agents and requesters do at once, embedded', () =>
  agentDeskModel(openFreshStore, 6));

describe('a ticket at the desk, whatever agents and requesters do at once, on PostgreSQL', () =>
  agentDeskModel(
    async () => openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    6,
  ));
