import { createHash } from 'node:crypto';
import { expect } from 'chai';
import {
  button,
  createTicketFrom,
  type SlackDeskRig,
  startSlackDeskRig,
} from '../../../support/slack-desk-rig.ts';
import type { SlackSeat } from '../../../support/slack-driver.ts';
import { PNG } from '../../../support/slack-files.ts';
import { isJson, type Json } from '../../../support/slack-json.ts';
import { nextStamp, type SlackPerson } from '../../../support/slack-person.ts';
import { buttonsIn, menusIn, type ShownMessage, textIn } from '../../../support/slack-screen.ts';
import { SLACK_BOT } from '../../../support/slack-workspace.ts';
import { until } from '../../../support/turns.ts';

const MEGABYTE = 1024 * 1024;
const LIMIT = { SIGNPOST_FILE_LIMIT_MB: '1', SIGNPOST_PUBLIC_URL: 'https://signpost.contoso.com' };

describe('requester files in Slack', () => {
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  let desk: string;
  before(async () => {
    rig = await startSlackDeskRig({ variables: LIMIT });
    ada = await rig.agent('Ada');
    desk = rig.channels['it-support'] ?? '';
  });
  after(() => rig.close());
  afterEach(() => rig.api.relent());

  it('shares a file in the thread of its ticket, byte for byte, with its sender and hash', async () => {
    const { card, bob } = await rig.ticket();
    await share(bob, 'This is what I see', rig.api.files.put('screen.png'));
    const [line, file] = await threadOf(card(), 2);
    expect(textIn(line?.blocks)).to.include('Bob').and.include('This is what I see');
    expect(file?.files).to.have.length(1);
    expect(file?.files[0]).to.include({ name: 'screen.png', title: 'screen.png' });
    expect(await rig.api.uploaded(file?.files[0]?.id)).to.deep.equal(PNG);
    expect(textIn(file?.blocks))
      .to.include('From Bob')
      .and.include(sha256(PNG))
      .and.include('image/png');
    // Its menu is full, and the file is in the thread.
    expect(menusIn(card().blocks).map(({ label }) => label)).not.to.include('Files');
    expect(rig.api.invalid).to.deep.equal([]);
    // The bytes go to an address that needs no token.
    expect(rig.api.of('upload').map(({ token }) => token)).to.deep.equal(['']);
  });

  it('shares files sent before the ticket existed below the ticket card', async () => {
    const bob = await rig.seat();
    await share(bob, 'Something is wrong, see here', rig.api.files.put('early.log'));
    const { card } = await file(bob);
    const [early] = await threadOf(card(), 1);
    expect(String(await rig.api.uploaded(early?.files[0]?.id))).to.include('early.log');
  });

  it('masks secrets in a shared file and tells the desk', async () => {
    const { card, bob } = await rig.ticket();
    const log = Buffer.from('connecting\npassword=hunter22-x\nfailed\n');
    await share(bob, '', rig.api.files.put('client.log', log));
    const shared = (await threadOf(card(), 2)).at(-1);
    const uploaded = await rig.api.uploaded(shared?.files[0]?.id);
    expect(String(uploaded)).to.include('connecting').and.not.include('hunter22-x');
    expect(textIn(shared?.blocks))
      .to.include('Passwords and keys in it are masked')
      .and.include(sha256(uploaded));
  });

  it('rejects an oversized file and tells the requester, even if Slack does not state its size', async () => {
    const { card, bob } = await rig.ticket();
    const large = rig.api.files.put('large.log', Buffer.alloc(MEGABYTE + 1, 'x'));
    const before = rig.api.of('files-pri').length;
    expect(await share(bob, 'the log', large))
      .to.include('large.log')
      .and.include('larger than 1 MB');
    expect(rig.api.of('files-pri')).to.have.length(before);
    expect(await share(bob, 'again', { ...large, size: 7 })).to.include('larger than 1 MB');
    const lines = await threadOf(card(), 2);
    expect(lines.map(({ blocks }) => textIn(blocks)).join()).to.include(
      'large.log (too large, not kept)',
    );
    expect(lines.flatMap(({ files }) => files)).to.deep.equal([]);
  });

  it('reports a file that Slack does not let Signpost read and tells the requester what to do', async () => {
    const { bob } = await rig.ticket();
    rig.api.trouble({ method: 'files-pri', signIn: 'redirect' });
    expect(await share(bob, '', rig.api.files.put('secret.log'))).to.match(
      /secret\.log: .*not given access/,
    );
    const drive = {
      mode: 'external',
      is_external: true,
      url_private: 'https://drive.example.com/x',
    };
    expect(await share(bob, '', rig.api.files.put('drive.log', undefined, drive))).to.match(
      /drive\.log: .*send it again/i,
    );
    rig.api.trouble({ method: 'files-pri', retryAfter: 60 });
    expect(await share(bob, '', rig.api.files.put('busy.log'))).to.match(
      /busy\.log: .*in a few minutes/,
    );
    expect(JSON.stringify(rig.running.logged))
      .to.include('Slack answered 302')
      .and.not.include('secret.log');
  });

  it('keeps the name of a file that arrives over Slack Connect', async () => {
    const { card, bob } = await rig.ticket();
    const { id } = rig.api.files.put('partner.log');
    await share(bob, '', {
      id,
      mode: 'file_access',
      file_access: 'check_file_info',
      user: '',
      created: 0,
    });
    const shared = (await threadOf(card(), 2)).at(-1);
    expect(shared?.files[0]).to.include({ name: 'partner.log' });
  });

  it('shares a file once when its message is edited or delivered again', async () => {
    const { card, bob } = await rig.ticket();
    const sent = rig.api.files.put('once.log');
    const was = {
      type: 'message',
      user: bob.person.member.id,
      ts: nextStamp(),
      text: 'look',
      files: [sent],
    };
    await bob.person.share('look', [sent], { ts: was.ts });
    await bob.person.again();
    await threadOf(card(), 2);
    const message = { ...was, text: 'look closely' };
    await bob.person.event('message-edited', {
      channel: bob.person.member.dm,
      message,
      previous_message: was,
    });
    const lines = await threadOf(card(), 3);
    await rig.running.quiet();
    expect(textIn(lines.at(-1)?.blocks)).to.include('look closely');
    expect((await threadOf(card(), 3)).flatMap(({ files }) => files)).to.have.length(1);
    expect(rig.api.of('files-pri').filter(({ body }) => body.file === sent.id)).to.have.length(1);
  });

  it('treats a hostile file name as a plain name', async () => {
    const { card, bob } = await rig.ticket();
    const name = '../<!channel> *x* <https://evil.example.com|ok>\u202egnp.log';
    await share(bob, '', rig.api.files.put(name, Buffer.from('plain words\n')));
    const [line, shared] = await threadOf(card(), 2);
    expect(shared?.files[0]?.name).to.equal(
      '.._<!channel> *x* <https:__evil.example.com|ok>gnp.log',
    );
    // Neither holds a place that Slack reads as markup.
    expect(JSON.stringify([line?.blocks, shared?.blocks])).not.to.match(
      /"mrkdwn"|"link"|"broadcast"/,
    );
    const [completed] = rig.api.of('files.completeUploadExternal').slice(-1);
    expect(completed?.body).not.to.have.property('initial_comment');
  });

  it('shares a file once even if the connection breaks just after Slack has stored it', async () => {
    const { card, bob } = await rig.ticket();
    rig.api.trouble({ method: 'files.completeUploadExternal', breaks: true });
    await share(bob, '', rig.api.files.put('broken.log'));
    await rig.running.quiet();
    expect((await threadOf(card(), 2)).flatMap(({ files }) => files)).to.have.length(1);
  });

  it('uploads a file again after a failure at Slack', async () => {
    const { card, bob } = await rig.ticket();
    rig.api.trouble({ method: 'upload', status: 503 });
    await share(bob, '', rig.api.files.put('later.log'));
    await rig.running.quiet();
    const [, later] = await threadOf(card(), 2);
    expect(String(await rig.api.uploaded(later?.files[0]?.id))).to.include('later.log');
  });

  it('posts a card for a file that Slack refuses and logs the missing scope once', async () => {
    const { number, card, bob } = await rig.ticket();
    rig.api.trouble({ method: 'files.getUploadURLExternal', error: 'missing_scope', times: 2 });
    await share(bob, '', rig.api.files.put('one.log'));
    await share(bob, '', rig.api.files.put('two.log'));
    const cards = (await threadOf(card(), 4)).filter(({ blocks }) =>
      textIn(blocks).includes('SHA-256'),
    );
    expect(cards.map(({ blocks }) => textIn(blocks).split('\n')[0])).to.deep.equal([
      'one.log',
      'two.log',
    ]);
    expect(buttonsIn(cards[0]?.blocks ?? []).map(({ label }) => label)).to.deep.equal(['Files']);
    const warnings = rig.running.logged.filter(
      ({ level, scope }) => level === 40 && scope === 'files:write',
    );
    expect(warnings).to.have.length(1);
    const [first] = cards;
    if (first === undefined) throw new Error('There is no card.');
    await ada.press(first, button(first, 'Files'));
    const list = await listOf(ada, number);
    expect(textIn(list.blocks)).to.include('one.log').and.include('two.log');
    expect(list.thread).to.equal(card().ts);
  });

  it('lists the files of a ticket for agents only, each with a working link', async () => {
    const { number, bob } = await rig.ticket();
    await share(bob, '', rig.api.files.put('linked.log'));
    await ada.command(`files ${number}`);
    const list = await listOf(ada, number);
    const [url = ''] = linksIn(list.blocks);
    expect(url).to.match(/^https:\/\/signpost\.contoso\.com\/files\/[\w-]{43}$/);
    const given = await fetch(rig.running.app.url + new URL(url).pathname);
    expect(given.headers.get('content-disposition')).to.match(/^attachment/);
    expect(await given.text()).to.include('linked.log');
    const mallory = await rig.person('Mallory');
    await mallory.command(`files ${number}`);
    await until(() => shownTo(mallory).length > 0);
    expect(textIn(shownTo(mallory)[0]?.blocks)).not.to.include('linked.log');
  });

  it('attaches the files of a message when an agent makes a ticket of it', async () => {
    const bob = await rig.person('Bob');
    const [elsewhere = ''] = rig.api.workspace.channels;
    const drive = { mode: 'external', is_external: true };
    const files = [
      rig.api.files.put('found.png'),
      rig.api.files.put('drive.doc', undefined, drive),
    ];
    const before = rig.api.screen.views.length;
    await createTicketFrom(rig.api, ada, elsewhere, {
      user: bob.member.id,
      text: 'It looks like this',
      files,
    });
    await until(() => rig.api.screen.views.length > before);
    const form = rig.api.screen.views.at(-1) ?? {};
    expect(textIn(form.blocks)).to.include('With these files: found.png, drive.doc');
    await ada.submit(form, {});
    await rig.running.quiet();
    const said = rig.api.screen
      .messages()
      .findLast(({ text }) => text.includes('is filed for Bob'));
    const number = /SP-\d+/.exec(said?.text ?? '')?.[0] ?? '';
    const [shared] = await threadOf(cardOf(number), 1);
    expect(shared?.files[0]).to.include({ name: 'found.png' });
    expect(await rig.api.uploaded(shared?.files[0]?.id)).to.deep.equal(PNG);
    expect(rig.api.invalid).to.deep.equal([]);
  });

  it('attaches the files of a message when somebody asks for help with it', async () => {
    const [elsewhere = ''] = rig.api.workspace.channels;
    const bob = await rig.seat();
    const files = [rig.api.files.put('shown.png')];
    await bob.person.shortcut(elsewhere, { text: 'It says this', user: 'U0COLLEAGU', files });
    await rig.running.quiet();
    const { card } = await file(bob);
    const [shared] = await threadOf(card(), 1);
    expect(await rig.api.uploaded(shared?.files[0]?.id)).to.deep.equal(PNG);
  });

  it('logs no file name, file address or token', () => {
    expect(rig.api.of('files-pri').every(({ token }) => token === SLACK_BOT.token)).to.equal(true);
    expect(JSON.stringify(rig.running.logged)).not.to.match(/xoxb-|\/files-pri\/|\.log"|\.png"/);
  });

  /** Sends files, and gives what the requester was told of it. */
  async function share(bob: SlackSeat, text: string, ...files: readonly Json[]): Promise<string> {
    const before = rig.api.screen.messages(bob.person.member.dm).length;
    await bob.person.share(text, files);
    await rig.running.quiet();
    const news = rig.api.screen.messages(bob.person.member.dm).slice(before);
    return news.map(({ blocks }) => textIn(blocks)).join('\n');
  }

  /** The ticket of what they have reported so far. */
  async function file(bob: SlackSeat) {
    await bob.say('I want to talk to a real person', []);
    await bob.press('Continue', { device: 'Laptop' });
    const [sent] = await bob.press('Send the ticket', {});
    const number = /SP-\d+/.exec(sent?.text ?? '')?.[0] ?? '';
    return { number, card: () => cardOf(number) };
  }

  function cardOf(number: string): ShownMessage {
    const found = rig.cardOf(number);
    if (found === undefined) throw new Error(`There is no card of ${number}.`);
    return found;
  }

  /** What stands in a thread for all to see, as soon as there is so much of it. */
  async function threadOf({ ts }: ShownMessage, least: number): Promise<readonly ShownMessage[]> {
    const all = () =>
      rig.api.screen
        .messages(desk)
        .filter(({ thread, onlyFor }) => thread === ts && onlyFor === null);
    await until(() => all().length >= least, 10_000);
    return all();
  }

  function shownTo(person: SlackPerson): readonly ShownMessage[] {
    return rig.api.screen.messages().filter(({ onlyFor }) => onlyFor === person.member.id);
  }

  async function listOf(person: SlackPerson, number: string): Promise<ShownMessage> {
    const find = () =>
      shownTo(person).findLast(({ blocks }) => textIn(blocks).includes(`Files of ${number}`));
    await until(() => find() !== undefined);
    const found = find();
    if (found === undefined) throw new Error('There is no list.');
    return found;
  }
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function linksIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linksIn);
  if (!isJson(value)) return [];
  return value.type === 'link' ? [String(value.url)] : Object.values(value).flatMap(linksIn);
}
