import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { App } from '../../../src/app/app.ts';
import { freshDataDir } from '../../support/store.ts';
import { PageClient, send } from './page-client.ts';
import { startPage } from './start-page.ts';

describe("the page's security", () => {
  let app: App;
  let page: PageClient;
  const message = () => ({ id: randomUUID(), text: 'hello', language: null, timeZone: null });

  before(async () => {
    app = await startPage();
    page = await PageClient.open(app.url);
  });
  after(() => app.stop());

  it('gives each browser a cookie that scripts cannot read and other sites cannot send', async () => {
    const { headers } = await send(`${app.url}/`, 'GET');
    const [cookie = ''] = headers['set-cookie'] ?? [];
    expect(cookie).to.match(
      /^signpost=[\w-]{43}\.[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    const secure = await send(`${app.url}/`, 'GET', { 'x-forwarded-proto': 'https' });
    expect(secure.headers['set-cookie']?.[0]).to.match(
      /^__Host-signpost=[^;]+; Path=\/; .*; Secure$/,
    );
  });

  it('gives no two browsers the same session, and the same browser the same one again', async () => {
    const other = await PageClient.open(app.url);
    expect(other.cookie).not.to.equal(page.cookie);
    expect(other.token).not.to.equal(page.token);
    const again = await page.get('/');
    expect(again.body).to.contain(page.token);
    expect(again.headers['set-cookie']?.[0]).to.contain(page.cookie);
  });

  it('keeps the session if a link on another site opens the page and the browser withholds the cookie', async () => {
    const { headers, body } = await send(`${app.url}/`, 'GET', { 'sec-fetch-site': 'cross-site' });
    expect(headers['set-cookie']).to.equal(undefined);
    expect(body).to.contain('http-equiv="refresh"');
  });

  it('allows the page only its own files, and no other site to frame it', async () => {
    for (const path of ['/', '/page/main.js', '/page/state', '/page/nothing.js']) {
      const { headers } = await page.get(path);
      const policy = String(headers['content-security-policy']);
      expect(policy, path)
        .to.contain("default-src 'none'")
        .and.to.contain("frame-ancestors 'none'");
      expect(policy, path).not.to.match(/unsafe|\*|https?:/);
      expect(headers['x-content-type-options'], path).to.equal('nosniff');
      expect(headers['referrer-policy'], path).to.equal('no-referrer');
    }
  });

  it('keeps private content out of every cache', async () => {
    for (const path of ['/', '/page/state']) {
      expect((await page.get(path)).headers['cache-control'], path).to.equal('no-store');
    }
  });

  it('accepts an event of its own page', async () => {
    const { status, body } = await page.post('/page/messages', message(), { origin: app.url });
    expect([status, body]).to.deep.equal([200, '{"duplicate":false}']);
  });

  const refusals: readonly [
    why: string,
    headers: Record<string, string>,
    status: number,
    problem: string,
  ][] = [
    ['without a token', { 'x-signpost-token': '' }, 403, 'no-session'],
    ["with another session's token", { 'x-signpost-token': 'A'.repeat(43) }, 403, 'no-session'],
    ['without a cookie', { cookie: '' }, 403, 'no-session'],
    ['with a cookie that is none of ours', { cookie: 'signpost=../../etc' }, 403, 'no-session'],
    ['from another origin', { origin: 'https://evil.example' }, 403, 'wrong-origin'],
    ['from no origin', { origin: 'null' }, 403, 'wrong-origin'],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }, 403, 'wrong-origin'],
    [
      'that a browser says comes from another site',
      { 'sec-fetch-site': 'cross-site' },
      403,
      'wrong-origin',
    ],
    [
      'that a browser says comes from a sister site',
      { 'sec-fetch-site': 'same-site' },
      403,
      'wrong-origin',
    ],
    ['as a form of another site would send it', { 'content-type': 'text/plain' }, 415, 'not-json'],
    ['for another host name (DNS rebinding)', { host: 'evil.example' }, 421, 'wrong-host'],
    [
      'for a host name that only looks local',
      { host: '127.0.0.1.evil.example' },
      421,
      'wrong-host',
    ],
  ];
  for (const [why, headers, status, problem] of refusals) {
    it(`refuses an event ${why}`, async () => {
      const answer = await page.post('/page/messages', message(), headers);
      expect(answer.status).to.equal(status);
      expect(JSON.parse(answer.body))
        .to.include({ problem })
        .and.to.have.property('sentence')
        .that.matches(/\.$/);
    });
  }

  it('refuses read requests for other hosts and from other sites too', async () => {
    for (const path of ['/', '/page/main.js', '/page/state', '/page/events']) {
      expect((await page.get(path, { host: 'evil.example' })).status, path).to.equal(421);
    }
    for (const path of ['/page/state', '/page/events', '/page/tickets/SP-1001.json']) {
      expect((await page.get(path, { 'sec-fetch-site': 'cross-site' })).status, path).to.equal(403);
      expect((await page.get(path, { cookie: '' })).status, path).to.equal(403);
    }
  });

  it('answers at localhost as well', async () => {
    const { port } = new URL(app.url);
    expect((await page.get('/', { host: `localhost:${port}` })).status).to.equal(200);
  });

  it('rejects a body that is too long, and still answers the next request', async () => {
    const long = await page.post('/page/messages', { ...message(), text: 'x'.repeat(70_000) });
    expect([long.status, JSON.parse(long.body).problem]).to.deep.equal([413, 'too-large']);
    expect((await page.post('/page/messages', message())).status).to.equal(200);
  });

  it('rejects a body that is not the expected JSON in one sentence, without a stack', async () => {
    const press = {
      ...message(),
      text: undefined,
      prompt: '',
      verb: 'help',
      value: null,
      fields: {},
    };
    const bodies: [string, object | string][] = [
      ['/page/messages', '{"id":'],
      ['/page/messages', '[]'],
      ['/page/messages', 'null'],
      ['/page/messages', { ...message(), id: 'not-a-uuid' }],
      ['/page/messages', { ...message(), more: 1 }],
      ['/page/presses', { ...press, verb: 'drop-table' }],
      ['/page/presses', { ...press, fields: { note: 7 } }],
      ['/page/presses', { ...press, value: 'v'.repeat(301) }],
      [
        '/page/presses',
        `{"id":"${randomUUID()}","prompt":"","verb":"help","value":null,"fields":{"__proto__":"x"}}`,
      ],
    ];
    for (const [path, body] of bodies) {
      const answer = await page.post(path, body);
      expect(answer.status, JSON.stringify(body)).to.equal(400);
      expect(Object.keys(JSON.parse(answer.body))).to.deep.equal([
        'problem',
        'sentence',
        'retryAfterSeconds',
      ]);
    }
  });

  it('slows a session that sends too much, and says how long to wait', async () => {
    const busy = await PageClient.open(app.url);
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => busy.post('/page/messages', '[]')),
    );
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed.length).to.be.within(5, 10);
    expect(Number(slowed[0]?.headers['retry-after'])).to.be.greaterThan(0);
    expect((await page.post('/page/messages', message())).status).to.equal(200);
  });

  it('serves only the files of the page', async () => {
    for (const path of [
      '/page/../limits.ts',
      '/page/%2e%2e/limits.ts',
      '/page/..%2flimits.ts',
      '/page/tsconfig.json',
    ]) {
      expect((await page.get(path)).status, path).to.equal(404);
    }
    const script = await page.get('/page/adaptivecards.min.js', { 'accept-encoding': 'gzip' });
    expect(script.headers).to.include({
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
    });
    const again = await page.get('/page/adaptivecards.min.js', {
      'if-none-match': String(script.headers.etag),
    });
    expect(again.status).to.equal(304);
  });

  it('answers at other host names if configured', async () => {
    const remote = await startPage(await freshDataDir(), { SIGNPOST_WEB_ALLOW_REMOTE: '1' });
    try {
      const { status } = await send(`${remote.url}/`, 'GET', { host: 'help.contoso.com' });
      expect(status).to.equal(200);
    } finally {
      await remote.stop();
    }
  });
});
