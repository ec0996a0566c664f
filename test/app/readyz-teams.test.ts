import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { expect } from 'chai';
import { send } from '../channels/web/page-client.ts';
import { listen } from '../support/listen.ts';
import { type RunningApp, startRunningApp } from '../support/running-app.ts';
import { type TeamsRequests, teamsRequests } from '../support/teams-requests.ts';
import { LocalCredentials } from '../support/teams-rig.ts';
import { APP_ID, startTeamsTokens, TENANT_ID, type TeamsTokens } from '../support/teams-tokens.ts';
import { until } from '../support/turns.ts';

const VARIABLES = {
  MicrosoftAppId: APP_ID,
  MicrosoftAppPassword: 'a password',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT_ID,
};

const DEAD_LETTER = 'outbox: message given up, writing dead letter';

describe('Teams in /readyz', () => {
  let entra: EntraId;
  let connector: FaultyConnector;
  let tokens: TeamsTokens;
  let running: RunningApp;
  let requests: TeamsRequests;

  before(async function () {
    this.timeout(60_000);
    entra = new EntraId();
    [connector, tokens] = await Promise.all([startFaultyConnector(), startTeamsTokens()]);
    running = await startRunningApp(VARIABLES, {
      teams: { openIdMetadataUrl: tokens.metadataUrl, credentials: entra, threadWindows: [] },
    });
    requests = teamsRequests(() => running.app.url, connector, tokens);
  });
  after(async () => {
    await running.stop();
    await Promise.all([connector.close(), tokens.close()]);
  });
  afterEach(async () => {
    entra.fault = null;
    connector.fault = null;
    await say();
    await until(async () => (await readyz()).status === 'ready', 20_000);
  });

  for (const [fault, problem] of [
    ['network_error', 'teams: unreachable'],
    ['invalid_client', 'teams: invalid_client'],
  ] as const) {
    it(`reports "${problem}" while Entra ID answers a token request with ${fault}`, async () => {
      entra.fault = fault;
      await say();
      await degraded(problem);
    });
  }

  for (const [fault, problem] of [
    [401, 'teams: unauthorized'],
    [502, 'teams: unreachable'],
    [503, 'teams: unreachable'],
    [504, 'teams: unreachable'],
    ['no answer', 'teams: unreachable'],
  ] as const) {
    it(`reports "${problem}" while the Bot Connector's answer to a message is ${fault}`, async () => {
      connector.fault = fault;
      await say();
      await degraded(problem);
    });
  }

  it('stays ready if the Bot Connector refuses a message for another reason than its token', async () => {
    connector.fault = 403;
    await say();
    await until(() => running.logged.some(({ msg }) => msg === DEAD_LETTER), 20_000);
    expect(await readyz()).to.deep.include({ status: 'ready', problems: [] });
  });

  /** Each message is from a new chat, so that none waits behind an undelivered reply. */
  function message() {
    const conversation = {
      id: `a:${randomUUID()}`,
      conversationType: 'personal',
      tenantId: TENANT_ID,
    };
    return requests.recorded('message-in-personal-chat', { id: randomUUID(), conversation });
  }

  async function say(): Promise<void> {
    await requests.post(await message());
  }

  async function degraded(problem: string): Promise<void> {
    await until(async () => (await readyz()).status !== 'ready', 20_000);
    expect(await readyz()).to.deep.include({
      status: 'degraded',
      channels: { web: 'ok', teams: 'degraded' },
      problems: [problem],
    });
  }

  async function readyz() {
    const { body } = await send(`${running.app.url}/readyz`, 'GET');
    return JSON.parse(body);
  }
});

/** Gives out access tokens, or fails with one of MSAL's codes. */
class EntraId extends LocalCredentials {
  fault: string | null = null;

  override async createCredentials() {
    const credentials = await super.createCredentials();
    const check = () => {
      if (this.fault !== null) throw Object.assign(new Error('refused'), { errorCode: this.fault });
    };
    return {
      async signRequest(request: Parameters<typeof credentials.signRequest>[0]) {
        check();
        return credentials.signRequest(request);
      },
    };
  }
}

interface FaultyConnector {
  readonly url: string;
  /** How it answers everything, until this is null again. */
  fault: number | 'no answer' | null;
  close(): Promise<void>;
}

async function startFaultyConnector(): Promise<FaultyConnector> {
  const server = createServer((request, response) => {
    const { fault } = connector;
    if (fault === 'no answer') return void request.socket.destroy();
    response.writeHead(fault ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: randomUUID() }));
  });
  const { url, close } = await listen(server);
  const connector: FaultyConnector = { url: `${url}/emea/`, fault: null, close };
  return connector;
}
