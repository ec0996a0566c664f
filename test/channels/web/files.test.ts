import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { expect } from 'chai';
import type { App } from '../../../src/app/app.ts';
import { fileBytes, filesOf } from '../../../src/store/files.ts';
import { until } from '../../support/turns.ts';
import { fileTicket } from './desk/file-ticket.ts';
import { type Answer, PageClient } from './page-client.ts';
import { startPage } from './start-page.ts';

const LOG = '2026-11-22 09:14 sign-in failed\npassword: Hunter2Hunter2\n';
const MEGABYTE = 1024 * 1024;

describe('files uploaded to the page', () => {
  let app: App;
  let page: PageClient;

  before(async () => {
    app = await startPage(undefined, { SIGNPOST_FILE_LIMIT_MB: '1' });
  });
  after(() => app.stop());
  beforeEach(async () => {
    page = await PageClient.open(app.url);
    await page.join();
  });

  const kept = () => app.store.db.selectFrom('files').selectAll().execute();
  const problemOf = ({ status, body }: Answer) => [status, JSON.parse(body).problem];

  it('stores files at once with their secrets masked, and shows them beside the message they come with', async () => {
    const { status, body } = await page.upload('client.log', LOG);
    expect(status).to.equal(200);
    const { id, ...file } = JSON.parse(body);
    expect(file).to.deep.include({ name: 'client.log', type: 'text/plain' });
    const content = String(await fileBytes(app.store.db, id));
    expect(content).to.include('sign-in failed').and.not.to.include('Hunter2');

    await page.say('Here is the log.', randomUUID(), [id]);
    const inbound = await page.listen((messages) =>
      messages.some(({ text }) => text.includes('I masked it')),
    );
    const said = inbound.find(({ author }) => author === 'requester');
    expect(said).to.deep.include({
      text: 'Here is the log.',
      files: [{ name: 'client.log', bytes: Buffer.byteLength(content) }],
    });
    expect((await page.state()).ticket?.ticket.evidence.files).to.have.length(1);
  });

  it('names a masked secret in the name of a file in the language of the reader', async () => {
    const chinese = await PageClient.open(app.url, {
      language: 'zh-CN',
      timeZone: 'Asia/Shanghai',
    });
    await chinese.join();
    const name = 'password=Hunter2Hunter2 .txt';
    const { body } = await chinese.upload(name, 'all is well\n', { locale: 'zh-CN' });
    const shown = 'password=〔已遮盖：密码〕 .txt';
    expect(JSON.parse(body).name).to.equal(shown);
    await chinese.say('打不开', randomUUID(), [JSON.parse(body).id]);
    const messages = await chinese.listen((inbound) =>
      inbound.some(({ files }) => files.length > 0),
    );
    expect(messages.flatMap(({ files }) => files.map((file) => file.name))).to.deep.equal([shown]);
  });

  it('accepts files without a message', async () => {
    const id = await page.attach('client.log', 'all is well\n');
    expect((await page.say('', randomUUID(), [id])).status).to.equal(200);
    await page.listen((messages) =>
      messages.some(({ text }) => text.includes("I'll attach this file")),
    );
  });

  it('stores a file once if it is uploaded several times with one id', async () => {
    const before = (await kept()).length;
    const id = randomUUID();
    const answers = await Promise.all([
      page.upload('a.log', 'one\n', { id }),
      page.upload('a.log', 'one\n', { id }),
    ]);
    const again = await page.upload('a.log', 'one\n', { id });
    const ids = [...answers, again].map(({ body }) => JSON.parse(body).id);
    expect(new Set(ids).size).to.equal(1);
    expect(await kept()).to.have.length(before + 1);
    const other = await PageClient.open(app.url);
    await other.join();
    const elsewhere = JSON.parse((await other.upload('b.log', 'two\n', { id })).body);
    expect(elsewhere.id).not.to.equal(ids[0]);
    expect(String(await fileBytes(app.store.db, elsewhere.id))).to.equal('two\n');
  });

  it('attaches files to their ticket in order, and to later messages about it', async () => {
    const first = await page.attach('before.log', 'before\n');
    await page.say('Something is wrong with the server', randomUUID(), [first]);
    const number = await fileTicket(app.url, page);
    expect((await filesOf(app.store.db, number)).map(({ name }) => name)).to.deep.equal([
      'before.log',
    ]);
    const later = [
      await page.attach('later 1.log', '1\n'),
      await page.attach('later 2.log', '2\n'),
    ];
    await page.say('And these.', randomUUID(), later);
    expect((await filesOf(app.store.db, number)).map(({ name }) => name)).to.deep.equal([
      'before.log',
      'later 1.log',
      'later 2.log',
    ]);
  });

  it('rejects a file with a sentence on what is wrong and what to do, in the language of the page', async () => {
    const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
    const refusals: [content: string | Buffer, status: number, problem: string, words: RegExp][] = [
      ['', 422, 'file-empty', /^client\.log: it is empty\. Please /],
      [program, 422, 'file-wrong-type', /^client\.log: programs .* Please send a picture/],
      [
        Buffer.alloc(MEGABYTE + 1, 'x'),
        413,
        'file-too-large',
        /^client\.log: it is larger than 1 MB\. Please /,
      ],
    ];
    const before = (await kept()).length;
    for (const [content, status, problem, words] of refusals) {
      const answer = await page.upload('client.log', content);
      expect(problemOf(answer)).to.deep.equal([status, problem]);
      expect(JSON.parse(answer.body).sentence).to.match(words);
    }
    const chinese = await page.upload('client.log', program, { locale: 'zh-CN' });
    expect(JSON.parse(chinese.body).sentence).to.match(/^client\.log：不接收程序/);
    expect(await kept()).to.have.length(before);
  });

  it('accepts files up to exactly the allowed size', async () => {
    expect((await page.upload('full.log', Buffer.alloc(MEGABYTE, 'x'))).status).to.equal(200);
  });

  it('detects the file type by content, regardless of name and declared type', async () => {
    const html = await page.upload('x.png', '<html><script>alert(1)</script></html>', {
      headers: { 'content-type': 'text/html' },
    });
    expect(JSON.parse(html.body).type).to.equal('text/plain');
    const query = `id=${randomUUID()}&locale=en&name=${encodeURIComponent('a\0b\u202e"<\n.log')}`;
    const odd = await page.post(`/page/files?${query}`, 'text', { 'content-type': 'text/plain' });
    expect(odd.status).to.equal(200);
  });

  it('lets no session refer to files of another, or to files never uploaded', async () => {
    const id = await page.attach('mine.log', 'mine\n');
    const other = await PageClient.open(app.url);
    for (const named of [[id], [randomUUID()], [id, randomUUID()]]) {
      const answer = await other.say('hello', randomUUID(), named);
      expect(problemOf(answer), JSON.stringify(named)).to.deep.equal([410, 'file-lost']);
      expect(JSON.parse(answer.body).sentence).to.include('Attach it again');
    }
    for (const named of [['../etc'], Array.from({ length: 11 }, () => id)]) {
      const answer = await other.say('hello', randomUUID(), named);
      expect(problemOf(answer), JSON.stringify(named)).to.deep.equal([400, 'invalid']);
    }
    expect((await page.say('hello', randomUUID(), [id, id])).status).to.equal(200);
  });

  it('deletes a file its own session discards before it is sent, and leaves sent files in the ticket', async () => {
    const id = await page.attach('mine.log', 'mine\n');
    const other = await PageClient.open(app.url);
    await other.post('/page/files/discard', { id });
    expect(String(await fileBytes(app.store.db, id))).to.equal('mine\n');
    await page.post('/page/files/discard', { id });
    expect(await fileBytes(app.store.db, id)).to.equal(null);

    const sent = await page.attach('sent.log', 'sent\n');
    const number = await fileTicket(app.url, page);
    await page.say('And this.', randomUUID(), [sent]);
    await page.post('/page/files/discard', { id: sent });
    expect(await filesOf(app.store.db, number)).to.have.length(1);
  });

  const refusals: readonly [
    why: string,
    headers: Record<string, string>,
    status: number,
    problem: string,
  ][] = [
    ['without a token', { 'x-signpost-token': '' }, 403, 'no-session'],
    ['without a cookie', { cookie: '' }, 403, 'no-session'],
    ['from another origin', { origin: 'https://evil.example' }, 403, 'wrong-origin'],
    [
      'that a browser says comes from another site',
      { 'sec-fetch-site': 'cross-site' },
      403,
      'wrong-origin',
    ],
    ['for another host name', { host: 'evil.example' }, 421, 'wrong-host'],
  ];
  for (const [why, headers, status, problem] of refusals) {
    it(`refuses an upload ${why}`, async () => {
      expect(problemOf(await page.upload('a.log', 'text\n', { headers }))).to.deep.equal([
        status,
        problem,
      ]);
    });
  }

  it('refuses upload requests the page would never send', async () => {
    const id = randomUUID();
    for (const query of [
      '',
      'id=1&name=a&locale=en',
      `id=${id}&name=&locale=en`,
      `id=${id}&name=a&locale=xx`,
    ]) {
      const answer = await page.post(`/page/files?${query}`, 'text');
      expect(problemOf(answer), query).to.deep.equal([400, 'invalid']);
    }
  });

  it('slows a session that uploads too many files', async () => {
    const answers: number[] = [];
    for (let sent = 0; sent < 35; sent += 1)
      answers.push((await page.upload('a.exe', 'MZ')).status);
    expect(answers.filter((status) => status === 429).length).to.be.within(2, 6);
    const other = await PageClient.open(app.url);
    await other.join();
    expect((await other.upload('a.log', 'text\n')).status).to.equal(200);
  });

  it('leaves nothing behind after an aborted upload, and reads two uploads at a time per session', async () => {
    const before = (await kept()).length;
    const slow = [begin(page), begin(page)];
    await Promise.all(slow.map(({ begun }) => begun));
    await until(async () => (await page.upload('third.log', 'text\n')).status === 429);
    for (const { socket } of slow) socket.destroy();
    await until(async () => (await page.upload('fourth.log', 'text\n')).status === 200);
    expect(await kept()).to.have.length(before + 1);
  });
});

/** Sends the beginning of a file, and no more of it. */
function begin({ url, cookie, token }: PageClient) {
  const { hostname, port, host } = new URL(url);
  const begun = Promise.withResolvers<void>();
  const socket = connect(Number(port), hostname, () => {
    const headers = [
      `host: ${host}`,
      `cookie: ${cookie}`,
      `x-signpost-token: ${token}`,
      'content-length: 1000',
    ];
    const line = `POST /page/files?id=${randomUUID()}&name=slow.log&locale=en HTTP/1.1`;
    socket.write(`${[line, ...headers].join('\r\n')}\r\n\r\nbeginning`, () => begun.resolve());
  });
  socket.on('error', () => {});
  return { socket, begun: begun.promise };
}
