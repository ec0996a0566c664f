import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { App } from '../../../src/app/app.ts';
import { until } from '../../support/turns.ts';
import {
  type Headers,
  many,
  message,
  openRaw,
  openStream,
  problemOf,
  sentenceOf,
  startBehindProxy,
  statusOf,
  times,
} from './from-anywhere.ts';
import { PageClient } from './page-client.ts';

const MEGABYTE = 1024 * 1024;

/**
 * Small in one address, so that a test reaches them; every test comes from an address of its own.
 */
const LIMITS =
  'messages=30/99999,uploads=10/99999,upload-mb=3/99999,unsent-mb=2/99999,sessions=10/99999,streams=2/99999';

describe('abuse limits of a page open to other machines', () => {
  let app: App;
  let addresses = 0;
  let from: Headers;

  before(async () => {
    app = await startBehindProxy(LIMITS);
  });
  after(() => app.stop());
  beforeEach(() => {
    from = address();
  });

  function address(): Headers {
    addresses += 1;
    return { 'x-forwarded-for': `203.0.113.${addresses}` };
  }

  const open = (count: number) => times(count, () => PageClient.open(app.url));

  async function join(headers = from): Promise<PageClient> {
    const page = await PageClient.open(app.url);
    expect(
      statusOf(await page.post('/page/joined', { language: null, timeZone: null }, headers)),
    ).to.equal(200);
    return page;
  }

  it('stores no file from sessions that never joined', async () => {
    const file = Buffer.alloc(4.8 * MEGABYTE, 'x');
    for (let round = 0; round < 8; round += 1) {
      const answers = await Promise.all(
        (await open(5)).map((page) => page.upload('a.log', file, { headers: from })),
      );
      for (const answer of answers) expect(problemOf(answer)).to.deep.equal([409, 'not-joined']);
    }
    const kept = await app.store.db.selectFrom('file_contents').select('id').execute();
    expect(kept).to.deep.equal([]);
  });

  it('stops a flood of long messages from many sessions without limiting anyone else', async () => {
    const pages = await open(10);
    const flood = await Promise.all(
      pages.flatMap((page) =>
        many(20, () => page.post('/page/messages', message('x'.repeat(30_000)), from)),
      ),
    );
    const taken = flood.filter(({ status }) => status === 200);
    // Each counts as eight, of thirty a minute.
    expect(taken.length).to.be.within(1, 9);
    expect(flood.filter(({ status }) => status === 429).length).to.equal(
      flood.length - taken.length,
    );
    const [honest] = await open(1);
    expect(
      (await honest?.post('/page/messages', message('It says 4005.'), address()))?.status,
    ).to.equal(200);
  });

  it('tells visitors politely, in their language, when to try again', async () => {
    const pages = await open(3);
    await Promise.all(
      pages.flatMap((page) => many(20, () => page.post('/page/messages', '[]', from))),
    );
    const [page] = await open(1);
    const long = message('x'.repeat(60_000));
    const english = await page?.post('/page/messages', long, from);
    expect(english && problemOf(english)).to.deep.equal([429, 'too-many']);
    expect(Number(english?.headers['retry-after'])).to.be.within(1, 60);
    expect(sentenceOf(english)).to.match(
      /^A lot has come from your network just now\. Please try again in \d+ seconds?\.$/,
    );
    const chinese = await page?.post('/page/messages', long, {
      ...from,
      'accept-language': 'zh-CN,zh',
    });
    expect(sentenceOf(chinese)).to.match(/^您所在的网络刚才发送的内容较多，请在 \d+ 秒后重试。$/);
  });

  it('identifies an address despite forged headers, and counts one IPv6 network as one address', async () => {
    const forgeries: ((index: number) => string)[] = [
      (index) => `198.51.100.${index}, ${from['x-forwarded-for']}`,
      (index) => `2001:db8::${index}:1`,
    ];
    for (const forged of forgeries) {
      const pages = await open(3);
      const answers = await Promise.all(
        pages.flatMap((page, p) =>
          many(20, (n) =>
            page.post('/page/messages', '[]', { 'x-forwarded-for': forged(20 * p + n) }),
          ),
        ),
      );
      expect(answers.filter(({ status }) => status === 429).length).to.be.within(10, 30);
    }
  });

  it('limits the conversations an address starts per hour, and lets started ones continue', async () => {
    const pages = await times(10, () => join());
    const [another] = await open(1);
    const refused = await another?.post('/page/messages', message('hello'), from);
    expect(refused && problemOf(refused)).to.deep.equal([429, 'too-many']);
    expect(sentenceOf(refused)).to.match(/Please try again in \d minutes\.$/);
    for (const page of pages.slice(0, 3)) {
      expect(statusOf(await page.post('/page/messages', message('hello'), from))).to.equal(200);
    }
    await join(address());
  });

  it('limits the bytes of files uploaded but not sent', async () => {
    const page = await join();
    const upload = (name: string) =>
      page.upload(name, Buffer.alloc(0.9 * MEGABYTE, 'x'), { headers: from });
    const [first, second] = [
      JSON.parse((await upload('1.log')).body).id,
      JSON.parse((await upload('2.log')).body).id,
    ];
    expect(problemOf(await upload('3.log'))).to.deep.equal([429, 'too-many']);
    await page.post('/page/messages', { ...message('here'), files: [first] }, from);
    await page.post('/page/files/discard', { id: second }, from);
    expect(statusOf(await upload('4.log'))).to.equal(200);
  });

  it('limits the megabytes of files uploaded per day', async () => {
    const page = await join();
    const upload = (name: string) =>
      page.upload(name, Buffer.alloc(1.6 * MEGABYTE, 'x'), { headers: from });
    const { id } = JSON.parse((await upload('1.log')).body);
    await page.post('/page/files/discard', { id }, from);
    const refused = await upload('2.log');
    expect(problemOf(refused)).to.deep.equal([429, 'too-many']);
    expect(Number(refused.headers['retry-after'])).to.be.greaterThan(3600);
  });

  it('limits the files uploaded per minute', async () => {
    const page = await join();
    const answers = await times(25, () => page.upload('empty.log', '', { headers: from }));
    const refused = answers.filter((answer) => JSON.parse(answer.body).problem === 'too-many');
    expect(refused.length).to.be.within(8, 15);
  });

  it('limits the open event streams of an address, and allows another once one ends', async () => {
    const [one, two, three] = await open(3);
    if (!(one && two && three)) throw new Error('There is no page.');
    const held = [openStream(one, from), openStream(two, from)];
    expect(await Promise.all(held.map(({ status }) => status))).to.deep.equal([200, 200]);
    expect(problemOf(await three.get('/page/events', from))).to.deep.equal([429, 'too-many']);
    const elsewhere = openStream(three, address());
    expect(await elsewhere.status).to.equal(200);
    held[0]?.socket.destroy();
    await until(async () => {
      const tried = openStream(three, from);
      const status = await tried.status;
      tried.socket.destroy();
      return status === 200;
    });
    for (const { socket } of [...held, elsewhere]) socket.destroy();
  });

  it('keeps upload slots free if one address stalls eight uploads', async () => {
    const slow = await slowUploads(from, from, from, from);
    const office = address();
    const honest = await join(office);
    expect(
      statusOf(await honest.upload('a.log', Buffer.alloc(MEGABYTE, 'x'), { headers: office })),
    ).to.equal(200);
    for (const socket of slow) socket.destroy();
  });

  it('frees slots of stalled uploads from four addresses, because slow uploads give way', async () => {
    const slow = await slowUploads(address(), address(), address(), address());
    const office = address();
    const honest = await join(office);
    let status = 429;
    // As the page does, it tries again after the time it is told.
    for (let tries = 0; status === 429 && tries < 5; tries += 1) {
      const answer = await honest.upload('a.log', Buffer.alloc(MEGABYTE, 'x'), { headers: office });
      ({ status } = answer);
      if (status === 429) await pause(1000 * Number(answer.headers['retry-after']));
    }
    expect(status).to.equal(200);
    for (const socket of slow) socket.destroy();
  });

  /** Eight uploads that send two bytes a second, two from each; resolves once all have begun. */
  async function slowUploads(...sources: Headers[]): Promise<Socket[]> {
    const sessions = await Promise.all(sources.map((each) => join(each)));
    return Promise.all(
      sessions.flatMap((page, index) =>
        many(2, async () => {
          const { socket, begun } = openRaw(page, {
            line: `POST /page/files?id=${randomUUID()}&name=slow.log&locale=en HTTP/1.1`,
            headers: { ...sources[index], 'content-length': '1000000' },
          });
          const drip = setInterval(() => socket.write('x'), 500);
          socket.once('close', () => clearInterval(drip));
          await begun;
          return socket;
        }),
      ),
    );
  }
});

describe('abuse limits over all addresses', () => {
  let app: App;
  before(async () => {
    app = await startBehindProxy('messages=50/60,unsent-mb=1/1');
  });
  after(() => app.stop());

  it('limits messages and unsent files over all addresses together', async () => {
    const pages = await times(2, () => PageClient.open(app.url));
    const sent: string[] = [];
    for (const [index, page] of pages.entries()) {
      const from = { 'x-forwarded-for': `198.51.100.${index}` };
      await page.post('/page/joined', { language: null, timeZone: null }, from);
      const answer = await page.upload('a.log', Buffer.alloc(0.7 * MEGABYTE, 'x'), {
        headers: from,
      });
      sent.push(JSON.parse(answer.body).problem ?? 'kept');
    }
    expect(sent).to.deep.equal(['kept', 'busy']);

    const flood = await times(4, () => PageClient.open(app.url));
    const answers = await Promise.all(
      flood.flatMap((page, index) =>
        many(30, () =>
          page.post('/page/messages', '[]', { 'x-forwarded-for': `203.0.113.${index}` }),
        ),
      ),
    );
    const busy = answers.filter(({ status }) => status === 429);
    expect(busy.length).to.be.within(20, 62);
    expect(new Set(busy.map((answer) => JSON.parse(answer.body).problem))).to.deep.equal(
      new Set(['busy']),
    );
  });
});
