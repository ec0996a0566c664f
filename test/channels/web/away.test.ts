import { expect } from 'chai';
import { createServer } from 'restify';
import { type App, startApp } from '../../../src/app/app.ts';
import { createWebChannel, type WebChannel } from '../../../src/channels/web/channel.ts';
import { readConfig } from '../../../src/config/config.ts';
import { DatabaseUnavailableError } from '../../../src/store/database-failure.ts';
import type { Store } from '../../../src/store/store.ts';
import { type Listening, listen } from '../../support/listen.ts';
import { type LogLines, recordLog } from '../../support/record-log.ts';
import { sampleWorld } from '../../support/sample-world.ts';
import { onlyFirst } from '../../support/shipped-runbooks.ts';
import { freshDataDir, openFreshStore } from '../../support/store.ts';
import { OpenPage } from './open-page.ts';
import { PageClient, send } from './page-client.ts';

describe('the page while the database is unavailable', () => {
  let store: Store;
  let web: WebChannel;
  let listening: Listening;
  let lines: LogLines;

  before(async () => {
    store = await openFreshStore();
    const db = store.db.withPlugin({
      transformQuery() {
        throw new DatabaseUnavailableError('ECONNREFUSED');
      },
      transformResult: async ({ result }) => result,
    });
    const recorded = recordLog();
    lines = recorded.lines;
    web = createWebChannel({
      config: readConfig({ SIGNPOST_WEB_DESK: 'off' }),
      store: { db },
      receive: () => Promise.reject(new Error('nobody writes')),
      files: { keepBytes: () => Promise.reject(new Error('nobody sends a file')) },
      onTurn: () => () => {},
      world: sampleWorld(),
      log: recorded.log,
    });
    const server = createServer();
    web.mount(server);
    listening = await listen(server.server);
  });
  after(async () => {
    web.close();
    await listening.close();
    await store.close();
  });

  const open = (language: string) =>
    send(`${listening.url}/`, 'GET', {
      accept: 'text/html,application/xhtml+xml',
      'accept-language': language,
    });

  it('shows people a page in their language that reloads by itself', async () => {
    const english = await open('en-US,en;q=0.9');
    expect(english.status).to.equal(503);
    expect(english.headers).to.include({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(english.headers).to.include({
      'retry-after': '15',
      'x-content-type-options': 'nosniff',
    });
    expect(english.headers['content-security-policy']).to.include("default-src 'none'");
    expect(english.body)
      .to.include('<html lang="en"')
      .and.include('<meta http-equiv="refresh" content="15">');
    expect(english.body).to.include(
      "Signpost can't be reached just now. Please try again in a minute.",
    );
    expect(english.body).to.include('>Try again</a>');
    const chinese = await open('zh-CN,zh;q=0.9');
    expect(chinese.body)
      .to.include('<html lang="zh-CN"')
      .and.include('暂时无法连接 Signpost，请稍后再试。');
  });

  it('answers its scripts with JSON', async () => {
    const { status, body } = await send(`${listening.url}/`, 'GET', { accept: '*/*' });
    expect(status).to.equal(503);
    expect(JSON.parse(body)).to.include({ problem: 'unavailable' });
  });

  it('logs the unavailable database once, as a warning without a stack', () => {
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({ level: 40, code: 'ECONNREFUSED' }).and.not.to.have.property('at');
  });

  it('renders without any script, in both languages', async () => {
    for (const [locale, sentence] of [
      ['en-US', "Signpost can't be reached"],
      ['zh-CN', '暂时无法连接'],
    ] as const) {
      const visitor = await OpenPage.unready(listening.url, '/', { locale });
      await visitor.page.getByRole('alert').getByText(sentence).waitFor();
      await visitor.page.getByRole('link').click();
      await visitor.page.getByRole('alert').getByText(sentence).waitFor();
      visitor.forgive(/503/);
      await visitor.close();
    }
  });
});

describe('the page while the disk is full', function () {
  this.timeout(60_000);
  let app: App;
  let lines: LogLines;

  before(async () => {
    const recorded = recordLog();
    lines = recorded.lines;
    const variables = {
      PORT: '0',
      SIGNPOST_DATA_DIR: await freshDataDir(),
      ...onlyFirst(),
    };
    app = await startApp(readConfig(variables), { log: recorded.log });
  });
  after(() => app.stop());

  it('greets a new visitor, explains why nothing more can be sent, and continues once there is space', async () => {
    app.store.disk.report(DISK_FULL);
    const visitor = await OpenPage.at(app.url);
    await visitor.cards.getByText("Hello, I'm Signpost").waitFor();
    await visitor.cards.getByText("Signpost can't take messages just now.").waitFor();
    await visitor.page.getByText('Tell Signpost what you see').waitFor();
    await visitor.page.getByText('Nothing to write down yet').waitFor();
    await visitor.page.getByText('For example').waitFor({ timeout: 30_000 });
    expect(await visitor.cards.count()).to.equal(1);
    visitor.forgive(/503/);
    await visitor.close();
  });

  it('accepts nothing of a new visitor, and never says that their session is lost', async () => {
    app.store.disk.report(DISK_FULL);
    const page = await PageClient.open(app.url);
    const answers = [
      await page.join(),
      await page.upload('client.log', 'a line\n'),
      await page.say('User is not SIP enabled'),
      await page.press('', 'language', 'zh-CN'),
    ];
    expect(answers.map(({ status, body }) => [status, JSON.parse(body).problem])).to.deep.equal([
      [503, 'unavailable'],
      [409, 'not-joined'],
      [503, 'unavailable'],
      [503, 'unavailable'],
    ]);
    for (const { body } of answers) expect(JSON.parse(body).sentence).to.include('ry again');
  });

  it('holds the files of a new visitor, and sends them by itself once there is space', async () => {
    app.store.disk.report(DISK_FULL);
    const visitor = await OpenPage.at(app.url);
    const { page } = visitor;
    // The page gives the first file up at once, because it would have to wait for too long.
    const body = JSON.stringify({ problem: 'not-joined', retryAfterSeconds: 60 });
    const answer = { status: 503, contentType: 'application/json', body };
    await page.route('**/page/files?*', (route) => route.fulfill(answer), { times: 1 });
    await page.setInputFiles('#files', ['one.log', 'two.log'].map(logNamed));
    const problem = "one.log: Signpost can't take messages just now. It keeps trying";
    await page.locator('.chip.failed').getByText(problem).waitFor();
    await page.locator('.chip').getByText("Signpost can't take anything just now.").waitFor();
    await page.locator('.chip.there').nth(1).waitFor({ timeout: 30_000 });
    visitor.forgive(/409|503/);
    await visitor.close();
  });

  it('logs the full disk once for all requests, as a warning without a stack', async () => {
    app.store.disk.report(DISK_FULL);
    const page = await PageClient.open(app.url);
    for (let tries = 0; tries < 4; tries += 1) expect((await page.join()).status).to.equal(503);
    const told = lines.filter(({ msg }) => String(msg).startsWith('web: page requests failing'));
    expect(told.map(({ level, code }) => [level, code])).to.deep.equal([[40, 'disk-full']]);
    expect(told[0]).not.to.have.property('at');
  });
});

const DISK_FULL = Object.assign(new Error('could not extend file'), { code: '53100' });

function logNamed(name: string) {
  return { name, mimeType: 'text/plain', buffer: Buffer.from('a line\n') };
}
