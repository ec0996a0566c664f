import { expect } from 'chai';
import { sql } from 'kysely';
import { type App, startApp } from '../../src/app/app.ts';
import { createReadiness, OK, type ReadinessCheck } from '../../src/app/readiness.ts';
import { createBotToken } from '../../src/channels/teams/auth/authentication.ts';
import { readConfig } from '../../src/config/config.ts';
import { createChannelHealth } from '../../src/ports/channel-health.ts';
import { send } from '../channels/web/page-client.ts';
import {
  type PostgresServer,
  SCRATCH_SETTINGS,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { rejectionOf } from '../support/rejection.ts';
import { startRunningApp } from '../support/running-app.ts';
import { onlyFirst } from '../support/shipped-runbooks.ts';
import { SLACK_VARIABLES, startSlackRig } from '../support/slack-rig.ts';
import { silentLog } from '../support/store.ts';
import { LocalCredentials, SINGLE_TENANT } from '../support/teams-rig.ts';
import { until } from '../support/turns.ts';

interface Answer {
  readonly status: number;
  readonly body: {
    readonly status: string;
    readonly channels: object;
    readonly problems: readonly string[];
  };
}

async function readyz(url: string): Promise<Answer> {
  const { status, body } = await send(`${url}/readyz`, 'GET');
  return { status, body: JSON.parse(body) };
}

describe('/readyz on PostgreSQL', () => {
  let server: PostgresServer;
  let app: App;
  before(async () => {
    server = await startPostgresServer(SCRATCH_SETTINGS);
    const config = readConfig({
      PORT: '0',
      DATABASE_URL: await server.createDatabase(),
      ...onlyFirst(),
    });
    app = await startApp(config, { log: silentLog });
  });
  after(async () => {
    await app.stop();
    await server.close();
  });

  it('reports ready while every connection of the pool is busy', async () => {
    const busy = Array.from({ length: 12 }, () => sql`select pg_sleep(0.8)`.execute(app.store.db));
    let isBusy = true;
    const done = Promise.all(busy).then(() => {
      isBusy = false;
    });
    const answer = await readyz(app.url);
    expect(isBusy, 'answered before the pool was free').to.equal(true);
    expect(answer).to.deep.include({ status: 200 });
    expect(answer.body).to.deep.include({ status: 'ready', channels: { web: 'ok' }, problems: [] });
    await done;
  });

  it('answers 503 while PostgreSQL hangs, without waiting for it', async () => {
    server.freeze();
    try {
      const answers = await Promise.all([readyz(app.url), readyz(app.url), readyz(app.url)]);
      for (const { status, body } of answers) {
        expect(status).to.equal(503);
        expect(body).to.deep.include({ status: 'not ready' });
        expect(body.problems.join()).to.match(/^database: (unavailable|no answer in time)$/);
      }
    } finally {
      server.thaw();
    }
    await until(async () => (await readyz(app.url)).status === 200, 15_000);
  });

  it('answers 503 while PostgreSQL is down, and reports ready when it is back', async () => {
    await server.stop('fast');
    expect((await readyz(app.url)).body).to.deep.include({
      status: 'not ready',
      problems: ['database: unavailable'],
    });
    await server.start();
    await until(async () => (await readyz(app.url)).status === 200, 15_000);
  });
});

describe('channels in /readyz', () => {
  it('reports Slack as degraded once its token is revoked, and as healthy again once a token is accepted', async () => {
    const rig = await startSlackRig();
    const { url } = rig.running.app;
    const person = await rig.person();
    rig.api.trouble({ error: 'token_revoked' });
    await person.say('help');
    await until(async () => (await readyz(url)).body.status !== 'ready');
    const { status, body } = await readyz(url);
    expect(status).to.equal(200);
    expect(body).to.deep.include({
      status: 'degraded',
      channels: { web: 'ok', slack: 'degraded' },
      problems: ['slack: token_revoked'],
    });
    await person.say('help');
    await until(async () => (await readyz(url)).body.status === 'ready');
    await rig.close();
  });

  it('reports Slack as unreachable while a call gets no answer, and as healthy again after the next answer', async () => {
    const rig = await startSlackRig();
    const { url } = rig.running.app;
    const person = await rig.person();
    rig.api.trouble({ breaks: true });
    await person.say('help');
    await until(async () => (await readyz(url)).body.status !== 'ready');
    expect((await readyz(url)).body).to.deep.include({
      channels: { web: 'ok', slack: 'degraded' },
      problems: ['slack: unreachable'],
    });
    rig.api.relent();
    await person.say('status');
    await until(async () => (await readyz(url)).body.status === 'ready');
    await rig.close();
  });

  for (const transport of ['http', 'socket'] as const) {
    it(`reports Slack as unreachable if it cannot be reached from the start, ${transport}`, async () => {
      // Nothing listens there.
      const slack = { slackApiUrl: 'http://127.0.0.1:9/api/' };
      const running = await startRunningApp(SLACK_VARIABLES[transport], { slack });
      await until(async () => (await readyz(running.app.url)).body.problems.length > 0);
      expect((await readyz(running.app.url)).body).to.deep.include({
        status: 'degraded',
        problems: ['slack: unreachable'],
      });
      await running.stop();
    });
  }

  it('reports Teams as degraded while Entra ID cannot be reached or refuses the secret', async () => {
    const health = createChannelHealth(silentLog);
    let code: string | null = 'network_error';
    class Refusing extends LocalCredentials {
      override async createCredentials() {
        const credentials = await super.createCredentials();
        const getToken = async () => {
          if (code !== null) throw Object.assign(new Error('refused'), { errorCode: code });
          return 'a token';
        };
        return { signRequest: credentials.signRequest, getToken };
      }
    }
    const credentials = new Refusing();
    const settings = {
      config: SINGLE_TENANT,
      password: 'a password',
      connectorTimeoutMs: 1_000,
      credentials,
      health,
    };
    const token = createBotToken(settings);
    await rejectionOf(token());
    expect(health.problems()).to.deep.equal([{ channel: 'teams', reason: 'unreachable' }]);
    code = 'invalid_client';
    await rejectionOf(token());
    expect(health.problems()).to.deep.equal([{ channel: 'teams', reason: 'invalid_client' }]);
    code = null;
    expect(await token()).to.equal('a token');
    expect(health.problems()).to.deep.equal([]);
  });
});

describe('readiness', () => {
  const check = (name: string, run: ReadinessCheck['run']): ReadinessCheck => ({
    name,
    timeoutMs: 30,
    run,
  });

  it('reports the result of the worst check, and answers even if a check hangs', async () => {
    const hanging = check('disk', () => new Promise(() => {}));
    const failing = check('database', async () => {
      throw new Error('with details nobody outside should see');
    });
    const degraded = check('channels', async () => ({
      status: 'degraded',
      problems: ['slack: token_revoked'],
    }));
    const fine = check('process', async () => OK);
    expect(await createReadiness([fine])()).to.deep.equal({ status: 'ready', problems: [] });
    expect(await createReadiness([fine, degraded])()).to.deep.equal({
      status: 'degraded',
      problems: ['slack: token_revoked'],
    });
    expect(await createReadiness([degraded, failing, hanging])()).to.deep.equal({
      status: 'not ready',
      problems: ['slack: token_revoked', 'database: unavailable', 'disk: no answer in time'],
    });
  });

  it('runs the checks once for overlapping requests', async () => {
    let runs = 0;
    const ready = createReadiness([
      check('database', async () => {
        runs += 1;
        return OK;
      }),
    ]);
    await Promise.all([ready(), ready(), ready()]);
    expect(runs).to.equal(1);
    await ready();
    expect(runs).to.equal(2);
  });
});
