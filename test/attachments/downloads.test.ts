import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { createHttpServer } from '../../src/app/server.ts';
import { mountDownloads } from '../../src/attachments/downloads.ts';
import { createFileLink } from '../../src/store/file-links.ts';
import { keepFile } from '../../src/store/files.ts';
import type { Store } from '../../src/store/store.ts';
import { startPage } from '../channels/web/start-page.ts';
import { type Listening, listen } from '../support/listen.ts';
import { type LogLines, recordLog } from '../support/record-log.ts';
import { openFreshStore } from '../support/store.ts';
import { until } from '../support/turns.ts';

const MEGABYTE = 1024 * 1024;

describe('file links', () => {
  let store: Store;
  let listening: Listening;
  let http: Server;
  let lines: LogLines;

  before(async () => {
    store = await openFreshStore();
    const recorded = recordLog();
    lines = recorded.lines;
    const server = createHttpServer(
      { report: async () => ({ status: 'ready' }), counts: async () => ({}) },
      recorded.log,
    );
    mountDownloads(server, { db: store.db, path: '/files', log: recorded.log, timeoutMs: 300 });
    http = server.server;
    listening = await listen(http);
  });
  after(async () => {
    await listening.close();
    await store.close();
  });
  afterEach(() => {
    expect(lines.splice(0)).to.deep.equal([]);
  });

  it('serves a linked file byte for byte as an attachment', async () => {
    const content = randomBytes(3 * MEGABYTE);
    const { status, headers, body } = await ask(
      await linkTo('client trace.etl', content, 'application/octet-stream'),
    );
    expect(status).to.equal(200);
    expect(body.equals(content)).to.equal(true);
    expect(headers).to.deep.include({
      'content-type': 'application/octet-stream',
      'content-length': String(content.length),
      'content-disposition': `attachment; filename="client trace.etl"; filename*=UTF-8''client%20trace.etl`,
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers).not.to.have.any.keys(
      'set-cookie',
      'etag',
      'last-modified',
      'access-control-allow-origin',
    );
  });

  const names: readonly [name: string, plain: string, full: string][] = [
    ['say "cheese".png', 'say _cheese_.png', 'say _cheese_.png'],
    ['登录 日志.txt', '__ __.txt', '登录 日志.txt'],
    ['😀 it’s (1)*.log', '__ it_s _1__.log', '😀 it’s (1)_.log'],
    ['a\r\nset-cookie: x=1.txt', 'a__set-cookie_ x_1.txt', 'a__set-cookie_ x=1.txt'],
    ['../../etc/passwd', '__.._etc_passwd', '__.._etc_passwd'],
    ['C:\\windows\\win.ini', 'C__windows_win.ini', 'C__windows_win.ini'],
    ['report\u202egpj.exe.txt', 'report_gpj.exe.txt', 'report_gpj.exe.txt'],
    ['\ud800half.txt', '_half.txt', '\ufffdhalf.txt'],
    ['.htaccess', '_htaccess', '_htaccess'],
  ];
  for (const [name, plain, full] of names) {
    it(`names only the file ${JSON.stringify(name)} in the Content-Disposition header`, async () => {
      const { status, headers } = await ask(await linkTo(name, Buffer.from('x')));
      expect(status).to.equal(200);
      const [, ascii, encoded] =
        /^attachment; filename="([ -~]*)"; filename\*=UTF-8''([!-~]*)$/.exec(
          headers['content-disposition'] ?? '',
        ) ?? [];
      expect([ascii, decodeURIComponent(encoded ?? '')]).to.deep.equal([plain, full]);
      expect(encoded).not.to.match(/['()*"\s]/);
      expect(headers).not.to.have.property('set-cookie');
    });
  }

  it('serves a link repeatedly, and answers HEAD with the same headers and no body', async () => {
    const path = await linkTo('a.txt', Buffer.from('twice'));
    expect(String((await ask(path)).body)).to.equal('twice');
    expect(String((await ask(path)).body)).to.equal('twice');
    const { status, headers, body } = await ask(path, 'HEAD');
    expect([status, headers['content-length'], body.length]).to.deep.equal([200, '5', 0]);
  });

  it('serves the whole file for a range request', async () => {
    const path = await linkTo('a.txt', Buffer.from('0123456789'));
    const { status, headers, body } = await ask(path, 'GET', { range: 'bytes=2-3' });
    expect([status, headers['accept-ranges'], String(body)]).to.deep.equal([
      200,
      'none',
      '0123456789',
    ]);
  });

  it('serves a file with an invalid content type as application/octet-stream', async () => {
    const { status, headers } = await ask(
      await linkTo('a.bin', Buffer.from('x'), 'text/html\r\nset-cookie: x=1'),
    );
    expect([status, headers['content-type']]).to.deep.equal([200, 'application/octet-stream']);
  });

  it('rejects an expired, unknown or malformed link with a sentence', async () => {
    const expired = await linkTo(
      'a.txt',
      Buffer.from('x'),
      'text/plain',
      new Date(Date.now() - 11 * 60_000),
    );
    const paths = [
      expired,
      `/files/${'A'.repeat(43)}`,
      '/files/x',
      '/files/%00',
      '/files/..%2f..%2fetc%2fpasswd',
    ];
    for (const path of paths) {
      const { status, headers, body } = await ask(path);
      expect([status, headers['content-type']], path).to.deep.equal([
        404,
        'text/plain; charset=utf-8',
      ]);
      expect(String(body)).to.match(/^This link works no more\. .*\n此链接已失效。.*\n$/);
      expect(headers['cache-control']).to.equal('private, no-store');
    }
  });

  it('rejects every method except GET and HEAD on a file link', async () => {
    const path = await linkTo('a.txt', Buffer.from('x'));
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask(path, method)).status, method).to.equal(405);
    }
    expect((await ask('/files')).status).to.equal(404);
    expect((await ask('/files/a/b')).status).to.equal(404);
  });

  it('leaves the database free while a reader stalls, and disconnects that reader after a while', async () => {
    const path = await linkTo('large.bin', Buffer.alloc(12 * MEGABYTE, 1));
    const response = await begin(path);
    response.pause();
    // The database is there for others meanwhile.
    expect(String((await ask(await linkTo('small.txt', Buffer.from('small')))).body)).to.equal(
      'small',
    );
    await until(async () => (await connections()) === 0);
    response.resume();
    await expectBrokenOff(response);
  });

  it('releases the download when the reader disconnects', async () => {
    const path = await linkTo('large.bin', Buffer.alloc(12 * MEGABYTE, 1));
    const response = await begin(path);
    await once(response, 'data');
    response.destroy();
    await until(async () => (await connections()) === 0);
    expect((await ask(path)).body.length).to.equal(12 * MEGABYTE);
  });

  it('serves file links when the web page is switched off', async () => {
    const app = await startPage(undefined, { SIGNPOST_WEB: 'off' });
    try {
      const path = await linkTo('a.txt', Buffer.from('here'), 'text/plain', new Date(), app.store);
      expect(String(await (await fetch(app.url + path)).text())).to.equal('here');
      expect((await fetch(`${app.url}/page/files`, { method: 'POST' })).status).to.equal(404);
    } finally {
      await app.stop();
    }
  });

  /** Keeps a file, and gives the path of a link to it that was made at some time. */
  async function linkTo(
    name: string,
    content: Buffer,
    type = 'text/plain',
    made = new Date(),
    { db }: Store = store,
  ): Promise<string> {
    const id = randomUUID();
    const about = {
      id,
      conversation: 'web:1',
      name,
      type,
      bytes: content.length,
      sha256: '',
      masked: [],
    };
    await keepFile(db, { ...about, receivedAt: new Date() }, content);
    return `/files/${await createFileLink(db, id, made, 10)}`;
  }

  async function ask(path: string, method = 'GET', headers = {}) {
    const response = await begin(path, method, headers);
    return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
  }

  /** The path goes out as it is: a URL would be tidied first. */
  async function begin(path: string, method = 'GET', headers = {}): Promise<IncomingMessage> {
    const { hostname, port } = new URL(listening.url);
    const asked = request({ hostname, port, path, method, headers, agent: false });
    asked.end();
    const [response] = await once(asked, 'response');
    return response;
  }

  function connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      http.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });
  }

  async function expectBrokenOff(response: IncomingMessage): Promise<void> {
    const outcome = await Promise.race([
      buffer(response).catch(() => 'broken off'),
      pause(5000, 'still there'),
    ]);
    expect(outcome).to.equal('broken off');
  }
});
