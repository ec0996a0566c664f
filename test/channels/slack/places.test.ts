import { expect } from 'chai';
import { eventsAfter } from '../../../src/store/ticket-states.ts';
import { newestWith } from '../../support/seat.ts';
import type { SlackPerson } from '../../support/slack-person.ts';
import { type SlackRig, startSlackRig } from '../../support/slack-rig.ts';
import { buttonsIn, type ShownMessage, textIn } from '../../support/slack-screen.ts';
import { until } from '../../support/turns.ts';

const CERTIFICATE = 'There was a problem acquiring a personal certificate required to sign in';
const SIP = 'User is not SIP enabled';
const HAN = /\p{Script=Han}/u;

describe('conversation places in Slack', () => {
  let rig: SlackRig;
  let channel = '';
  before(async () => {
    rig = await startSlackRig({ variables: { SIGNPOST_FACTS: 'skype-sign-in.plan=enterprise' } });
    channel = rig.api.workspace.channels[0] ?? '';
  });
  after(async () => {
    expect(rig.api.invalid).to.deep.equal([]);
    await rig.close();
  });

  describe('channel mentions', () => {
    it('answers a mention in its thread and continues there by mentions', async () => {
      const bob = await rig.person();
      const thread = await mention(bob, CERTIFICATE);
      const [stage, ...none] = inThread(thread);
      expect(stage?.text).to.include('Delete the saved sign-in info');
      expect(none).to.deep.equal([]);
      await bob.mention(channel, 'still broken', thread);
      await rig.running.quiet();
      const [answered, next] = inThread(thread);
      expect(buttonsIn(answered?.blocks ?? [])).to.deep.equal([]);
      expect(textIn(next?.blocks)).to.include('certmgr.msc');
      expect(rig.api.screen.messages(bob.member.dm)).to.deep.equal([]);
    });

    it('moves to direct messages before a personal question and leaves one line in the channel', async () => {
      const bob = await rig.person({ locale: 'en-US', address: 'bobk@contoso.com' });
      const thread = await mention(bob, SIP);
      await pressIn(bob, inThread(thread), 'Create a ticket');
      const [, invitation, ...none] = inThread(thread);
      expect(textIn(invitation?.blocks)).to.match(/direct message/);
      expect(buttonsIn(invitation?.blocks ?? []).map(({ label }) => label)).to.deep.equal([
        'Continue in private',
      ]);
      expect(buttonsIn(invitation?.blocks ?? [])[0]?.url).to.include(bob.member.dm);
      expect(none).to.deep.equal([]);
      const [form] = rig.api.screen.messages(bob.member.dm);
      expect(buttonsIn(form?.blocks ?? []).map(({ label }) => label)).to.include(
        'Skip these questions',
      );

      await pressIn(bob, rig.api.screen.messages(bob.member.dm), 'Skip these questions');
      await bob.say('send');
      await rig.running.quiet();
      const [number = ''] =
        /SP-\d+/.exec(rig.api.screen.messages(bob.member.dm).at(-1)?.text ?? '') ?? [];
      const [, , filed, ...more] = inThread(thread);
      expect(filed?.text).to.equal(
        `This is ticket ${number} now. The helpdesk answers whoever reported it in private.`,
      );
      expect(more).to.deep.equal([]);
      const public_ = rig.api.screen
        .messages(channel)
        .map(({ text, blocks }) => text + JSON.stringify(blocks));
      expect(public_.join()).not.to.include('bobk@contoso.com');
      expect(public_.filter((text) => /SP-\d+/.test(text))).to.have.length(1);
    });

    it('starts a separate conversation for each of two people in one thread', async () => {
      const [bob, li] = [await rig.person(), await rig.person({ locale: 'zh-CN' })];
      const thread = await mention(bob, CERTIFICATE);
      await li.mention(channel, '用户未启用 SIP', thread);
      await rig.running.quiet();
      const [forBob, forLi] = inThread(thread);
      expect(textIn(forLi?.blocks)).to.match(HAN);
      await bob.mention(channel, 'still broken', thread);
      await rig.running.quiet();
      const [bobs, lis] = inThread(thread);
      expect(buttonsIn(bobs?.blocks ?? [])).to.deep.equal([]);
      expect(lis).to.deep.equal(forLi);
      expect(forBob?.ts).to.equal(bobs?.ts);
    });

    it('rejects a press by another person and tells only that person', async () => {
      const [bob, li] = [await rig.person(), await rig.person()];
      const thread = await mention(bob, CERTIFICATE);
      const before = inThread(thread);
      await pressIn(li, before, 'Still broken');
      const [card, ...rest] = inThread(thread);
      expect(card).to.deep.equal(before[0]);
      expect(
        rest.map(({ onlyFor }) => onlyFor).filter((only) => only !== li.member.id),
      ).to.deep.equal([]);
      const told = rig.api.screen
        .messages(channel)
        .filter(({ onlyFor }) => onlyFor === li.member.id);
      expect(told.map(({ text }) => text).join()).to.match(/somebody else/);
    });
  });

  describe('/helpdesk', () => {
    it('begins a private report for a typed error and answers in place, visible to the person only', async () => {
      const bob = await rig.person();
      const before = rig.api.screen.messages(channel).length;
      const { status, body } = await bob.command(SIP, channel);
      expect([status, body]).to.deep.equal([200, null]);
      await rig.running.quiet();
      expect(rig.api.screen.messages(bob.member.dm).at(0)?.text).to.include(
        'This one is for your administrator',
      );
      const [told, ...none] = rig.api.screen.messages(channel).slice(before);
      expect(told).to.include({ onlyFor: bob.member.id });
      expect(told?.text).not.to.include('SIP');
      expect(none).to.deep.equal([]);
    });

    it('explains /helpdesk when it is typed without words', async () => {
      const li = await rig.person({ locale: 'zh-CN' });
      await li.command('', channel);
      await until(() =>
        rig.api.screen.messages(channel).some(({ onlyFor }) => onlyFor === li.member.id),
      );
      const told = rig.api.screen.messages(channel).find(({ onlyFor }) => onlyFor === li.member.id);
      expect(told?.text).to.match(HAN).and.include('/helpdesk');
      expect(rig.api.screen.messages(li.member.dm)).to.deep.equal([]);
    });
  });

  it('takes the message and files of a shortcut as the report', async () => {
    const bob = await rig.person();
    const files = [{ id: 'F1', name: 'error.png', mimetype: 'image/png', size: 48213 }];
    await bob.shortcut(channel, { text: SIP, user: 'U0COLLEAGU', files });
    await rig.running.quiet();
    const texts = rig.api.screen.messages(bob.member.dm).map(({ text }) => text);
    expect(texts.join('\n'))
      .to.include('error.png')
      .and.include('This one is for your administrator');
  });

  describe('App Home', () => {
    it('shows how to begin, then the person’s own tickets with their status', async () => {
      const [bob, li] = [await rig.person(), await rig.person()];
      await opened(bob);
      expect(home(bob)).to.include('You have no tickets yet');
      for (const text of ['I want to talk to a real person', 'skip', 'send']) await bob.say(text);
      await rig.running.quiet();
      const number = /SP-\d+/.exec(rig.api.screen.messages(bob.member.dm).at(-1)?.text ?? '')?.[0];
      await opened(bob);
      await opened(li);
      expect(home(bob))
        .to.include(number)
        .and.include('With the helpdesk')
        .and.include("by the reader's clock");
      expect(home(li)).not.to.match(/SP-\d+/);
    });

    it('begins a report from the App Home and changes the language of everything after it', async () => {
      const bob = await rig.person();
      await opened(bob);
      await pressHome(bob, 'Report a problem');
      expect(rig.api.screen.messages(bob.member.dm)).to.have.length.of.at.least(1);
      await pressHome(bob, '简体中文');
      expect(home(bob)).to.match(HAN).and.include('您还没有工单');
      await bob.say('help');
      await rig.running.quiet();
      expect(rig.api.screen.messages(bob.member.dm).at(-1)?.text).to.match(HAN);
    });

    it('greets once a person who opens the App Home and then the messages', async () => {
      const bob = await rig.person();
      await bob.openMessages();
      await opened(bob);
      await bob.openMessages();
      await rig.running.quiet();
      expect(rig.api.screen.messages(bob.member.dm)).to.have.length(1);
    });

    async function opened(person: SlackPerson): Promise<void> {
      const before = homeOf(person);
      await person.openHome();
      await until(() => homeOf(person) !== before);
    }

    function homeOf(person: SlackPerson) {
      return rig.api.screen.homes.get(person.member.id);
    }

    async function pressHome(person: SlackPerson, label: string): Promise<void> {
      const view = homeOf(person) ?? {};
      const { button } = newestWith(
        [view],
        ({ blocks }) => buttonsIn(Array.isArray(blocks) ? blocks : []),
        label,
      );
      await person.pressHome(view, button);
      await rig.running.quiet();
    }

    function home(person: SlackPerson): string {
      return textIn(homeOf(person)?.blocks);
    }
  });

  it('takes language, time zone, name and address from the person’s profile', async () => {
    const li = await rig.seat({
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      name: '李',
      address: 'li@contoso.com',
    });
    const [greeting] = await li.join();
    expect(greeting?.text).to.match(HAN);
    for (const text of ['转人工', '跳过', '提交工单']) await li.say(text, []);
    expect((await li.ticket())?.requester).to.include({
      channel: 'slack',
      id: li.person.member.id,
      name: '李',
      address: 'li@contoso.com',
      locale: 'zh-CN',
      timeZone: 'Asia/Shanghai',
    });
  });

  it('answers without a profile if Slack does not deliver it in time', async () => {
    const bob = await rig.person();
    rig.api.trouble({ method: 'users.info', error: 'user_not_visible', times: 9 });
    await bob.say('help');
    await rig.running.quiet();
    rig.api.relent();
    expect(rig.api.screen.messages(bob.member.dm)).to.have.length(1);
  });

  it('updates the ticket when a requester edits or deletes a message to the helpdesk', async () => {
    const bob = await rig.person();
    for (const text of ['I want to talk to a real person', 'skip', 'send']) await bob.say(text);
    await rig.running.quiet();
    const number =
      /SP-\d+/.exec(rig.api.screen.messages(bob.member.dm).at(-1)?.text ?? '')?.[0] ?? '';
    await bob.say('My laptop is the bleu one', { ts: '1795334400.777000' });
    await rig.running.quiet();
    const edit = (name: string, text: string) =>
      bob.event(name, {
        channel: bob.member.dm,
        message: { user: bob.member.id, ts: '1795334400.777000', text, edited: {} },
        previous_message: {
          user: bob.member.id,
          ts: '1795334400.777000',
          text: 'My laptop is the bleu one',
        },
      });
    await edit('message-edited', 'My laptop is the blue one');
    await edit('message-deleted', '');
    await rig.running.quiet();
    const events = await eventsAfter(rig.running.app.store.db, number, 0, 50);
    const told = events.filter(({ kind }) => kind === 'answered' || kind === 'amended');
    expect(told.map((event) => ('text' in event ? event.text : ''))).to.deep.equal([
      'My laptop is the bleu one',
      'My laptop is the blue one',
      null,
    ]);
  });

  it('sends nothing to a person who edits or deletes a message', async () => {
    const bob = await rig.person();
    for (const name of ['message-edited', 'message-deleted'])
      await bob.event(name, { channel: bob.member.dm });
    await rig.running.quiet();
    expect(rig.api.screen.messages(bob.member.dm)).to.deep.equal([]);
  });

  const IGNORED = [
    'message-from-another-bot',
    'message-of-our-own',
    'message-to-a-channel',
    'channel-joined',
    'reaction-added',
  ];
  for (const name of IGNORED) {
    it(`sends nothing on this event and logs why: ${name.replaceAll('-', ' ')}`, async () => {
      const bob = await rig.person();
      const before = rig.api.of('chat.postMessage').length;
      const lines = rig.running.logged.length;
      const own =
        name === 'message-of-our-own' || name === 'message-from-another-bot'
          ? { user: undefined }
          : {};
      await bob.event(name, {
        channel: name.includes('channel') ? channel : bob.member.dm,
        ...own,
      });
      await rig.running.quiet();
      expect(rig.api.of('chat.postMessage')).to.have.length(before);
      expect(rig.running.logged.slice(lines).map(({ msg }) => msg)).to.include(
        'slack payload ignored',
      );
    });
  }

  function inThread(thread: string): ShownMessage[] {
    return rig.api.screen.messages(channel).filter((message) => message.thread === thread);
  }

  /** Mentions Signpost; gives the message its thread hangs on. */
  async function mention(person: SlackPerson, text: string): Promise<string> {
    await person.mention(channel, text);
    await rig.running.quiet();
    return rig.api.screen.messages(channel).at(-1)?.thread ?? '';
  }

  async function pressIn(
    person: SlackPerson,
    messages: readonly ShownMessage[],
    label: string,
  ): Promise<void> {
    const { card, button } = newestWith(messages, ({ blocks }) => buttonsIn(blocks), label);
    await person.press(card, button);
    await rig.running.quiet();
  }
});
