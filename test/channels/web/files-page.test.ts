import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import type { App } from '../../../src/app/app.ts';
import { OpenPage } from './open-page.ts';
import { startPage } from './start-page.ts';

const TRUST = 'Cannot verify that the server is trusted for your sign-in address. Connect anyway?';
const LOG = `${'2026-11-22 09:14 sign-in of bobk@contoso.com failed\n'.repeat(200)}password: Hunter2Hunter2\n`;
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';
const PROGRAM = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]);

describe('files on the page in a browser', function () {
  this.timeout(40_000);
  let app: App;
  let open: OpenPage[] = [];

  before(async () => {
    app = await startPage(undefined, { SIGNPOST_FILE_LIMIT_MB: '1' });
  });
  after(() => app.stop());
  afterEach(async () => {
    const closing = open;
    open = [];
    for (const page of closing) await page.close();
  });

  const requester = async (options = {}): Promise<OpenPage> => {
    const opened = await OpenPage.at(app.url, options);
    open.push(opened);
    return opened;
  };
  const agent = async (name: string): Promise<OpenPage> => {
    const opened = await OpenPage.atDesk(app.url, name);
    open.push(opened);
    return opened;
  };

  const keptNames = async (): Promise<string[]> =>
    (await app.store.db.selectFrom('files').select('name').execute()).map(({ name }) => name);

  it('delivers files to the ticket, where an agent opens them byte for byte with the password masked', async () => {
    const [bob, alice] = [await requester(), await agent('Alice')];
    await choose(bob, { name: 'client.log', text: LOG });
    await paste(bob, { name: 'image.png', base64: PICTURE, type: 'image/png' });
    await chips(bob, 'there').nth(1).waitFor();
    await bob.say(TRUST);
    const said = bob.page.locator('.entry.requester');
    await said.getByText('client.log').waitFor();
    expect(await said.locator('.sent-files li').allTextContents()).to.match(
      /^client\.log[\d.]+ KB,Screenshot .*\.png0\.1 KB$/,
    );
    await bob.cards.getByText('looks like a password or a key').waitFor();
    await bob.page.locator('.ways').getByRole('button', { name: 'Talk to a person' }).click();
    await bob.press('Skip these questions');
    await bob.press('Send the ticket');
    const number = await bob.ticketNumber();

    await alice.page.locator(`.rows [data-number="${number}"]`).click();
    await alice.page
      .locator('.ticket-card')
      .getByRole('button', { name: 'Files', exact: true })
      .click();
    const log = await download(alice, 'client.log');
    expect(String(log)).to.equal(LOG.replace('Hunter2Hunter2', '[masked: password]'));
    const picture = await download(alice, /^Screenshot/);
    expect(picture.toString('base64')).to.equal(PICTURE);

    await choose(bob, { name: 'later.txt', text: 'one thing more\n' });
    await chips(bob, 'there').waitFor();
    await bob.page.press('#message', 'Enter');
    const line = alice.page.locator('.story .line').filter({ hasText: 'later.txt' });
    await line.getByRole('button', { name: 'Files' }).click();
    expect(String(await download(alice, 'later.txt'))).to.equal('one thing more\n');
    expect(alice.page.url()).to.equal(`${app.url}/desk`);
  });

  it('explains files it cannot take, and sends the others without them', async () => {
    const bob = await requester();
    await choose(
      bob,
      { name: 'setup.exe', bytes: PROGRAM },
      { name: 'whole.log', bytes: Buffer.alloc(1024 * 1024 + 1) },
    );
    await choose(bob, { name: 'nothing.log', text: '' }, { name: 'good.log', text: 'good\n' });
    await chips(bob, 'there').waitFor();
    expect(await chips(bob, 'failed').allTextContents()).to.have.members([
      'setup.exe: programs and unknown file types are not accepted. Please send a picture, a log, a PDF, an Office document or a ZIP.',
      'whole.log: it is larger than 1 MB. Please send just the part around the error, or a ZIP.',
      'nothing.log: it is empty. Please save it again and resend it.',
    ]);
    await bob.say('Here it is.');
    await bob.cards.getByText("I'll attach this file to the ticket").waitFor();
    expect(await bob.page.locator('.sent-files li').allTextContents()).to.deep.equal([
      'good.log0.1 KB',
    ]);
    expect(await bob.page.locator('.chip').count()).to.equal(0);
    bob.forgive(/422/);
  });

  it('accepts files dropped onto the conversation, and nowhere else', async () => {
    const bob = await requester();
    const { page } = bob;
    const files = await transfer(bob, { name: 'dropped.log', text: 'dropped\n' });
    await page.dispatchEvent('.map', 'dragover', { dataTransfer: files });
    expect(await page.locator('.drop-here').isVisible()).to.equal(false);
    await page.dispatchEvent('.map', 'drop', { dataTransfer: files });
    await page.dispatchEvent('.log', 'dragover', { dataTransfer: files });
    await page.locator('.drop-here').getByText('Drop files here').waitFor();
    await page.dispatchEvent('.log', 'drop', { dataTransfer: files });
    await chips(bob, 'there').getByText('dropped.log').waitFor();
    expect(await page.locator('.drop-here').isVisible()).to.equal(false);
    expect(await page.locator('.chip').count()).to.equal(1);
  });

  it('ignores the picture that comes along with pasted text', async () => {
    const bob = await requester();
    await paste(
      bob,
      { name: 'image.png', base64: PICTURE, type: 'image/png' },
      'a cell of a table',
    );
    expect(await bob.page.locator('.chip').count()).to.equal(0);
  });

  it('attaches, removes and sends files by keyboard alone, and announces each to screen readers', async () => {
    const bob = await requester();
    const { page } = bob;
    const inbound = () => page.locator('#announcer').textContent();
    const choosing = page.waitForEvent('filechooser');
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    expect(await page.locator(':focus').getAttribute('aria-label')).to.equal('Attach files');
    await page.keyboard.press('Enter');
    await (await choosing).setFiles([
      fileOf({ name: 'one.log', text: '1\n' }),
      fileOf({ name: 'two.log', text: '2\n' }),
    ]);
    await chips(bob, 'there').nth(1).waitFor();
    await bob.until(async () => (await inbound()) === 'two.log is attached.');
    await page.locator('#message:focus').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await page.locator(':focus').getAttribute('aria-label')).to.equal('Remove two.log');
    await page.keyboard.press('Enter');
    await page.locator('[aria-label="Remove one.log"]:focus').waitFor();
    expect(await inbound()).to.equal('two.log was removed.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.sent-files').getByText('one.log').waitFor();
    const seen = await page.locator('body').ariaSnapshot();
    expect(seen).to.contain('list "Files"');
    expect(await keptNames())
      .to.include('one.log')
      .and.not.to.include('two.log');
  });

  it('retries a file by its button after any other failure', async () => {
    const bob = await requester();
    const { page } = bob;
    const answer = {
      status: 403,
      contentType: 'application/json',
      body: '{"problem":"no-session"}',
    };
    await page.route('**/page/files?*', (route) => route.fulfill(answer));
    await choose(bob, { name: 'one.log', text: '1\n' });
    await chips(bob, 'failed').getByText('The page has lost its session.').waitFor();
    await page.unroute('**/page/files?*');
    await page.getByRole('button', { name: 'Send one.log again' }).click();
    await chips(bob, 'there').getByText('one.log').waitFor();
    await page.locator('[aria-label="Remove one.log"]:focus').waitFor();
    bob.forgive(/403/);
  });

  it('never brings back a file removed during its upload', async () => {
    const bob = await requester();
    const { page } = bob;
    const held = Promise.withResolvers<void>();
    await page.route('**/page/files?*', async (route) => {
      await held.promise;
      await route.continue();
    });
    await choose(bob, { name: 'slow.log', text: '1\n' }, { name: 'next.log', text: '2\n' });
    await page.locator('.chip.sending').getByText('slow.log').waitFor();
    await page.getByRole('button', { name: 'Remove slow.log' }).click();
    const discarded = page.waitForResponse('**/page/files/discard');
    held.resolve();
    await chips(bob, 'there').getByText('next.log').waitFor();
    expect(await page.locator('.chip').count()).to.equal(1);
    await discarded;
    expect(await keptNames()).not.to.include('slow.log');
  });

  it('holds a message back until its files are uploaded, and retries once the connection is back', async () => {
    const bob = await requester();
    const { page, context } = bob;
    await context.setOffline(true);
    await choose(bob, { name: 'one.log', text: '1\n' });
    await bob.say('See the log.');
    await page.locator('.files-hint').getByText('as soon as the files are uploaded').waitFor();
    expect(await page.inputValue('#message')).to.equal('See the log.');
    await context.setOffline(false);
    await page.locator('.sent-files').getByText('one.log').waitFor();
    expect(await page.inputValue('#message')).to.equal('');
    bob.forgive(/ERR_INTERNET_DISCONNECTED/);
  });

  it('shows files in Chinese too, and switches their language with the page', async () => {
    const wang = await requester({ locale: 'zh-CN' });
    const { page } = wang;
    await choose(
      wang,
      { name: 'setup.exe', bytes: PROGRAM },
      { name: '日志.log', text: '登录失败\n' },
    );
    await chips(wang, 'there').getByText('日志.log').waitFor();
    expect(await chips(wang, 'failed').textContent()).to.match(/^setup\.exe：不接收程序/);
    expect(await page.getByRole('button', { name: '移除 日志.log' }).count()).to.equal(1);
    await page.getByRole('button', { name: 'English' }).last().click();
    await page.locator('html[lang="en"]').waitFor();
    await chips(wang, 'failed').getByText('programs and unknown file types').waitFor();
    expect(await page.getByRole('button', { name: 'Remove 日志.log' }).count()).to.equal(1);
    wang.forgive(/422/);
  });

  it('fits files with any name into a narrow window, and keeps the typed text across a reload', async () => {
    const bob = await requester({ viewport: { width: 360, height: 640 } });
    const { page } = bob;
    await choose(
      bob,
      { name: `${'a-very-long-name-'.repeat(12)}.log`, text: 'x\n' },
      { name: 'b.exe', bytes: PROGRAM },
    );
    await chips(bob, 'there').waitFor();
    await chips(bob, 'failed').waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).to.be.at.most(360);
    await page.fill('#message', 'half a thought');
    await page.reload();
    await bob.cards.first().waitFor();
    expect(await page.inputValue('#message')).to.equal('half a thought');
    expect(await page.locator('.chip').count()).to.equal(0);
    // What was not sent is not kept either.
    await bob.until(async () => (await keptNames()).every((name) => !name.startsWith('a-very')));
    await choose(bob, { name: `${'b-very-long-name-'.repeat(12)}.log`, text: 'x\n' });
    await chips(bob, 'there').waitFor();
    await page.press('#message', 'Enter');
    await page.locator('.entry.requester .sent-files').waitFor();
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).to.be.at.most(360);
    bob.forgive(/422/);
  });

  it('accepts at most ten files in one message', async () => {
    const bob = await requester();
    const many = Array.from({ length: 12 }, (_, index) => ({
      name: `${index}.log`,
      text: `${index}\n`,
    }));
    await choose(bob, ...many.slice(0, 11));
    await chips(bob, 'there').nth(9).waitFor();
    const refusal = chips(bob, 'failed');
    expect(await refusal.allTextContents()).to.deep.equal([
      '10.log was not attached: one message can hold ten files. Please send it with the next one.',
    ]);
    await refusal.getByRole('button').click();
    await choose(bob, ...many.slice(10));
    expect(await refusal.allTextContents()).to.deep.equal([
      '10.log and 11.log were not attached: one message can hold ten files. Please send them with the next one.',
    ]);
    await bob.page.locator('.languages').getByRole('button', { name: '中文' }).click();
    await refusal
      .getByText('10.log 等 2 个文件未能添加：一条消息最多附 10 个文件，请随下一条消息发送。')
      .waitFor();
  });

  it('shows refused files first, in view', async () => {
    const bob = await requester();
    const many = Array.from({ length: 12 }, (_, index) => ({
      name: `a-longer-name-of-${index}.log`,
      text: `${index}\n`,
    }));
    await bob.page.setViewportSize({ width: 390, height: 700 });
    await choose(bob, ...many);
    await chips(bob, 'there').nth(9).waitFor();
    const list = bob.page.locator('.attached');
    expect(await list.locator('.chip').first().getAttribute('class')).to.contain('failed');
    const [around, refusal] = [await list.boundingBox(), await chips(bob, 'failed').boundingBox()];
    expect(refusal?.y).to.be.at.least(around?.y ?? Number.NaN);
  });
});

interface Sample {
  readonly name: string;
  readonly text?: string;
  readonly bytes?: Buffer;
}

function fileOf({ name, text = '', bytes = Buffer.from(text) }: Sample) {
  return { name, mimeType: 'application/octet-stream', buffer: bytes };
}

async function choose({ page }: OpenPage, ...files: readonly Sample[]): Promise<void> {
  await page.setInputFiles('#files', files.map(fileOf));
}

function chips({ page }: OpenPage, state: 'there' | 'failed'): Locator {
  return page.locator(`.chip.${state}`);
}

/** A drag or a clipboard with a file in it, as the browser makes it. */
function transfer({ page }: OpenPage, file: { readonly name: string; readonly text: string }) {
  const { name, text } = file;
  return page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
    return transfer;
  })()`);
}

/** Pastes into the message box what was copied as a file, and as a text where there is one. */
async function paste(
  { page }: OpenPage,
  { name, base64, type }: { readonly name: string; readonly base64: string; readonly type: string },
  text?: string,
): Promise<void> {
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    const bytes = Uint8Array.from(atob(${JSON.stringify(base64)}), (char) => char.charCodeAt(0));
    clipboardData.items.add(new File([bytes], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }));
    const text = ${JSON.stringify(text ?? null)};
    if (text !== null) clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.querySelector('#message').dispatchEvent(event);
  })()`);
}

/** Follows a file's link in the newest answer, and gives what was saved. */
async function download({ page }: OpenPage, name: string | RegExp): Promise<Buffer> {
  const downloading = page.waitForEvent('download');
  await page.locator('.answers .entry').last().getByRole('link', { name }).click();
  return buffer(createReadStream(await (await downloading).path()));
}
