import { expect } from 'chai';
import type { App } from '../../../src/app/app.ts';
import { OpenPage } from './open-page.ts';
import { startPage } from './start-page.ts';

const TRUST = 'Cannot verify that the server is trusted for your sign-in address. Connect anyway?';
const HOSTILE =
  '<img src=x onerror="document.title=1"> **bold** [link](https://evil.example) ${1+1} {{DATE()}} \u202Eabc';

describe('the page in a browser', function () {
  this.timeout(40_000);
  let app: App;
  let opened: OpenPage;

  before(async () => {
    app = await startPage();
  });
  after(() => app.stop());
  afterEach(() => opened.close());

  it('leads from a pasted error through the fixes to a ticket, and shows the map and ticket grow', async () => {
    opened = await OpenPage.at(app.url);
    const { page } = opened;
    await opened.say(TRUST);
    await opened.waiting.getByText('Always trust this server').waitFor();
    expect(await opened.map()).to.include(
      'The server is new to this computer: Check the server name, then trust it: you are here',
    );
    expect(await page.locator('.ticket-title').textContent()).to.contain('trusted');

    await opened.press('Still broken');
    await opened.press('Enterprise (Plan E)');
    await opened.waiting.getByText('TrustModelData').first().waitFor();
    await opened.press('Create a ticket');

    await page.reload();
    await opened.waiting.getByLabel('Address you sign in with').fill('bobk@contoso.com');
    await opened.waiting.getByLabel('Who is affected').selectOption({ label: 'Several people' });
    await opened.press('Continue');
    await opened.waiting.getByText('bobk@contoso.com').first().waitFor();
    await opened.press('Send the ticket');

    await page.locator('.stamp.sent').waitFor();
    const number = await opened.ticketNumber();
    expect(number).to.match(/^SP-\d{4}$/);
    expect((await opened.map()).at(-1)).to.equal(`Ticket ${number} sent`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    expect((await downloading).suggestedFilename()).to.equal(`${number}.json`);
    await page.getByRole('button', { name: 'JSON' }).click();
    expect(JSON.parse((await page.locator('.json').textContent()) ?? '')).to.include({
      number,
      priority: 'high',
    });
  });

  it('receives an error response to an oversized body, instead of a broken connection', async () => {
    opened = await OpenPage.at(app.url);
    const token =
      (await opened.page.locator('meta[name="signpost-token"]').getAttribute('content')) ?? '';
    const answers = await opened.page.evaluate(async (token) => {
      const headers = { 'content-type': 'application/json', 'x-signpost-token': token };
      const bodies = [
        ['/page/messages', 2],
        [`/page/files?id=${crypto.randomUUID()}&name=a.log&locale=en`, 11],
        ['/api/messages', 2],
      ] as const;
      return Promise.all(
        bodies.map(async ([path, megabytes]) => {
          const body = 'x'.repeat(megabytes * 1024 * 1024);
          const response = await fetch(path, { method: 'POST', headers, body });
          return [response.status, JSON.parse(await response.text()).problem];
        }),
      );
    }, token);
    expect(answers).to.deep.equal([
      [413, 'too-large'],
      [413, 'file-too-large'],
      [404, undefined],
    ]);
    opened.forgive(/413|404/);
  });

  it('leads from a pasted error to a ticket in Chinese', async () => {
    opened = await OpenPage.at(app.url, { locale: 'zh-CN' });
    const { page } = opened;
    expect(await page.locator('html').getAttribute('lang')).to.equal('zh-CN');
    await opened.say('无法验证该服务器对于您的登录地址是否受信任。是否仍要连接？');
    await opened.press('还是不行');
    await opened.press('不确定');
    await opened.press('创建工单');
    await opened.press('跳过这些问题');
    await opened.press('提交工单');
    await page.locator('.stamp.sent').getByText('已提交').waitFor();
    expect((await opened.map()).at(-1)).to.match(/^工单 SP-\d{4} 已提交$/);
    const chrome = await page.locator('.ways, .composer, .views').allTextContents();
    expect(chrome.join('')).not.to.match(/\b(Send|Back|Help|Chat|Ticket)\b/);
  });

  it('slants no Chinese text, whichever font has its quotation marks', async () => {
    opened = await OpenPage.at(app.url, { locale: 'zh-CN' });
    const { page } = opened;
    await opened.cards.getByText('例如').waitFor();
    const slanted = await page.evaluate<string[]>(`(() => {
      const stored = document.createElement('span');
      stored.style.fontStyle = 'italic';
      stored.textContent = '“服务器暂时不可用”';
      document.querySelector('.entry.signpost').append(stored);
      return [...document.querySelectorAll('body *')]
        .filter((each) => getComputedStyle(each).fontStyle !== 'normal')
        .map((each) => each.textContent);
    })()`);
    expect(slanted).to.deep.equal([]);
  });

  it('changes language by its button in the middle of a form, and keeps the typed text', async () => {
    opened = await OpenPage.at(app.url);
    const { page } = opened;
    await page.getByRole('button', { name: 'Talk to a person' }).last().click();
    await opened.waiting.getByLabel('Address you sign in with').fill('bobk@contoso.com');
    await page.getByRole('button', { name: '中文' }).last().click();
    await page.locator('html[lang="zh-CN"]').waitFor();
    const field = opened.waiting.getByLabel('登录地址');
    await field.waitFor();
    expect(await field.inputValue()).to.equal('bobk@contoso.com');
    expect(await page.getByLabel('您的消息').count()).to.equal(1);
  });

  it('keeps the text of the message box and of a form across a reload', async () => {
    opened = await OpenPage.at(app.url);
    const { page } = opened;
    await page.getByRole('button', { name: 'Talk to a person' }).last().click();
    await opened.waiting.getByLabel('Device and operating system').fill('Laptop, Windows 11');
    await page.fill('#message', 'not sent yet');
    await page.reload();
    const device = opened.waiting.getByLabel('Device and operating system');
    await device.waitFor();
    expect(await device.inputValue()).to.equal('Laptop, Windows 11');
    expect(await page.inputValue('#message')).to.equal('not sent yet');
  });

  it('works with the keyboard alone', async () => {
    opened = await OpenPage.at(app.url);
    const { page } = opened;
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').getAttribute('class')).to.equal('skip');
    await page.keyboard.press('Enter');
    await page.keyboard.type('first line');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type(TRUST);
    await page.keyboard.press('Enter');
    await opened.waiting.getByText('Always trust this server').waitFor();
    expect(await page.locator('.said').textContent()).to.equal(`first line\n${TRUST}`);

    await opened.waiting.getByRole('button', { name: 'Still broken' }).focus();
    await page.keyboard.press('Enter');
    await opened.waiting.getByText('Which kind of Office 365 plan').waitFor();
    const focused = async () => (await page.locator(':focus').allTextContents()).join('');
    await opened.until(async () => (await focused()).includes('Which kind of Office 365 plan'));
    await page.keyboard.press('Tab');
    expect(await focused()).to.equal('Enterprise (Plan E)');
    expect(await page.locator('#announcer').textContent()).to.contain(
      'Which kind of Office 365 plan',
    );
  });

  it('scrolls the answer into view from any position', async () => {
    opened = await OpenPage.at(app.url, { viewport: { width: 1100, height: 500 } });
    const { page } = opened;
    await opened.say(TRUST);
    await opened.waiting.getByText('Always trust this server').waitFor();
    await page.locator('.scroll').hover();
    await page.mouse.wheel(0, -5000);
    await page.getByRole('button', { name: 'Status' }).last().click();
    await opened.until(async () => (await opened.cards.count()) > 2);
    await opened.until(async () => {
      const [card, view] = [
        await opened.cards.last().boundingBox(),
        await page.locator('.scroll').boundingBox(),
      ];
      return card !== null && view !== null && card.y >= view.y && card.y < view.y + view.height;
    });
  });

  it('fits a narrow window with one view at a time and nothing cut off', async () => {
    opened = await OpenPage.at(app.url, { viewport: { width: 360, height: 640 } });
    const { page } = opened;
    await opened.say(TRUST);
    await opened.waiting.getByText('Always trust this server').waitFor();
    for (const view of ['Chat', 'Map', 'Ticket']) {
      await page.locator('.views').getByText(view, { exact: true }).click();
      expect(
        await page.evaluate<number>('document.documentElement.scrollWidth'),
        view,
      ).to.be.at.most(360);
      expect(await page.locator('.columns > :visible').count(), view).to.equal(1);
    }
    expect(await page.locator('.views-score').textContent()).to.match(/^\d+%$/);
  });

  it('shows hostile text as plain text everywhere', async () => {
    opened = await OpenPage.at(app.url);
    const { page } = opened;
    await opened.say(`${TRUST} ${HOSTILE}`);
    await opened.waiting.getByText('Always trust this server').waitFor();
    await page.getByRole('button', { name: 'Talk to a person' }).last().click();
    await opened.waiting.getByLabel('Anything else').fill(HOSTILE);
    await opened.press('Continue');
    await opened.waiting.getByText('{{DATE()}}').first().waitFor();
    await opened.press('Send the ticket');
    await page.locator('.stamp.sent').waitFor();
    expect(
      await page.locator('main img, main a[href*="evil"], main strong, main script').count(),
    ).to.equal(0);
    expect(await page.title()).to.equal('Signpost – IT help');
    expect(await page.locator('.paper').textContent()).to.contain(HOSTILE);
    expect(await page.locator('.said').textContent()).to.contain(HOSTILE);
  });

  it('queues messages while the connection is lost, says so, and sends them once it is back', async () => {
    opened = await OpenPage.at(app.url);
    const { page, context } = opened;
    await context.setOffline(true);
    await opened.say(TRUST);
    await page.locator('.entry.pending').waitFor();
    await page.locator('.banner').getByText('what you typed is kept').waitFor();
    await context.setOffline(false);
    await opened.waiting.getByText('Always trust this server').waitFor();
    await page.locator('.entry.pending').waitFor({ state: 'detached' });
    expect(await page.locator('.said').count()).to.equal(1);
    opened.forgive(/ERR_INTERNET_DISCONNECTED/);
  });

  it('explains in a sentence what is wrong with a message, and returns it for editing', async () => {
    opened = await OpenPage.at(app.url);
    const { page } = opened;
    const long = 'long '.repeat(20_000);
    await opened.say(long);
    await page.locator('.trouble').getByText('too long to send').waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    expect(await page.inputValue('#message')).to.equal(long);
    expect(await page.locator('.trouble').count()).to.equal(0);
    opened.forgive(/413/);
  });

  it('gives every button, field and region a name', async () => {
    opened = await OpenPage.at(app.url);
    const { page } = opened;
    await page.getByRole('button', { name: 'Talk to a person' }).last().click();
    await opened.waiting.getByLabel('Anything else').waitFor();
    const seen = await page.locator('body').ariaSnapshot();
    expect(seen).to.contain('button "Send"').and.to.contain('textbox "Your message"');
    const nameless = seen.match(
      /- (button|link|textbox|combobox|region|navigation|group)(?! ")[^"]*$/gm,
    );
    expect(nameless).to.equal(null);
    expect(await page.locator('main, header').count()).to.equal(2);
  });
});
