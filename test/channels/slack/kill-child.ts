/** A whole Signpost in a workspace on loopback, for a test to kill. It prints where it listens. */
import { startApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';

const [dataDir, slackApiUrl] = process.argv.slice(2);
if (dataDir === undefined || slackApiUrl === undefined) throw new Error('Usage: kill-child.ts FOLDER SLACK_API_URL');
const config = readConfig({ ...process.env, PORT: '0', SIGNPOST_DATA_DIR: dataDir });
const app = await startApp(config, { log: createLog('silent'), slack: { slackApiUrl, paceIntervalMs: 0 } });
console.log(app.url);
