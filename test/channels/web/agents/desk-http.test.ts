import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { App } from '../../../../src/app/app.ts';
import type { DeskAnswer, DeskTicketView } from '../../../../src/channels/web/agents/desk-view.ts';
import type { QueueView } from '../../../../src/ports/agent-reply.ts';
import { refusalsOf } from '../../../../src/store/refusals.ts';
import { FORWARDING_HEADERS } from '../../../support/forwarding-headers.ts';
import { fileTicket } from '../desk/file-ticket.ts';
import { PageClient, send } from '../page-client.ts';
import { startPage } from '../start-page.ts';

const PATHS = ['/desk', '/desk/events', '/desk/queue', '/desk/tickets/SP-1001'];

describe('the helpdesk page over HTTP', () => {
  let app: App;
  let page: PageClient;

  before(async () => {
    app = await startPage();
  });
  after(() => app.stop());
  beforeEach(async () => {
    page = await PageClient.open(app.url);
  });

  const asker = (agent: string, locale = 'en') =>
    `agent=${encodeURIComponent(agent)}&locale=${locale}&timeZone=Europe%2FBerlin`;
  const queue = async (agent: string, filter: string): Promise<QueueView> =>
    JSON.parse((await page.get(`/desk/queue?filter=${filter}&page=1&${asker(agent)}`)).body);
  const ticket = async (number: string): Promise<DeskTicketView> =>
    JSON.parse((await page.get(`/desk/tickets/${number}?${asker('Alice')}`)).body);
  const body = (agent: string, rest: object) => ({
    id: randomUUID(),
    agent,
    locale: 'en',
    language: 'en',
    timeZone: 'Europe/Berlin',
    ...rest,
  });
  const type = async (agent: string, text: string): Promise<DeskAnswer> =>
    JSON.parse((await page.post('/desk/commands', body(agent, { text, ticket: null }))).body);

  it("lists the requesters' tickets, and shows each with its card and history", async () => {
    const number = await fileTicket(app.url);
    expect((await queue('Alice', 'unassigned')).rows.map((row) => row.number)).to.include(number);
    const { card, text, story } = await ticket(number);
    expect(card).to.include({ type: 'AdaptiveCard' });
    expect(text).to.include('New: nobody has it yet');
    expect(story.map((line) => line.text)).to.deep.equal(['The requester sent this ticket.']);
  });

  it('names a masked secret in the title of a ticket in the language of the agent', async () => {
    const number = await fileTicket(
      app.url,
      undefined,
      'My chair squeaks, password: Hunter2Hunter2',
    );
    const titleIn = async (locale: string) => {
      const asked = `/desk/queue?filter=all&page=1&${asker('Alice', locale)}`;
      const { rows }: QueueView = JSON.parse((await page.get(asked)).body);
      return rows.find((row) => row.number === number)?.title;
    };
    expect(await titleIn('zh-CN')).to.equal('My chair squeaks, password: 〔已遮盖：密码〕');
    expect(await titleIn('en')).to.equal('My chair squeaks, password: [masked: password]');
  });

  it('runs typed and pressed commands in the name of the agent who sent them', async () => {
    const number = await fileTicket(app.url);
    const claimed = await type('Alice', `claim ${number}`);
    expect(claimed).to.include({ kind: 'done', opens: null });
    const form = JSON.parse(
      (
        await page.post(
          '/desk/presses',
          body('Alice', { press: { desk: 'note', ticket: number, revision: 2 } }),
        )
      ).body,
    );
    expect(form).to.include({ kind: 'form', form: `desk.note.${number}` });
    const press = { desk: 'note', ticket: number, revision: 2, text: 'The server room is hot.' };
    const noted = JSON.parse((await page.post('/desk/presses', body('Alice', { press }))).body);
    expect(noted.text).to.include('Only the helpdesk sees it.');
    const { revision, story } = await ticket(number);
    expect(revision).to.equal(3);
    expect(story.at(-1)?.text).to.equal(
      'Alice noted, for the helpdesk only:\nThe server room is hot.',
    );
    expect((await queue('ALICE', 'mine')).rows.map((row) => row.number)).to.include(number);
    expect((await queue('Carlos', 'mine')).rows).to.deep.equal([]);
  });

  it('gives a ticket to the first of two agents who claim it at once, and tells the other who has it', async () => {
    const number = await fileTicket(app.url);
    const answers = await Promise.all(
      ['Alice', 'Carlos'].map((agent) => type(agent, `claim ${number}`)),
    );
    const [won, lost] = answers.sort((one, other) =>
      one.kind === 'done' ? -1 : other.kind === 'done' ? 1 : 0,
    );
    expect(won?.kind).to.equal('done');
    expect(lost?.text).to.match(/(Alice|Carlos) has this ticket already\./);
  });

  it("links a ticket's files to the host the agent asked at, and marks the history lines that brought files", async () => {
    const requester = await PageClient.open(app.url);
    await requester.join();
    await requester.say('', randomUUID(), [await requester.attach('client.log', 'text\n')]);
    const number = await fileTicket(app.url, requester);
    await requester.say('Nothing besides.');
    await requester.say('One more.', randomUUID(), [await requester.attach('more.log', 'more\n')]);
    expect((await ticket(number)).story.map(({ files }) => files)).to.deep.equal([
      true,
      false,
      true,
    ]);

    const press = () => body('Alice', { press: { desk: 'files', ticket: number } });
    const { port } = new URL(app.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      const answer = JSON.parse((await page.post('/desk/presses', press(), { host })).body);
      const links = JSON.stringify(answer.card).match(/http:[^"]+/g) ?? [];
      const [first = '', second] = links.filter((link) => link.startsWith(`http://${host}/files/`));
      expect(second).not.to.equal(undefined);
      expect(await (await fetch(first)).text()).to.equal('text\n');
    }
    const without = await fileTicket(app.url);
    expect((await ticket(without)).story.map(({ files }) => files)).to.deep.equal([false]);
  });

  it('applies a command sent twice only once', async () => {
    const number = await fileTicket(app.url);
    const note = body('Alice', { text: `note ${number} Once is enough.`, ticket: null });
    await page.post('/desk/commands', note);
    const again = JSON.parse((await page.post('/desk/commands', note)).body);
    expect(again.text).to.include('nothing was done twice');
    expect((await ticket(number)).revision).to.equal(2);
  });

  it('opens a ticket that is to be shown, and lists possible assignees when an agent assigns one', async () => {
    const number = await fileTicket(app.url);
    expect(await type('Alice', `show ${number}`)).to.include({ kind: 'ticket', opens: number });
    await queue('Dana', 'all');
    await type('Dana', 'help');
    const form = await type('Alice', `assign ${number}`);
    expect(form.text).to.include('Dana').and.to.include('Alice (you)');
  });

  it('notifies its pages at once when something changes', async () => {
    const number = await fileTicket(app.url);
    const news = `event: changed\ndata: {"ticket":"${number}"}`;
    const { said } = await page.hear(`/desk/events?${asker('Alice')}`, news);
    await type('Carlos', `claim ${number}`);
    await said;
  });

  it('calls on an agent in every window of theirs, in their language, unless they muted it', async () => {
    const number = await fileTicket(app.url);
    const call = (text: string) =>
      `event: called\ndata: ${JSON.stringify({ ticket: number, text })}`;
    const called = await page.hear(
      `/desk/events?${asker('Dana', 'zh-CN')}`,
      call('此工单现在由您负责。'),
    );
    await type('Carlos', `assign ${number} Dana`);
    await called.said;

    await type('Dana', 'mute assigned');
    await type('Dana', `assign ${number} Carlos`);
    const urgent = await page.hear(`/desk/events?${asker('Dana')}`, call('This ticket is urgent.'));
    await type('Carlos', `assign ${number} Dana`);
    await type('Carlos', `priority ${number} urgent`);
    // A stream tells in order: the muted call would have come first.
    expect(await urgent.said).not.to.include('yours now');
  });

  it('never shows a requester what is internal to the helpdesk', async () => {
    const requester = await PageClient.open(app.url);
    const number = await fileTicket(app.url, requester);
    await type('Alice', `note ${number} They always forget their password.`);
    await type('Alice', `reply ${number} We are looking into it.`);
    const inbound = await requester.listen((messages) =>
      messages.some(({ text }) => text.includes('looking into it')),
    );
    expect(JSON.stringify(inbound)).not.to.include('forget their password');
  });

  it('refuses requests from other machines, also through a local proxy, and logs them', async () => {
    for (const path of PATHS) {
      for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
        const { status, body: answer } = await page.get(`${path}?${asker('Alice')}`, {
          [header]: '203.0.113.7',
        });
        expect([status, JSON.parse(answer).problem], `${path} ${header}`).to.deep.equal([
          403,
          'not-here',
        ]);
      }
      const elsewhere = await page.get(path, { host: 'desk.example.com' });
      expect(elsewhere.status, path).to.equal(421);
    }
    const noted = (await refusalsOf(app.store.db, 100)).filter(({ code }) => code === 'not-here');
    expect(noted.map(({ actor }) => actor)).to.include('web/-/elsewhere:203.0.113.7');
    expect(new Set(noted.map(({ command }) => command)))
      .to.include('/desk/queue')
      .and.include('/desk/tickets/:name');
  });

  it('refuses requests with headers of a proxy, a tunnel or a CDN, and requests no browser sends', async () => {
    for (const header of FORWARDING_HEADERS) {
      const { status, body: answer } = await page.get(`/desk/queue?${asker('Alice')}`, {
        [header]: '203.0.113.7',
      });
      expect([status, JSON.parse(answer).problem], header).to.deep.equal([403, 'not-here']);
    }
    expect(await askedInHttp10(app.url, page.cookie)).to.match(/^HTTP\/1\.1 403 /);
    expect((await page.get('/desk')).status).to.equal(200);
  });

  it('refuses requests that do not come from its own page', async () => {
    const command = body('Alice', { text: 'help', ticket: null });
    const attempts: [Record<string, string>, number][] = [
      [{ 'x-signpost-token': 'forged' }, 403],
      [{ cookie: '' }, 403],
      [{ origin: 'https://evil.example' }, 403],
      [{ 'sec-fetch-site': 'cross-site' }, 403],
      [{ 'content-type': 'text/plain' }, 415],
    ];
    for (const [headers, status] of attempts) {
      expect(
        (await page.post('/desk/commands', command, headers)).status,
        JSON.stringify(headers),
      ).to.equal(status);
    }
    for (const path of PATHS.slice(1)) {
      expect(
        (await send(`${app.url}${path}?${asker('Alice')}&filter=all&page=1`, 'GET')).status,
        path,
      ).to.equal(403);
    }
  });

  it('refuses requests its page would never send', async () => {
    const bad = [
      body('', { text: 'help', ticket: null }),
      body('A\u0000lice', { text: 'help', ticket: null }),
      body('x'.repeat(61), { text: 'help', ticket: null }),
      body('Alice', { text: 'help', ticket: '../etc' }),
      body('Alice', { text: 'help' }),
      { ...body('Alice', { text: 'help', ticket: null }), id: 'not-a-uuid' },
    ];
    for (const each of bad) expect((await page.post('/desk/commands', each)).status).to.equal(400);
    for (const press of [
      {},
      { desk: 'explode' },
      { desk: 'claim', ticket: 7 },
      { desk: 'queue', page: -1 },
    ]) {
      expect((await page.post('/desk/presses', body('Alice', { press }))).status).to.equal(400);
    }
    expect((await page.get(`/desk/queue?filter=some&page=1&${asker('Alice')}`)).status).to.equal(
      400,
    );
    expect((await page.get(`/desk/tickets/SP-9999?${asker('Alice')}`)).status).to.equal(404);
  });

  it('serves nothing if the helpdesk page is switched off, and links to it nowhere', async () => {
    const off = await startPage(undefined, { SIGNPOST_WEB_DESK: 'off' });
    try {
      for (const path of PATHS)
        expect((await send(off.url + path, 'GET')).status, path).to.equal(404);
      expect((await send(`${off.url}/`, 'GET')).body).not.to.include('href="/desk"');
      expect((await send(`${app.url}/`, 'GET')).body).to.include('href="/desk"');
    } finally {
      await off.stop();
    }
  });
});

/** As nginx asks by default: without any header of its own. */
function askedInHttp10(url: string, cookie: string): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `GET /desk HTTP/1.0\r\nhost: ${host}\r\ncookie: ${cookie}\r\nconnection: close\r\n\r\n`,
  );
  return text(socket);
}
