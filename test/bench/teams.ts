import { CloudAdapter, MessageFactory } from 'botbuilder';
import restify from 'restify';
import type { Receive } from '../../src/channels/channel.ts';
import { createAuthentication } from '../../src/channels/teams/authentication.ts';
import { listen } from '../support/listen.ts';
import { type Activity, localCredentials, SINGLE_TENANT, startTeamsRig, type TeamsRig } from '../support/teams-rig.ts';
import { percentile, type Row } from './row.ts';

const WARM_UP = 100;
const REQUESTS = 600;
const AT_ONCE = 8;
const CONVERSATIONS = 50;

interface Measured {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

/**
 * Posts signed messages to our endpoint and to a bare botbuilder echo bot, on the same restify, in the same process,
 * with the same connector. With the desk's `receive`, ours answers after the durable commit; without, it is the channel
 * alone. The echo bot answers after its reply went out, which ours sends later, from the outbox.
 */
export async function benchTeams(receive?: Receive): Promise<Row[]> {
  const rig = await startTeamsRig(SINGLE_TENANT, { threadWindows: [] });
  if (receive !== undefined) rig.desk = receive;
  const echo = await startEchoBot(rig);
  try {
    const authorization = await rig.tokens.sign(rig.connector.url);
    const message = await rig.recorded('message-in-personal-chat', { text: 'help' });
    const bare = await measure(echo.url, message, authorization);
    const ours = await measure(rig.url, message, authorization);
    const name = receive === undefined ? 'Teams channel alone' : 'Teams to durable commit';
    return [
      ...rows('bare botbuilder echo bot', bare),
      ...rows(name, ours),
      { name: `${name}, throughput beside the echo bot`, value: ours.perSecond / bare.perSecond, unit: '×' },
    ];
  } finally {
    await Promise.all([echo.close(), rig.close()]);
  }
}

async function startEchoBot(rig: TeamsRig): ReturnType<typeof listen> {
  const adapter = new CloudAdapter(
    createAuthentication({
      config: SINGLE_TENANT,
      password: 'a password',
      connectorTimeoutMs: 15_000,
      openIdMetadataUrl: rig.tokens.metadataUrl,
      credentials: localCredentials(SINGLE_TENANT),
    }),
  );
  const server = restify.createServer();
  server.post(
    '/api/messages',
    restify.plugins.bodyParser(),
    async (request: restify.Request, response: restify.Response) => {
      const { body, headers, method = '' } = request;
      await adapter.process({ body, headers, method }, response, async (context) => {
        await context.sendActivity(MessageFactory.text(`Echo: ${context.activity.text}`));
      });
    },
  );
  return listen(server.server);
}

async function measure(url: string, message: Activity, authorization: string): Promise<Measured> {
  await run(url, message, authorization, WARM_UP);
  const started = performance.now();
  const times = await run(url, message, authorization, REQUESTS);
  const seconds = (performance.now() - started) / 1000;
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), perSecond: REQUESTS / seconds };
}

/** The milliseconds each request took, `AT_ONCE` of them being on their way at a time. */
async function run(url: string, message: Activity, authorization: string, requests: number): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < requests) {
      next += 1;
      const conversation = { ...Object(message.conversation), id: `a:bench-${next % CONVERSATIONS}` };
      const body = JSON.stringify({ ...message, conversation, id: `${requests}-${next}` });
      const started = performance.now();
      const headers = { 'content-type': 'application/json', authorization };
      const response = await fetch(`${url}/api/messages`, { method: 'POST', headers, body });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`The bot answered ${response.status}.`);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return times;
}

function rows(name: string, { p50, p99, perSecond }: Measured): Row[] {
  return [
    { name: `${name}, p50`, value: p50, unit: 'ms' },
    { name: `${name}, p99`, value: p99, unit: 'ms' },
    { name: `${name}, throughput`, value: perSecond, unit: 'requests/s' },
  ];
}
