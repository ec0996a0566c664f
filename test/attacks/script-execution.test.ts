import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { App } from '../../src/app/app.ts';
import { OpenPage } from '../channels/web/open-page.ts';
import { type Answer, PageClient, send } from '../channels/web/page-client.ts';
import { startPage } from '../channels/web/start-page.ts';
import { SCRIPT_PAYLOADS } from '../support/script-payloads.ts';

/** Elements that only markup of strangers could have made; the page's own scripts are files. */
const MADE_OF_TEXT =
  'script:not([src]), iframe, object, embed, base, marquee, math, template, [onerror], [onload], [onfocus], [onmouseover],' +
  ' [ontoggle], [onstart], a[href^="javascript"], a[href^="data"], form[action], img[src="x"], main style, main video';

/** Agents' names are one short line. */
const NAMES = SCRIPT_PAYLOADS.map((payload) => payload.replace(/\s+/g, ' ')).filter(
  (payload) => payload.length <= 60,
);

describe('scripts in user input', function () {
  this.timeout(120_000);
  let app: App;
  let bob: PageClient;
  let number: string;
  before(async () => {
    app = await startPage();
    bob = await PageClient.open(app.url);
    await bob.join();
    for (let from = 0; from < SCRIPT_PAYLOADS.length; from += 8)
      await sendWithFiles(SCRIPT_PAYLOADS.slice(from, from + 8));
    number = await fileTicket();
    const agent = await PageClient.open(app.url);
    for (const [index, name] of NAMES.entries()) {
      // Each from a session of its own: one alone would be slowed.
      const page = index % 10 === 9 ? await PageClient.open(app.url) : agent;
      await command(
        page,
        name,
        `${['reply', 'note', 'ask'][index % 3]} ${number} ${SCRIPT_PAYLOADS[index]}`,
      );
    }
    await command(
      await PageClient.open(app.url),
      NAMES[0] ?? '',
      `resolve ${number} ${SCRIPT_PAYLOADS.join(' ')}`,
    );
  });
  after(() => app.stop());

  /** One message for each, every second one with a file that is called the same and holds it. */
  async function sendWithFiles(payloads: readonly string[]): Promise<void> {
    for (const [index, payload] of payloads.entries()) {
      const page = bobAgain();
      const content = `<!doctype html><html><body>${payload}</body></html>`;
      const file = index % 2 === 0 ? [await page.attach(`${payload}.html`, content)] : [];
      const id = randomUUID();
      await unhurried(() => page.say(`${payload} and my certificate`, id, file));
    }
  }

  /** Sends it again as often as the page asks for patience. */
  async function unhurried(ask: () => Promise<Answer>): Promise<void> {
    let answer = await ask();
    for (; answer.status === 429; answer = await ask()) {
      await new Promise((resolve) =>
        setTimeout(resolve, 1_000 * Number(answer.headers['retry-after'])),
      );
    }
    expect(answer.status, answer.body).to.equal(200);
  }

  const bobAgain = () => bob.at(app.url);

  async function fileTicket(): Promise<string> {
    await unhurried(() => bob.press('', 'person'));
    const fields = {
      device: SCRIPT_PAYLOADS[1],
      notes: SCRIPT_PAYLOADS.join('\n'),
      errorText: SCRIPT_PAYLOADS.slice(0, 12).join('\n'),
    };
    const form = await waiting('submit');
    await unhurried(() => bob.press(form, 'submit', null, fields));
    const review = await waiting('send');
    await unhurried(() => bob.press(review, 'send'));
    const { ticket } = await bob.state();
    return ticket?.number ?? expect.fail('no ticket was sent');
  }

  async function waiting(verb: string): Promise<string> {
    const offers = (card: unknown) => JSON.stringify(card).includes(`"verb":"${verb}"`);
    const messages = await bob.listen((inbound) =>
      inbound.some(({ card, decided }) => !decided && offers(card)),
    );
    return messages.findLast(({ card }) => offers(card))?.id ?? '';
  }

  async function command(page: PageClient, agent: string, text: string): Promise<void> {
    const asked = {
      id: randomUUID(),
      agent,
      locale: 'en',
      language: 'en',
      timeZone: 'UTC',
      ticket: null,
      text,
    };
    await unhurried(() => page.post('/desk/commands', asked));
  }

  /**
   * With its content security policy switched off, so that nothing but the page's own care keeps a
   * script from running.
   */
  const context = (cookie?: string) => {
    const [name = '', value = ''] = (cookie ?? '').split('=');
    const { hostname } = new URL(app.url);
    const own = {
      name,
      value,
      domain: hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Strict' as const,
    };
    return {
      bypassCSP: true,
      storageState: { cookies: cookie === undefined ? [] : [own], origins: [] },
    };
  };

  async function expectNothingRan({ page }: OpenPage): Promise<void> {
    expect(await page.evaluate<string>('typeof pwned')).to.equal('undefined');
    expect(await page.locator(MADE_OF_TEXT).count()).to.equal(0);
    expect(await page.title()).to.match(/^Signpost – /);
  }

  it('runs no script on the page from messages, file names, answers, forms, replies or agent names', async () => {
    const opened = await OpenPage.at(app.url, context(bob.cookie));
    const { page } = opened;
    page.on('dialog', () => expect.fail('a dialog was opened'));
    await page
      .locator('.entry.requester')
      .nth(SCRIPT_PAYLOADS.length - 1)
      .waitFor();
    await opened.cards.getByText('pwned=1').first().waitFor();
    const said = (await page.locator('.entry.requester').allTextContents())
      .join('\n')
      .replace(/\s+/g, ' ');
    for (const payload of SCRIPT_PAYLOADS) expect(said).to.include(payload.replace(/\s+/g, ' '));
    await expectNothingRan(opened);
    const answered = page.waitForResponse((response) => response.url().endsWith('/page/messages'));
    await opened.say(SCRIPT_PAYLOADS.slice(0, 4).join(' '));
    await answered;
    await page.reload();
    await opened.cards.getByText('pwned=1').first().waitFor();
    await expectNothingRan(opened);
    await opened.close();
  });

  it('runs no script on the desk from the queue, tickets, histories, forms or file lists', async () => {
    const opened = await OpenPage.atDesk(app.url, NAMES[1] ?? '', context());
    const { page } = opened;
    page.on('dialog', () => expect.fail('a dialog was opened'));
    const say = async (text: string) => {
      const answered = page.waitForResponse((response) =>
        response.url().endsWith('/desk/commands'),
      );
      await page.fill('#command', text);
      await page.press('#command', 'Enter');
      await answered;
    };
    await say('queue all');
    await say(`show ${number}`);
    await page.locator('.ticket-card').getByText('pwned=1').first().waitFor();
    await page.locator('.story .line').getByText('pwned=1').first().waitFor();
    for (const line of [
      `history ${number}`,
      `files ${number}`,
      `assign ${number}`,
      `lookup ${SCRIPT_PAYLOADS[1]}`,
    ])
      await say(line);
    for (const payload of SCRIPT_PAYLOADS.slice(0, 6)) await say(payload);
    await page.locator('.answers').getByText('pwned=1').first().waitFor();
    await expectNothingRan(opened);
    await opened.close();
  });

  it('runs no script from an opened file: every file is downloaded, regardless of its name and content', async () => {
    const agent = await PageClient.open(app.url);
    const press = { desk: 'files', ticket: number };
    const asked = {
      id: randomUUID(),
      agent: 'Ada',
      locale: 'en',
      language: 'en',
      timeZone: 'UTC',
      press,
    };
    const { body } = await agent.post('/desk/presses', asked);
    const links = [
      ...new Set(
        JSON.stringify(JSON.parse(body).card).match(/http:\/\/[^"]+\/files\/[\w-]{43}/g) ?? [],
      ),
    ];
    expect(links.length).to.be.greaterThan(5);
    for (const link of links) {
      const { headers } = await send(link, 'GET');
      expect(headers['content-disposition'], link).to.match(
        /^attachment; filename="[ -~]*"; filename\*=UTF-8''[!-~]*$/,
      );
      expect(headers['content-security-policy'], link).to.equal("default-src 'none'; sandbox");
      expect(headers['x-content-type-options'], link).to.equal('nosniff');
    }
    const opened = await OpenPage.at(app.url, context());
    const saving = opened.page.waitForEvent('download');
    await opened.page.evaluate(`location.href = ${JSON.stringify(links[0])}`);
    await (await saving).path();
    expect(opened.page.url()).to.equal(`${app.url}/`);
    await expectNothingRan(opened);
    await opened.close();
  });
});
