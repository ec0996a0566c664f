import { CloudAdapter, MessageFactory } from 'botbuilder';
import restify from 'restify';
import { loadWorld } from '../../src/app/load-files.ts';
import { createAuthentication } from '../../src/channels/teams/auth/authentication.ts';
import { readConfig } from '../../src/config/config.ts';
import { createRequesterService } from '../../src/helpdesk/turns/requester-service.ts';
import { createOutbox } from '../../src/outbox/outbox.ts';
import { listen } from '../support/listen.ts';
import { onlyFirst } from '../support/shipped-runbooks.ts';
import { openFreshStore, silentLog } from '../support/store.ts';
import type { Activity } from '../support/teams-requests.ts';
import {
  localCredentials,
  SINGLE_TENANT,
  startTeamsRig,
  type TeamsRig,
} from '../support/teams-rig.ts';
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
 * Posts signed messages to our endpoint and to a bare botbuilder echo bot, on the same restify, in
 * the same process, with the same connector: first the channel alone, then with the real desk,
 * which answers after the durable commit on the embedded database while the outbox sends the
 * replies. The echo bot answers after its reply went out.
 */
export async function benchTeams(): Promise<Row[]> {
  const rig = await startTeamsRig(SINGLE_TENANT, { threadWindows: [] });
  const echo = await startEchoBot(rig);
  const whole = await startDesk(rig);
  try {
    const authorization = await rig.tokens.sign(rig.connector.url);
    const message = await rig.recorded('message-in-personal-chat', { text: 'help' });
    const bare = await measure(echo.url, message, authorization);
    const alone = await measure(rig.url, message, authorization);
    rig.desk = whole.desk.receive;
    const durable = await measure(rig.url, message, authorization);
    const beside = ({ perSecond }: Measured) => ({ value: perSecond / bare.perSecond, unit: '×' });
    return [
      ...rows('bare botbuilder echo bot', bare),
      ...rows('Teams channel alone', alone),
      { name: 'Teams channel alone, throughput beside the echo bot', ...beside(alone) },
      ...rows('Teams to durable commit', durable),
      { name: 'Teams to durable commit, throughput beside the echo bot', ...beside(durable) },
    ];
  } finally {
    await whole.stop();
    await Promise.all([echo.close(), rig.close()]);
  }
}

async function startDesk({ teams }: TeamsRig) {
  const store = await openFreshStore();
  const outbox = await createOutbox({ store, ticketSystems: [], log: silentLog });
  const requesterService = createRequesterService({
    store,
    outbox,
    world: await loadWorld(readConfig(onlyFirst())),
    log: silentLog,
  });
  outbox.register(teams.channel);
  outbox.start();
  const stop = async () => {
    await outbox.drain(10_000);
    await store.close();
  };
  return { desk: requesterService, stop };
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
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    perSecond: REQUESTS / seconds,
  };
}

/** The milliseconds each request took, `AT_ONCE` of them being on their way at a time. */
async function run(
  url: string,
  message: Activity,
  authorization: string,
  requests: number,
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < requests) {
      next += 1;
      const conversation = {
        ...Object(message.conversation),
        id: `a:bench-${next % CONVERSATIONS}`,
      };
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
