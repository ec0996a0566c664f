/**
 * The real Signpost in a process of its own, for suites with several of them on one PostgreSQL.
 * Takes its options as JSON; sends its address when it is ready; stops on any message. Logs to
 * standard output.
 */
import { startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { onlyFirst } from './shipped-runbooks.ts';
import { SLACK_VARIABLES } from './slack-rig.ts';

export interface SignpostProcessOptions {
  /** Base of the Web API of a Slack on loopback. */
  readonly slackApiUrl: string;
  /** Environment variables beside Slack's own, such as `DATABASE_URL`. */
  readonly variables: Readonly<Record<string, string>>;
}

const options: SignpostProcessOptions = JSON.parse(process.argv[2] ?? '{}');
const { slackApiUrl, variables } = options;
const config = readConfig({
  ...SLACK_VARIABLES.http,
  PORT: '0',
  SIGNPOST_LOG_LEVEL: 'warn',
  ...onlyFirst(variables),
  ...variables,
});
const app = await startApp(config, { slack: { slackApiUrl, paceIntervalMs: 0 } });
process.send?.(app.url);
process.on('message', () => void app.stop().then(() => process.exit(0)));
// The process that started it is gone.
process.once('disconnect', () => process.exit(0));
