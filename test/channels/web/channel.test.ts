import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { App } from '../../../src/app/app.ts';
import type { MessageView } from '../../../src/store/web-messages.ts';
import { freshDataDir } from '../../support/store.ts';
import { until } from '../../support/turns.ts';
import { PageClient, send } from './page-client.ts';
import { startPage } from './start-page.ts';

const TRUST = 'Cannot verify that the server is trusted for your sign-in address. Connect anyway?';

describe('the page over HTTP', () => {
  let app: App;
  let page: PageClient;

  before(async () => {
    app = await startPage();
  });
  after(() => app.stop());
  beforeEach(async () => {
    page = await PageClient.open(app.url);
    await page.join();
  });

  it('greets a new session once', async () => {
    const again = await page.join();
    expect(JSON.parse(again.body)).to.deep.equal({ duplicate: true });
    const messages = await page.listen((inbound) => inbound.length === 1);
    expect(messages[0]).to.include({ author: 'signpost', position: 1, decided: false });
    expect(messages[0]?.card).to.include({ type: 'AdaptiveCard' });
  });

  it('shows a message above its answer, and the answered card without its buttons', async () => {
    await page.say(TRUST);
    const messages = await page.listen(lastSays('Always trust this server'));
    expect(messages.map(({ author }) => author)).to.include.members(['requester', 'signpost']);
    const [said, stage] = [find(messages, TRUST), find(messages, 'Always trust this server')];
    expect(said.author).to.equal('requester');
    expect(said.position).to.be.lessThan(stage.position);

    await page.press(stage.id, 'no-change');
    const changed = await page.listen(
      (inbound) => inbound.some(({ id, decided }) => id === stage.id && decided),
      newest(messages),
    );
    const decided = changed.find(({ id }) => id === stage.id);
    expect(decided).to.include({ position: stage.position, decided: true });
    expect(decided?.revision).to.be.greaterThan(stage.revision);
    expect(JSON.stringify(decided?.card))
      .to.contain('Still broken')
      .and.not.to.contain('Action.Execute');
  });

  it('applies a message sent twice only once', async () => {
    const id = randomUUID();
    const first = await page.say(TRUST, id);
    const second = await page.say(TRUST, id);
    expect([first.body, second.body]).to.deep.equal(['{"duplicate":false}', '{"duplicate":true}']);
    const messages = await page.listen(lastSays('Always trust this server'));
    expect(messages.filter(({ text }) => text === TRUST)).to.have.length(1);
    expect(messages.filter(({ text }) => text.includes('Always trust this server'))).to.have.length(
      1,
    );
  });

  it('sends a returning page only the messages it missed', async () => {
    const [greeting] = await page.listen((inbound) => inbound.length === 1);
    await page.say(TRUST);
    const missed = await page.listen(lastSays('Always trust this server'), newest([greeting]));
    expect(missed.map(({ revision }) => revision)).to.deep.equal(
      [...missed.map(({ revision }) => revision)].sort((a, b) => a - b),
    );
    expect(missed.every(({ revision }) => revision > newest([greeting]))).to.equal(true);
    const all = await page.listen(lastSays('Always trust this server'));
    expect(new Set(all.map(({ id }) => id)).size).to.equal(all.length);
  });

  it('keeps one session from reading anything of another', async () => {
    const other = await PageClient.open(app.url);
    await other.join();
    await page.say('My secret words about the server is temporarily unavailable');
    const inbound = await other.listen((messages) => messages.length === 1);
    expect(JSON.stringify(inbound)).not.to.contain('secret words');
    expect(JSON.stringify(await other.state())).not.to.contain('secret words');
    const number = await fileTicket(page);
    expect((await page.get(`/page/tickets/${number}.json`)).status).to.equal(200);
    expect((await other.get(`/page/tickets/${number}.json`)).status).to.equal(404);
  });

  it('offers the filed ticket as JSON', async () => {
    await page.say(TRUST);
    const number = await fileTicket(page);
    const { headers, body } = await page.get(`/page/tickets/${number}.json`);
    expect(headers['content-disposition']).to.equal(`attachment; filename="${number}.json"`);
    expect(JSON.parse(body)).to.include({ number, version: 2 });
    for (const wrong of ['SP-9999.json', `${number}.txt`, '..%2fstate', 'SP-1e3.json']) {
      expect((await page.get(`/page/tickets/${wrong}`)).status, wrong).to.equal(404);
    }
  });

  it('reports the map and the growing ticket in its state', async () => {
    const before = await page.state();
    expect(before).to.include({ locale: 'en', phase: 'report', ticket: null });
    expect(before.map.symptoms).to.have.length(11);
    await page.say(TRUST);
    const { phase, map, ticket } = await page.state();
    expect(phase).to.equal('guide');
    expect(map.causes[0]).to.include({ mark: 'here' });
    expect(ticket?.number).to.equal(null);
    expect(ticket?.ticket.report.text).to.equal(TRUST);
  });

  it('follows the ticket state as agents change it, and keeps the filed ticket unchanged', async () => {
    await page.say(TRUST);
    const number = await fileTicket(page);
    expect((await page.state()).ticket).to.include({ number, status: 'new', priority: 'normal' });
    const who = { agent: 'Alice', locale: 'en', language: 'en', timeZone: 'UTC' };
    const command = (text: string) =>
      page.post('/desk/commands', { id: randomUUID(), ...who, text, ticket: number });
    await command(`priority ${number} urgent`);
    await command(`ask ${number} Which computer is it?`);
    const { ticket } = await page.state();
    expect(ticket).to.include({ status: 'waiting', priority: 'urgent' });
    expect(ticket?.ticket.priority).to.equal('normal');
  });

  it("uses the browser's language, and changes it by the button of the page", async () => {
    await page.press('', 'language', 'zh-CN');
    expect((await page.state()).locale).to.equal('zh-CN');
    const chinese = await send(`${app.url}/`, 'GET', {
      'accept-language': 'fr, zh-Hant-TW;q=0.9, en;q=0.5',
    });
    expect(chinese.body).to.contain('<html lang="zh-CN">');
  });

  it('never stores a pasted secret', async () => {
    await page.say(`${TRUST} password: Hunter2Hunter2`);
    const messages = await page.listen((inbound) =>
      inbound.some(({ author }) => author === 'requester'),
    );
    expect(JSON.stringify(messages)).not.to.contain('Hunter2');
  });

  it('continues where it was after a restart of the server', async () => {
    const folder = await freshDataDir();
    const first = await startPage(folder);
    const before = await PageClient.open(first.url);
    await before.join();
    await before.say(TRUST);
    const stage = find(
      await before.listen(lastSays('Always trust this server')),
      'Always trust this server',
    );
    await first.stop();

    const second = await startPage(folder);
    try {
      const after = before.at(second.url);
      expect(find(await after.listen(lastSays('Always trust this server')), TRUST).author).to.equal(
        'requester',
      );
      expect((await after.state()).phase).to.equal('guide');
      await after.press(stage.id, 'fixed');
      await until(async () => (await after.state()).map.solved);
    } finally {
      await second.stop();
    }
  });
});

/** Goes the shortest way to a ticket, and gives its number. */
async function fileTicket(page: PageClient): Promise<string> {
  await page.press('', 'person');
  const form = await page.listen((inbound) =>
    inbound.some(({ card, decided }) => !decided && offers(card, 'skip')),
  );
  await page.press(form.findLast(({ card }) => offers(card, 'skip'))?.id ?? '', 'skip');
  const review = await page.listen((inbound) =>
    inbound.some(({ card, decided }) => !decided && offers(card, 'send')),
  );
  await page.press(review.findLast(({ card }) => offers(card, 'send'))?.id ?? '', 'send');
  return (await page.state()).ticket?.number ?? '';
}

function offers(card: MessageView['card'], verb: string): boolean {
  return JSON.stringify(card).includes(`"verb":"${verb}"`);
}

function lastSays(words: string): (messages: readonly MessageView[]) => boolean {
  return (messages) => messages.at(-1)?.text.includes(words) ?? false;
}

function find(messages: readonly MessageView[], words: string): MessageView {
  const found = messages.findLast(({ text }) => text.includes(words));
  if (found === undefined) throw new Error(`Nothing says "${words}".`);
  return found;
}

function newest(messages: readonly (MessageView | undefined)[]): number {
  return Math.max(...messages.map((message) => message?.revision ?? 0));
}
