import { openStore } from '../../../src/store/store.ts';
import { slackInstallationsContract } from '../../contracts/slack-installations.ts';
import { freshDatabaseUrl } from '../../support/postgres.ts';
import { freshPath } from '../../support/scratch.ts';
import { openFreshStore, silentLog } from '../../support/store.ts';

describe('Slack installations, embedded', () => {
  slackInstallationsContract(openFreshStore);
});

describe('Slack installations, on PostgreSQL', () => {
  slackInstallationsContract(async () =>
    openStore({ dataDir: freshPath(), databaseUrl: await freshDatabaseUrl(), log: silentLog }),
  );
});
