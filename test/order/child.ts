/**
 * A whole Signpost on a PostgreSQL that others use too, in front of slow platforms. Tells its
 * address when it is ready, and writes its log to standard output.
 */
import { z } from 'zod';
import { startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { createLog } from '../../src/diagnostics/log.ts';
import { onlyFirst } from '../support/shipped-runbooks.ts';
import { SLACK_VARIABLES } from '../support/slack-rig.ts';
import { localCredentials, SINGLE_TENANT } from '../support/teams-rig.ts';
import { APP_ID, TENANT_ID } from '../support/teams-tokens.ts';

const order = z.object({
  databaseUrl: z.string(),
  slackApiUrl: z.string(),
  metadataUrl: z.string(),
  leaseMs: z.number(),
  settleMs: z.number().optional(),
});
const { databaseUrl, slackApiUrl, metadataUrl, leaseMs, settleMs } = order.parse(
  JSON.parse(process.argv[2] ?? ''),
);
const config = readConfig({
  ...SLACK_VARIABLES.http,
  ...onlyFirst(),
  PORT: '0',
  DATABASE_URL: databaseUrl,
  MicrosoftAppId: APP_ID,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT_ID,
  MicrosoftAppPassword: 'a password',
});
const app = await startApp(config, {
  log: createLog('info'),
  inbox: { leaseMs, settleMs },
  slack: { slackApiUrl, paceIntervalMs: 0, profileTimeoutMs: 60_000 },
  teams: {
    openIdMetadataUrl: metadataUrl,
    credentials: localCredentials(SINGLE_TENANT),
    rosterTimeoutMs: 60_000,
    threadWindows: [],
  },
});
process.send?.(app.url);
process.on('message', () => void app.stop().then(() => process.exit(0)));
process.on('disconnect', () => process.exit(0));
