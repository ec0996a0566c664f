import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { validateCard } from '../../../src/cards/shared/validate-card.ts';
import { filesOf } from '../../../src/store/files.ts';
import { refusalsOf } from '../../../src/store/refusals.ts';
import { elementsOf } from '../../support/card-parts.ts';
import { saidBy } from '../../support/card-screen.ts';
import {
  labelsOf,
  startTeamsDeskRig,
  type TeamsAgent,
  type TeamsDeskRig,
} from '../../support/teams-desk-rig.ts';
import type { FileAnswer } from '../../support/teams-files.ts';
import { TENANT_ID } from '../../support/teams-tokens.ts';

const HOST = 'https://helpdesk.example.com';
const SECRET = 'tempauth=v1.eyJ-a-key-to-the-file';
const LOG = Buffer.from('2026-11-20 09:00:00 sign-in failed: 0x80070005\r\n'.repeat(2_000));
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

describe('files sent in Teams', function () {
  this.timeout(60_000);
  let rig: TeamsDeskRig;
  let ada: TeamsAgent;
  before(async () => {
    rig = await startTeamsDeskRig({}, { SIGNPOST_PUBLIC_URL: HOST, SIGNPOST_FILE_LIMIT_MB: '1' });
    ada = rig.agent('Ada');
  });
  after(() => rig.close());

  let served = 0;
  /** A file in the sender's OneDrive, as Teams tells of it in a chat with one person. */
  function attached(name: string, ...answers: readonly FileAnswer[]) {
    served += 1;
    const downloadUrl = rig.files.serve(
      `/personal/download.aspx?UniqueId=${served}&${SECRET}`,
      ...answers,
    );
    const content = { downloadUrl, uniqueId: `${served}`, fileType: name.split('.').at(-1) };
    const contentUrl = `https://contoso-my.sharepoint.com/personal/bobk/${name}`;
    return {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      contentUrl,
      name,
      content,
    };
  }

  /** The cards in a ticket's thread that speak of a file. */
  function fileCards(card: string): unknown[] {
    return rig.connector.calls
      .filter(
        ({ path, method, id }) =>
          method === 'POST' && id !== null && path.includes(`;messageid=${card}/`),
      )
      .map(({ body }) => Object(body.attachments)[0]?.content)
      .filter((content) => labelsOf(content).includes('Files'));
  }

  /** The links on a card that lists files. */
  function linksOn(card: unknown): string[] {
    return [...JSON.stringify(card).matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);
  }

  async function download(link: string): Promise<Response> {
    expect(link.startsWith(`${HOST}/files/`)).to.equal(true);
    return fetch(link.replace(HOST, rig.running.app.url));
  }

  async function listed(number: string): Promise<Buffer[]> {
    await ada.say(`files ${number}`);
    const links = linksOn(ada.newest());
    return Promise.all(
      links.map(async (link) => Buffer.from(await (await download(link)).arrayBuffer())),
    );
  }

  const lastSaid = (said: readonly { readonly text: string }[]) =>
    said.map(({ text }) => text).join('\n');

  it('logs no warning about files if agents can open them', () => {
    expect(rig.running.logged.filter(({ level }) => level === 40)).to.deep.equal([]);
  });

  it("posts a file card to the ticket's thread, with a button that gives agents a link to the exact bytes", async () => {
    const { number, card, thread, bob } = await rig.ticket();
    await bob.send('here is the log', [attached('client.log', { body: LOG })]);
    expect(thread().join('\n')).to.contain('here is the log').and.contain('client.log');
    const [shown, ...more] = fileCards(card);
    expect(more).to.deep.equal([]);
    expect(validateCard(shown)).to.deep.equal([]);
    expect(shown).not.to.have.property('refresh');
    const sha256 = createHash('sha256').update(LOG).digest('hex');
    expect(saidBy(shown).text).to.contain('client.log').and.contain(sha256).and.contain('From Bob');
    expect(linksOn(shown).filter((url) => url.includes('/files/'))).to.deep.equal([]);

    const pressed = await ada.press(shown, 'Files');
    expect(pressed.card).to.equal(undefined);
    expect(pressed.text).to.contain('I have answered in our private chat.');
    const list = ada.newest();
    expect(validateCard(list)).to.deep.equal([]);
    expect(saidBy(list).text).to.contain(`Files of ${number}`);
    const [link = ''] = linksOn(list);
    const response = await download(link);
    expect(response.headers.get('content-disposition')).to.contain(
      'attachment; filename="client.log"',
    );
    expect(Buffer.from(await response.arrayBuffer())).to.deep.equal(LOG);
  });

  it('lists the files for an agent who types "files" in their own chat or mentions the bot in the thread', async () => {
    const { number, card, bob } = await rig.ticket();
    await bob.send('', [attached('a.log', { body: 'one' }), attached('b.log', { body: 'two' })]);
    expect((await listed(number)).map(String)).to.deep.equal(['one', 'two']);
    const before = ada.inbound().length;
    await ada.mention('files', card);
    await ada.mention('附件', card);
    expect(ada.inbound().slice(before)).to.have.length(2);
    for (const text of ada.inbound().slice(before))
      expect(text).to.contain(`Files of ${number}`).and.contain('b.log');
  });

  it('gives a stranger no link to a file, through any kind of button press', async () => {
    const { card, bob } = await rig.ticket();
    await bob.send('', [attached('a.log', { body: 'one' })]);
    const eve = rig.stranger('Eve');
    const [shown] = fileCards(card);
    const pressed = await eve.press(shown, 'Files');
    expect(pressed.card).to.equal(undefined);
    expect(pressed.text).to.contain('Only members of the helpdesk can do this');
    const [button] = elementsOf(Object(shown).actions);
    await eve.say('', Object(Object(button).fallback).data);
    expect(eve.inbound().join('\n')).to.contain('Only members of the helpdesk can do this');
    expect(linksOn(eve.newest()).filter((url) => url.includes('/files/'))).to.deep.equal([]);
    const noted = await refusalsOf(rig.running.app.store.db, 2);
    expect(noted.map(({ command, code }) => [command, code])).to.deep.equal([
      ['files', 'not-an-agent'],
      ['files', 'not-an-agent'],
    ]);
  });

  it('opens files for an agent if Teams sends the button press as a message', async () => {
    const { number, card, bob } = await rig.ticket();
    await bob.send('', [attached('a.log', { body: 'one' })]);
    const [button] = elementsOf(Object(fileCards(card)[0]).actions);
    await ada.say('', Object(Object(button).fallback).data);
    expect(ada.inbound().at(-1)).to.contain(`Files of ${number}`);
    expect(linksOn(ada.newest())).to.have.length(1);
  });

  it('fetches pictures pasted into the text with the bot’s token', async () => {
    const { number, bob } = await rig.ticket();
    const contentUrl = rig.connector.attach('0-weu-d17', PNG);
    await bob.send('this is what it shows', [
      { contentType: 'image/*', contentUrl },
      {
        contentType: 'text/html',
        content: '<p>this is what it shows <img src="https://graph.microsoft.com/x"></p>',
      },
    ]);
    expect(await listed(number)).to.deep.equal([PNG]);
    expect(await filesOf(rig.running.app.store.db, number)).to.have.nested.property(
      '[0].type',
      'image/png',
    );
    expect(rig.connector.attachmentCalls.at(-1)?.authorization).to.equal('Bearer connector-token');
    expect(
      rig.files.requests.filter(({ authorization }) => authorization !== undefined),
    ).to.deep.equal([]);
  });

  it("posts files sent before the ticket together with the ticket's card", async () => {
    const bob = await rig.requester();
    await bob.send('', [attached('early.log', { body: 'early' })]);
    await bob.say('I want to talk to a real person', []);
    await bob.press('Continue', { device: 'Laptop' });
    const number = /SP-\d+/.exec(lastSaid(await bob.press('Send the ticket', {})))?.[0] ?? '';
    expect((await listed(number)).map(String)).to.deep.equal(['early']);
  });

  it('names files that Teams only references, as in groups, and says where to send them', async () => {
    const { number, bob } = await rig.ticket();
    const contentUrl = 'https://contoso.sharepoint.com/sites/it/Shared%20Documents/trace.zip';
    const said = await bob.send('and the trace', [
      { contentType: 'reference', contentUrl, name: 'trace.zip' },
    ]);
    expect(lastSaid(said)).to.contain('trace.zip').and.contain('private chat');
    expect(await filesOf(rig.running.app.store.db, number)).to.deep.equal([]);
  });

  it('fetches nothing from a foreign host, even if a message points to it', async () => {
    const { bob } = await rig.ticket();
    const asked = rig.files.requests.length;
    for (const downloadUrl of [
      'https://files.example.com/a.log',
      `${rig.connector.url}v3/conversations/a/members`,
    ]) {
      const said = await bob.send('', [{ ...attached('a.log'), content: { downloadUrl } }]);
      expect(lastSaid(said)).to.contain('a.log: I was not given access to it.');
    }
    expect(rig.files.requests).to.have.length(asked);
  });

  it('explains what to do about files that are too large, expired, incomplete or programs', async () => {
    const { number, bob, thread } = await rig.ticket();
    const said = await bob.send('all of them', [
      attached('endless.log', { endless: true }),
      attached('expired.log', { status: 401 }),
      attached('busy.log', { status: 503, headers: { 'retry-after': '0' } }),
      attached('broken.log', { body: 'half', breaks: true }),
      attached('setup.log', { body: Buffer.from(`MZ${'\0'.repeat(200)}`) }),
      attached('good.log', { body: 'good' }),
    ]);
    const text = lastSaid(said);
    expect(text).to.contain('endless.log: it is larger than 1 MB.');
    expect(text).to.contain('expired.log: I was not given access to it.');
    expect(text).to.contain('busy.log: it could not be fetched just now.');
    expect(text).to.contain('broken.log: it could not be fetched just now.');
    expect(text).to.contain('setup.log: programs and unknown file types are not accepted.');
    expect(text).not.to.contain('good.log:');
    expect((await listed(number)).map(String)).to.deep.equal(['good']);
    expect(thread().join('\n')).to.contain('expired.log (no access, not kept)');
  });

  it('turns no file name into markup, a path or a header', async () => {
    const name = '../${name} <b>**"日志"**\r\nSet-Cookie: a=1 🙂.log';
    const { number, card, bob } = await rig.ticket();
    await bob.send('', [attached(name, { body: 'one' })]);
    const [shown] = fileCards(card);
    expect(validateCard(shown)).to.deep.equal([]);
    expect(saidBy(shown).text).to.contain('../${name} <b>**"日志"**');
    await ada.say(`files ${number}`);
    expect(validateCard(ada.newest())).to.deep.equal([]);
    const [link = ''] = linksOn(ada.newest());
    const response = await download(link);
    expect(response.headers.get('set-cookie')).to.equal(null);
    expect(response.headers.get('content-disposition')).to.match(
      /^attachment; filename="[\w. -]+"; filename\*=/,
    );
  });

  it('masks secrets in files, and tells the sender', async () => {
    const { number, bob } = await rig.ticket();
    const said = await bob.send('the log', [
      attached('a.log', { body: 'user=bob password=hunter22-x\n' }),
    ]);
    expect(lastSaid(said)).to.match(/masked/i);
    const [kept] = await listed(number);
    expect(String(kept)).to.contain('user=bob').and.not.contain('hunter22');
  });

  it('stores files once if Teams sends their message again', async () => {
    const { number, card, bob } = await rig.ticket();
    await bob.send('', [attached('a.log', { body: 'one' })]);
    await bob.again();
    expect(fileCards(card)).to.have.length(1);
    expect(await filesOf(rig.running.app.store.db, number)).to.have.length(1);
  });

  it('shows typing while files are fetched', async () => {
    const { bob } = await rig.ticket();
    const typing = () =>
      rig.connector.calls.filter(
        ({ body, path }) =>
          body.type === 'typing' && path.includes(bob.conversation.split(':').slice(2).join(':')),
      );
    const before = typing().length;
    const fetched = Promise.withResolvers<void>();
    const sent = bob.send('', [attached('slow.log', { body: 'slow', after: fetched.promise })]);
    while (typing().length === before) await new Promise((resolve) => setTimeout(resolve, 20));
    fetched.resolve();
    await sent;
  });

  it("fetches pictures in the text of a group chat too, and files them under the sender's own conversation", async () => {
    const bob = await rig.requester();
    const contentUrl = rig.connector.attach('0-weu-group', PNG);
    const conversation = {
      id: '19:group@thread.v2',
      conversationType: 'groupChat',
      isGroup: true,
      tenantId: TENANT_ID,
    };
    await bob.send('see the picture', [{ contentType: 'image/*', contentUrl }], { conversation });
    const { rows } = await sql<{ conversation: string; name: string }>`
      select conversation, name from files where conversation like ${`teams:${TENANT_ID}:19:group@thread.v2:%`}
    `.execute(rig.running.app.store.db);
    expect(rows.map(({ name }) => name)).to.deep.equal(['image-1.png']);
  });

  it('keeps file URLs out of the log and the database', async () => {
    const { db } = rig.running.app.store;
    expect(JSON.stringify(rig.running.logged)).not.to.match(/tempauth|eyJ-a-key/);
    const tables = await sql<{ schema: string; name: string }>`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
    `.execute(db);
    expect(tables.rows.map(({ name }) => name)).to.include.members([
      'files',
      'conversations',
      'ticket_events',
    ]);
    for (const { schema, name } of tables.rows) {
      const { rows } = await sql<{ found: boolean }>`
        select exists (select 1 from ${sql.table(`${schema}.${name}`)} as t where t::text like '%tempauth%') as found
      `.execute(db);
      expect(rows[0]?.found, name).to.equal(false);
    }
  });
});
