/**
 * Signpost in a process of its own, in front of the Slack at the address given; tells its own
 * address when it is ready.
 */
import { startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { onlyFirst } from './shipped-runbooks.ts';
import { SLACK_VARIABLES } from './slack-rig.ts';
import { silentLog } from './store.ts';

const [slackApiUrl = '', dataDir = ''] = process.argv.slice(2);
const config = readConfig({
  ...SLACK_VARIABLES.http,
  ...onlyFirst(),
  PORT: '0',
  SIGNPOST_DATA_DIR: dataDir,
});
const app = await startApp(config, { log: silentLog, slack: { slackApiUrl, paceIntervalMs: 0 } });
process.send?.(app.url);
process.on('message', () => void app.stop().then(() => process.exit(0)));
