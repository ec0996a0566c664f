import { expect } from 'chai';
import type { App } from '../../../src/app/app.ts';
import { OpenPage } from './open-page.ts';
import { startPage } from './start-page.ts';

describe('the page when a message is refused', function () {
  this.timeout(60_000);
  let app: App;
  let open: OpenPage[] = [];

  before(async () => {
    app = await startPage();
  });
  after(() => app.stop());
  afterEach(async () => {
    const closing = open;
    open = [];
    for (const page of closing) {
      page.forgive(/413|410/);
      await page.close();
    }
  });

  const visitor = async (options = {}): Promise<OpenPage> => {
    const opened = await OpenPage.at(app.url, options);
    open.push(opened);
    return opened;
  };
  it('names files that no longer exist, and keeps the others for the next attempt', async () => {
    const bob = await visitor();
    await choose(bob, 'gone.log', 'here.log');
    await bob.page.locator('.chip.there').nth(1).waitFor();
    await app.store.db.deleteFrom('files').where('name', '=', 'gone.log').execute();
    await bob.say('Look at these.');
    const trouble = bob.page.locator('.trouble');
    await trouble.getByText('gone.log is no longer available. Please attach it again.').waitFor();
    expect(await trouble.getByRole('button').allTextContents()).to.deep.equal(['Edit']);
    await trouble.getByRole('button').click();
    expect(await bob.page.inputValue('#message')).to.equal('Look at these.');
    expect(await bob.page.locator('.chip-name').allTextContents()).to.deep.equal(['here.log']);
  });

  it('offers only to edit a message that is too long', async () => {
    const bob = await visitor();
    await bob.say('x'.repeat(70_000));
    const trouble = bob.page.locator('.trouble');
    await trouble.getByText('That is too long to send.').waitFor();
    expect(await trouble.getByRole('button').allTextContents()).to.deep.equal(['Edit']);
  });
});

describe('the page when its network has sent too much', function () {
  this.timeout(60_000);

  it('explains why messages and files wait, and for how long, in its own language', async () => {
    // Three a minute: one more waits for twenty seconds.
    const app = await startPage(undefined, {
      SIGNPOST_WEB_ALLOW_REMOTE: '1',
      SIGNPOST_WEB_LIMITS: 'messages=3/1000,uploads=3/1000',
    });
    const bob = await OpenPage.at(app.url, { locale: 'zh-CN' });
    await choose(bob, 'a.log', 'b.log', 'c.log', 'd.log');
    await bob.page
      .locator('.chip')
      .getByText(/^\d+ 秒后重试：您所在的网络刚才发送的内容较多。$/)
      .waitFor();
    const carol = await OpenPage.at(app.url);
    for (const text of ['It is slow', 'It is dark', 'It is loud', 'It is warm'])
      await carol.say(text);
    await carol.page
      .locator('.pending .meta')
      .getByText(/^Trying again in \d+ s: a lot was sent from your network just now\.$/)
      .waitFor();
    for (const page of [bob, carol]) {
      page.forgive(/429/);
      await page.close();
    }
    await app.stop();
  });
});

async function choose({ page }: OpenPage, ...names: readonly string[]): Promise<void> {
  await page.setInputFiles(
    '#files',
    names.map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`${name}\n`) })),
  );
}
