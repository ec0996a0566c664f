import { openStore } from '../../src/store/store.ts';
import { agentDeskModel } from '../contracts/agent-desk-model.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe('desk tickets under concurrent agent and requester actions, embedded', () =>
  agentDeskModel(openFreshStore, 6));

describe('desk tickets under concurrent agent and requester actions, on PostgreSQL', () =>
  agentDeskModel(
    async () => openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    6,
  ));
