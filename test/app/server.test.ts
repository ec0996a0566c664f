import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { createHttpServer, type Health } from '../../src/app/server.ts';
import { PageClient, send } from '../channels/web/page-client.ts';
import { listen } from '../support/listen.ts';
import { startRunningApp } from '../support/running-app.ts';
import { SLACK_VARIABLES } from '../support/slack-rig.ts';
import { silentLog } from '../support/store.ts';

const EVIL = { host: 'evil.example' };
const LARGE = 12 * 1024 * 1024;

type Running = Awaited<ReturnType<typeof startRunningApp>>;

/** Headers that look like Slack's: what they vouch for is only checked once the body is there. */
const SLACK_HEADERS = () => ({
  'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
  'x-slack-signature': `v0=${'0'.repeat(64)}`,
  'content-type': 'application/json',
});

describe('the HTTP server with every channel enabled', () => {
  let running: Running;
  let url: string;
  let page: PageClient;

  before(async () => {
    running = await startRunningApp({
      ...SLACK_VARIABLES.http,
      TEAMS_ALLOW_ANONYMOUS: '1',
      SIGNPOST_WEB_DESK: 'on',
      SIGNPOST_PUBLIC_URL: 'https://help.example.com',
    });
    ({ url } = running.app);
    page = await PageClient.open(url);
    await page.join();
  });
  after(() => running.stop());

  /** Every route that reads a body, with what lets a request in so far. */
  function bodyRoutes(): [path: string, headers: Record<string, string>][] {
    const own = {
      cookie: page.cookie,
      'x-signpost-token': page.token,
      'content-type': 'application/json',
    };
    return [
      ['/page/joined', own],
      ['/page/messages', own],
      ['/page/presses', own],
      [`/page/files?id=${randomUUID()}&name=a.log&locale=en`, own],
      ['/page/files/discard', own],
      ['/desk/commands', own],
      ['/desk/presses', own],
      ['/api/messages', { 'content-type': 'application/json' }],
      ['/slack/events', SLACK_HEADERS()],
    ];
  }

  it('answers a body of 12 MB with 413 on every route, even if the request does not declare its length', async () => {
    for (const [path, headers] of bodyRoutes()) {
      const fetched = await fetch(url + path, {
        method: 'POST',
        headers,
        body: Buffer.alloc(LARGE, 'x'),
      });
      expect(fetched.status, path).to.equal(413);
      expect(await fetched.text(), path).to.match(/^\{.*\}$/);
      for (const connection of ['close', 'keep-alive']) {
        expect(await blindly(url + path, { ...headers, connection }), path).to.match(
          /^HTTP\/1\.1 413 /,
        );
      }
    }
  });

  it('still delivers its answer to a client that it rejects before reading the body', async () => {
    for (const path of [
      '/api/messages',
      '/slack/events',
      '/page/messages',
      '/page/files',
      '/nothing',
      '/readyz',
    ]) {
      const body = Buffer.alloc(LARGE, 'x');
      const { status } = await fetch(url + path, { method: 'POST', body });
      expect(status, path).to.be.within(400, 415);
      expect(await blindly(url + path, { connection: 'close' }, '1.0'), path).to.match(
        /^HTTP\/1\.1 4\d\d /,
      );
    }
  });

  it('does not treat a rejected body as the next request on the same connection', async () => {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    const hidden = `GET /hidden HTTP/1.1\r\nhost: ${host}\r\n\r\n`;
    const body = hidden.repeat(Math.ceil((2 * 1024 * 1024) / hidden.length));
    socket.write(
      `POST /api/messages HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n`,
    );
    socket.write(`content-length: ${body.length}\r\n\r\n${body}`);
    socket.write(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
    expect((await text(socket)).match(/HTTP\/1\.1 \d+/g)).to.deep.equal([
      'HTTP/1.1 413',
      'HTTP/1.1 200',
    ]);
  });

  it('gives up on a body that barely makes progress, on every route', async () => {
    const answers = await Promise.all(
      bodyRoutes().map(([path, headers]) => drip(url + path, headers)),
    );
    for (const [index, [path]] of bodyRoutes().entries())
      expect(answers[index], path).to.match(/^HTTP\/1\.1 408 /);
    expect((await page.say('hello')).status).to.equal(200);
  }).timeout(30_000);

  it('forbids browsers to sniff content types on every route', async () => {
    const paths = [
      '/',
      '/desk',
      '/page/main.js',
      '/page/nothing',
      '/healthz',
      '/readyz',
      '/files/nothing',
      '/nothing',
    ];
    for (const path of [...paths, '/api/messages', '/slack/events']) {
      const { headers } = await send(url + path, 'GET');
      expect(headers['x-content-type-options'], path).to.equal('nosniff');
    }
    for (const [path, headers] of bodyRoutes()) {
      const answer = await send(url + path, 'POST', headers, '{');
      expect(answer.headers['x-content-type-options'], path).to.equal('nosniff');
    }
  });

  it('answers requests for its own hosts, as probes and people name them', async () => {
    for (const host of [
      '127.0.0.1:1',
      '10.1.2.3:3978',
      '[::1]',
      'localhost:3978',
      'help.example.com',
    ]) {
      for (const path of ['/healthz', '/readyz']) {
        expect((await send(url + path, 'GET', { host })).status, `${host} ${path}`).to.equal(200);
      }
      expect((await send(`${url}/files/nothing`, 'GET', { host })).status, host).to.equal(404);
    }
  });

  it('reveals nothing to requests for other hosts, which a rebound page could read', async () => {
    for (const path of [
      '/healthz',
      '/readyz',
      '/%72eadyz',
      '/readyz/',
      '/readyz?x',
      '/files/nothing',
    ]) {
      const { status, body } = await send(url + path, 'GET', EVIL);
      expect(status, path).to.equal(421);
      expect(body, path).not.to.match(/ready|embedded|dead|ok/);
    }
    expect((await send(`${url}/files/nothing`, 'HEAD', EVIL)).status).to.equal(421);
  });
});

/** A server whose health nobody asks for. */
const noHealth: Health = { report: async () => ({ status: 'ready' }), counts: async () => ({}) };

describe('HTTP connections', () => {
  it('closes a connection if its headers or body stall, even if no handler reads the body', async () => {
    const server = createHttpServer(noHealth, silentLog, {
      headersMs: 200,
      requestMs: 600,
      checkMs: 50,
    });
    const { url, close } = await listen(server.server);
    const starts = [
      '',
      'GET /healthz HT',
      'POST /healthz HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n',
    ];
    const ends = starts.map(async (start) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.write(start);
      socket.resume();
      await once(socket, 'close');
    });
    await Promise.all(ends);
    await close();
  }).timeout(5_000);
});

/** Sends 12 MB and reads only then, as browsers do; gives the first line of the answer. */
async function blindly(
  url: string,
  headers: Record<string, string>,
  version = '1.1',
): Promise<string> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.pause();
  const framing =
    version === '1.0' ? { 'content-length': String(LARGE) } : { 'transfer-encoding': 'chunked' };
  const lines = Object.entries({ host, ...framing, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(`${[`POST ${pathname}${search} HTTP/${version}`, ...lines].join('\r\n')}\r\n\r\n`);
  if (version !== '1.0') socket.write(`${LARGE.toString(16)}\r\n`);
  const failed = once(socket, 'error').then(([error]) => Promise.reject(error));
  const sent = new Promise<void>((resolve) => {
    socket.write(Buffer.alloc(LARGE, 'x'), () => resolve());
  });
  await Promise.race([sent, failed]);
  if (version !== '1.0') socket.write('\r\n0\r\n\r\n');
  const answered = once(socket, 'data');
  socket.resume();
  const [answer] = await Promise.race([answered, failed]);
  failed.catch(() => {});
  socket.destroy();
  return String(answer).split('\r\n')[0] ?? '';
}

/** Sends two bytes a second; gives what was answered by the time the connection closed. */
async function drip(url: string, headers: Record<string, string>): Promise<string> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const socket = connect(Number(port), hostname);
  const all = { host, 'content-length': '900', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.write(`${[`POST ${pathname}${search} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`);
  const dripping = setInterval(() => socket.write('x'), 500);
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.on('error', () => {});
  await Promise.race([once(socket, 'close'), pause(25_000)]);
  clearInterval(dripping);
  socket.destroy();
  return answer;
}
