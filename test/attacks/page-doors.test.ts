import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { App } from '../../src/app/app.ts';
import { VERBS } from '../../src/conversation/reply.ts';
import { AGENT_VERBS } from '../../src/ports/agent-reply.ts';
import { findTicketState } from '../../src/store/ticket-states.ts';
import { fileTicket } from '../channels/web/desk/file-ticket.ts';
import { PageClient, send } from '../channels/web/page-client.ts';
import { startPage } from '../channels/web/start-page.ts';
import { rawHttp } from '../support/raw-http.ts';

/** Requests whose Host or path is no part of a URL. */
const UNREADABLE: readonly string[] = [
  'GET / HTTP/1.1\r\nHost: local host\r\n',
  'GET / HTTP/1.1\r\nHost: a b:80\r\n',
  'GET / HTTP/1.1\r\nHost: [::1\r\n',
  'GET / HTTP/1.1\r\nHost: 127.0.0.1:99999\r\n',
  'GET / HTTP/1.1\r\nHost: 127.0.0.1:x\r\n',
  'GET / HTTP/1.1\r\nHost: %\r\n',
  'GET / HTTP/1.1\r\nHost: evil.example/..\r\n',
  'GET / HTTP/1.1\r\nHost: <script>\r\n',
  'GET / HTTP/1.1\r\nHost: \xff\xfe\r\n',
  'GET / HTTP/1.1\r\nHost: 999.999.999.999\r\n',
  'GET / HTTP/1.1\r\nHost: \r\n',
  'GET http://[ HTTP/1.1\r\nHost: localhost\r\n',
  'GET http:// HTTP/1.1\r\nHost: localhost\r\n',
  'POST /slack/events HTTP/1.1\r\nHost: a b\r\nContent-Length: 2\r\n',
  'POST /api/messages HTTP/1.1\r\nHost: a b\r\nContent-Length: 2\r\n',
];

const READ = [
  '/',
  '/page/main.js',
  '/page/state',
  '/page/events',
  '/page/tickets/SP-1001.json',
  '/desk',
  '/desk/queue',
];
const WRITE = [
  '/page/joined',
  '/page/messages',
  '/page/presses',
  '/page/files',
  '/page/files/discard',
  '/desk/commands',
  '/desk/presses',
];
const ASKER = 'agent=Mallory&locale=en&timeZone=UTC';

describe('HTTP routes of the page', function () {
  this.timeout(60_000);
  let app: App;
  let port: string;
  let page: PageClient;
  before(async () => {
    app = await startPage();
    ({ port } = new URL(app.url));
    page = await PageClient.open(app.url);
    await page.join();
  });
  after(() => app.stop());

  const post = (path: string, headers: Record<string, string>, body: object = {}, client = page) =>
    client.post(path, body, headers);
  const problemOf = (body: string): unknown => JSON.parse(body).problem;

  describe('requests for foreign host names (DNS rebinding)', () => {
    for (const host of [
      'evil.example',
      'evil.example:PORT',
      'localhost.evil.example:PORT',
      '127.0.0.1.nip.io:PORT',
      '127.0.0.1.evil.example',
      'localhost.:PORT',
      'evil.localhost:PORT',
      '0.0.0.0:PORT',
      '0:PORT',
      '[::]:PORT',
      '[::ffff:7f00:2]:PORT',
      '127.0.0.2:PORT',
      '192.168.0.1:PORT',
      '169.254.169.254',
      'evil.example#@localhost:PORT',
      'evil.example/localhost',
      'evil.example\\localhost',
      'evil.example?localhost',
      'evil.example,localhost',
      'localhost evil.example',
      'xn--lcalhost-1ya',
    ]) {
      it(`rejects Host: ${host || 'empty'}`, async () => {
        const headers = { host: host.replace('PORT', port) };
        for (const path of READ) {
          const { status } = await page.get(`${path}?${ASKER}`, headers);
          expect(status, path).to.be.oneOf([400, 421]);
        }
        for (const path of WRITE)
          expect((await post(path, headers)).status, path).to.be.oneOf([400, 421]);
      });
    }
  });

  it('answers an unreadable Host or path with 400, and keeps serving requests', async () => {
    for (const head of UNREADABLE) {
      const answer = await rawHttp(app.url, `${head}Connection: close\r\n\r\n{}`);
      expect(answer.split('\r\n')[0], JSON.stringify(head)).to.equal('HTTP/1.1 400 Bad Request');
      expect(answer).not.to.match(/node_modules|\bat /);
    }
    expect((await send(`${app.url}/healthz`, 'GET')).status).to.equal(200);
  });

  describe('requests from other origins', () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://evil.example:PORT',
      'http://localhost.evil.example:PORT',
      'http://127.0.0.1',
      'https://127.0.0.1',
      'http://127.0.0.1:1',
      'http://127.0.0.2:PORT',
      'http://127.0.0.1:PORT.evil.example',
      'http://127.0.0.1:PORT@evil.example',
      'file://',
      'chrome-extension://abcdefgh',
      'data:text/html,x',
      'garbage',
      '',
      'http://127.0.0.1:PORT, https://evil.example',
    ]) {
      it(`rejects Origin: ${origin || 'empty'}`, async () => {
        const headers = { origin: origin.replaceAll('PORT', port) };
        for (const path of WRITE) {
          const { status, body } = await post(path, headers);
          expect([status, problemOf(body)], path).to.deep.equal([403, 'wrong-origin']);
        }
        for (const path of READ.slice(2).filter((path) => path !== '/desk')) {
          expect(
            (await page.get(`${path}?${ASKER}&filter=all&page=1`, headers)).status,
            path,
          ).to.equal(403);
        }
      });
    }

    for (const site of [
      'cross-site',
      'same-site',
      'SAME-ORIGIN',
      'same-origin, cross-site',
      'unknown',
      '',
    ]) {
      it(`rejects Sec-Fetch-Site: ${site || 'empty'}`, async () => {
        for (const path of WRITE)
          expect((await post(path, { 'sec-fetch-site': site })).status, path).to.equal(403);
      });
    }

    it('grants no other origin access, regardless of the preflight request', async () => {
      for (const path of [...READ, ...WRITE, '/files/x', '/readyz']) {
        const { headers } = await send(app.url + path, 'OPTIONS', {
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'x-signpost-token',
        });
        expect(
          Object.keys(headers).filter((name) => name.startsWith('access-control')),
          path,
        ).to.deep.equal([]);
      }
    });
  });

  it('serves no files but those of the page, however the path is written', async () => {
    const targets = ['limits.ts', 'etc/passwd'];
    const ups = [
      '..',
      '%2e%2e',
      '.%2e',
      '%2e.',
      '..;',
      '....',
      '..%00',
      '%c0%ae%c0%ae',
      '%252e%252e',
      '..%5c..',
      '..\\..',
    ];
    const before = [
      '/page/',
      '/page//',
      '/page/desk/',
      '/page/words/',
      '/files/',
      '/',
      '//',
      '/page/main.js/',
      '/page/%2f',
    ];
    let tried = 0;
    for (const start of before) {
      for (const up of ups) {
        for (const target of targets) {
          const path = `${start}${up}/${up}/${target}`;
          const { status, body } = await page.get(path.replaceAll(' ', '%20'));
          expect(status, path).to.be.oneOf([400, 404, 405]);
          expect(body, path).not.to.match(/root:|MicrosoftApp|WEB_LIMITS|"dependencies"/);
          tried += 1;
        }
      }
    }
    for (const path of [
      '/page/main.js%00.png',
      '/page/MAIN.JS',
      '/page/main.js.map',
      '/page/index.html',
      '/page/constructor',
      '/page/__proto__',
      '/page/',
      '/page/words/../main.js%2f',
    ]) {
      expect((await page.get(path)).status, path).to.equal(404);
    }
    expect(tried).to.equal(198);
  });

  it('rejects deep or odd JSON at once, and keeps serving requests', async () => {
    const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);
    const bodies = [
      deep('[', ']'),
      deep('{"a":', '}').replace('}', '1}'),
      `{"id":"${randomUUID()}","text":${deep('[', ']')},"language":null,"timeZone":null}`,
      `{"id":"${randomUUID()}","text":"x","language":null,"timeZone":null,"__proto__":{"admin":true}}`,
      `{"id":"${randomUUID()}","text":"x","language":null,"timeZone":null,"constructor":{"prototype":{"admin":true}}}`,
      '{"id":1e9999}',
      '"\\ud800"',
      '\ufeff{}',
      '{"a":1}{"b":2}',
      'NaN',
      '[1,]',
      '\u0000',
      `"${'x'.repeat(60_000)}"`,
    ];
    const fresh = await PageClient.open(app.url);
    for (const path of [
      '/page/joined',
      '/page/messages',
      '/page/presses',
      '/page/files/discard',
      '/desk/commands',
      '/desk/presses',
    ]) {
      for (const body of bodies) {
        const { status, body: answer } = await (await PageClient.open(app.url)).post(path, body);
        expect(status, `${path} ${body.slice(0, 60)}`).to.be.oneOf([400, 413]);
        expect(Object.keys(JSON.parse(answer))).to.deep.equal([
          'problem',
          'sentence',
          'retryAfterSeconds',
        ]);
      }
    }
    expect(Object('x').admin).to.equal(undefined);
    expect((await fresh.join()).status).to.equal(200);
  });

  describe('isolation between people on the page', () => {
    let bob: PageClient;
    let mallory: PageClient;
    let number: string;
    let file: string;
    before(async () => {
      bob = await PageClient.open(app.url);
      mallory = await PageClient.open(app.url);
      await bob.join();
      file = await bob.attach('client.log', 'private words of Bob\n');
      await bob.say('My certificate is broken', randomUUID(), [file]);
      number = await fileTicket(app.url, bob);
      await mallory.join();
    });

    const everything = async () => [
      await findTicketState(app.store.db, number),
      await bob.state(),
      await app.store.db.selectFrom('files').selectAll().where('id', '=', file).execute(),
      (await bob.news(0)).filter(({ author }) => author === 'requester').length,
    ];

    it('does not let another person read a ticket, its messages or its state', async () => {
      for (const written of [number, number.toLowerCase(), `${number}%20`, `0${number}`]) {
        const { status, body } = await mallory.get(`/page/tickets/${written}.json`);
        expect([status, body.includes('certificate')], written).to.deep.equal([404, false]);
      }
      const inbound = JSON.stringify([await mallory.news(0), await mallory.state()]);
      expect(inbound).not.to.include('certificate is broken').and.not.include(number);
      expect((await bob.get(`/page/tickets/${number}.json`)).status, 'their own').to.equal(200);
    });

    it('does not let another person press a button of a card, with any verb', async () => {
      const before = await everything();
      const prompts = (await bob.news(0)).filter(({ card }) => card !== null).map(({ id }) => id);
      for (const [index, verb] of VERBS.entries()) {
        const other = index % 20 === 0 ? await PageClient.open(app.url) : mallory;
        if (other !== mallory) mallory = other;
        const { status } = await mallory.press(
          prompts[index % prompts.length] ?? '',
          verb,
          number,
          { reason: 'x' },
        );
        expect(status, verb).to.equal(200);
      }
      expect(await everything()).to.deep.equal(before);
    });

    it('does not let another person attach, discard or overwrite a file by its id', async () => {
      const before = await everything();
      mallory = await PageClient.open(app.url);
      await mallory.join();
      expect((await mallory.say('mine', randomUUID(), [file])).status).to.equal(410);
      expect((await mallory.post('/page/files/discard', { id: file })).status).to.equal(200);
      const { body } = await mallory.upload('client.log', 'other words', { id: file });
      expect(body).not.to.include('private words');
      expect((await mallory.get(`/files/${file}`)).status).to.equal(404);
      expect(await everything()).to.deep.equal(before);
    });

    it('creates no session from the conversation, token or number of another person', async () => {
      const { conversation } = await app.store.db
        .selectFrom('tickets')
        .select('conversation')
        .where('number', '=', Number(number.slice(3)))
        .executeTakeFirstOrThrow();
      const hash = conversation.slice(4);
      for (const cookie of [
        hash,
        hash.slice(0, 43),
        bob.token,
        number,
        Buffer.from(hash, 'hex').toString('base64url'),
      ]) {
        const { status, body } = await send(`${app.url}/page/tickets/${number}.json`, 'GET', {
          cookie: `signpost=${cookie}`,
        });
        expect(status).to.be.oneOf([403, 404]);
        expect(body).not.to.include('certificate');
      }
      const { status } = await mallory.post(
        '/page/messages',
        { id: randomUUID(), text: 'x', language: null, timeZone: null },
        { 'x-signpost-token': bob.token },
      );
      expect(status).to.equal(403);
    });

    it('refuses every desk verb in a forwarded request', async () => {
      const before = await everything();
      for (const verb of AGENT_VERBS) {
        for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
          const body = {
            id: randomUUID(),
            agent: 'Mallory',
            locale: 'en',
            language: 'en',
            timeZone: 'UTC',
          };
          const press = { desk: verb, ticket: number, revision: 1, text: 'x' };
          const { status, body: answer } = await mallory.post(
            '/desk/presses',
            { ...body, press },
            { [header]: '203.0.113.7' },
          );
          expect([status, problemOf(answer)], `${verb} ${header}`).to.deep.equal([403, 'not-here']);
        }
      }
      expect(await everything()).to.deep.equal(before);
    });
  });
});
