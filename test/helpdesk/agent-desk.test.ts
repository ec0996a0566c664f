import { openStore } from '../../src/store/store.ts';
import { agentDeskContract } from '../contracts/agent-desk.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';

describe("the helpdesk's side, embedded", () => agentDeskContract(openFreshStore));

describe("the helpdesk's side, on PostgreSQL", () =>
  agentDeskContract(async () =>
    openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  ));
