import { expect } from 'chai';
import { newestWith } from '../../support/seat.ts';
import { actionOf } from '../../support/slack-person.ts';
import { type SlackRig, startSlackRig } from '../../support/slack-rig.ts';
import { buttonsIn, type ShownMessage, textIn } from '../../support/slack-screen.ts';
import { until } from '../../support/turns.ts';

const CERTIFICATE = 'There was a problem acquiring a personal certificate required to sign in';
const RETRY = { num: 1, reason: 'http_timeout' } as const;

describe('Slack reliability', () => {
  let rig: SlackRig;
  before(async () => {
    rig = await startSlackRig({ variables: { SIGNPOST_FACTS: 'skype-sign-in.plan=enterprise' } });
  });
  after(() => rig.close());
  afterEach(() => rig.api.relent());

  it('answers a redelivered event once, during and after the first delivery', async () => {
    const bob = await rig.person();
    const event = bob.envelope({
      user: bob.member.id,
      type: 'message',
      channel: bob.member.dm,
      channel_type: 'im',
      text: CERTIFICATE,
      ts: '1795334400.000100',
    });
    const body = { ...event, type: 'event_callback' };
    const acks = await Promise.all([
      bob.send('events_api', body),
      bob.send('events_api', body, RETRY),
      bob.send('events_api', body, { num: 2, reason: 'http_error' }),
    ]);
    await rig.running.quiet();
    acks.push(await bob.again({ num: 3, reason: 'http_timeout' }));
    await rig.running.quiet();
    expect(acks.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
    expect(rig.api.screen.messages(bob.member.dm)).to.have.length(1);
  });

  it('advances one step when a button is pressed several times at once', async () => {
    const bob = await rig.seat();
    await bob.say(CERTIFICATE, []);
    const { message, button } = buttonNamed('Still broken', shown(bob.person.member.dm));
    const press = await bob.person.pressPayload(message, actionOf(button));
    const other = await bob.person.pressPayload(message, actionOf(button));
    await Promise.all(
      [press, press, other].map((payload) => bob.person.send('interactive', payload)),
    );
    await rig.running.quiet();
    const [answered, next, ...rest] = shown(bob.person.member.dm);
    expect(buttonsIn(answered?.blocks ?? [])).to.deep.equal([]);
    expect(textIn(next?.blocks)).to.include('certmgr.msc');
    expect(rest.map(({ text }) => text).join()).to.match(/^(|.*an earlier step.*)$/s);
  });

  it('files one ticket if "send" is pressed twice and the form was sent twice', async () => {
    const bob = await rig.seat();
    await bob.say('I want to talk to a real person', []);
    const [review] = await bob.press('Continue', { device: 'Laptop' });
    expect(review?.text).to.include('Laptop');
    expect(await bob.again()).to.deep.equal([]);
    const [sent] = await bob.press('Send the ticket', {});
    expect(sent?.text).to.match(/SP-\d+/);
    const repeated = await bob.again();
    expect(repeated.map(({ text }) => text).join()).not.to.match(/SP-\d+/);
    const count = await rig.running.app.store.db
      .selectFrom('tickets')
      .select('number')
      .where('conversation', '=', bob.conversation)
      .execute();
    expect(count).to.have.length(1);
  });

  it('tells Slack in time that an event could not be stored, and accepts it when it comes again', async () => {
    const bob = await rig.person();
    const released = Promise.withResolvers<void>();
    const held = rig.running.app.store.db.transaction().execute(() => released.promise);
    const { status, ms } = await bob.say('help');
    expect(status).to.equal(503);
    expect(ms).to.be.lessThan(3000);
    released.resolve();
    await held;
    expect((await bob.again()).status).to.equal(200);
    await rig.running.quiet();
    expect(shown(bob.member.dm)).to.have.length(1);
  });

  it('waits as long as Slack asks, keeps the order and does not hold up other people', async () => {
    const [bob, li] = [await rig.person(), await rig.person()];
    const { dm } = bob.member;
    rig.api.trouble({ channel: dm, retryAfter: 1, times: 2 });
    await bob.say('help');
    await bob.say('status');
    await li.say('help');
    await until(() => shown(li.member.dm).length === 1);
    const ofBob = () => rig.api.of('chat.postMessage').filter(({ body }) => body.channel === dm);
    expect(ofBob().filter(({ outcome }) => outcome === 'ok')).to.deep.equal([]);
    await rig.running.quiet();
    const [first, second, third] = ofBob();
    expect(ofBob().map(({ outcome }) => outcome)).to.deep.equal(['429', '429', 'ok', 'ok']);
    expect((second?.at ?? 0) - (first?.at ?? 0)).to.be.at.least(1000);
    expect((third?.at ?? 0) - (second?.at ?? 0)).to.be.at.least(1000);
    const [help, status] = shown(dm);
    expect(help?.text).to.include('What I can do');
    expect(status?.text).not.to.include('What I can do');
  });

  it('updates an answered message in place, for everybody and for later readers', async () => {
    const bob = await rig.seat();
    await bob.say(CERTIFICATE, []);
    await bob.press('Still broken', {});
    const { messages } = await rig.api.workspace.call('conversations.history', {
      channel: bob.person.member.dm,
    });
    const [newer, older] = Object(messages);
    expect(buttonsIn(older.blocks)).to.deep.equal([]);
    expect(textIn(older.blocks)).to.include('Still broken');
    expect(buttonsIn(newer.blocks).map(({ label }) => label)).to.include('Still broken');
  });

  it('delivers without an error if the message to update is gone', async () => {
    const bob = await rig.seat();
    await bob.say(CERTIFICATE, []);
    rig.api.trouble({ method: 'chat.update', error: 'message_not_found' });
    expect(await bob.press('Still broken', {})).to.have.length(1);
    expect(await deadOf(bob.conversation)).to.deep.equal([]);
  });

  /** What Slack calls it, and what the operator reads. */
  const FINAL: readonly (readonly [string, string, RegExp])[] = [
    ['channel_not_found', 'gone', /channel was deleted|removed/],
    ['is_archived', 'gone', /archived/],
    ['not_in_channel', 'gone', /\/invite/],
    ['user_not_found', 'gone', /no longer/],
    ['cannot_dm_bot', 'gone', /bots/],
    ['token_revoked', 'gone', /SLACK_BOT_TOKEN/],
    ['account_inactive', 'gone', /install Signpost again/],
    ['messages_tab_disabled', 'gone', /Messages tab/],
    ['msg_too_long', 'rejected', /msg_too_long/],
    ['msg_blocks_too_long', 'rejected', /msg_blocks_too_long/],
    ['invalid_blocks', 'rejected', /invalid_blocks/],
  ];
  for (const [name, problem, advice] of FINAL) {
    it(`dead-letters a reply that Slack refuses with ${name}, under that name, and continues`, async () => {
      const bob = await rig.seat();
      // Refused blocks are tried once more, as their text alone.
      rig.api.trouble({
        method: 'chat.postMessage',
        error: name,
        times: name.includes('blocks') ? 2 : 1,
      });
      expect(await bob.say('help', [])).to.deep.equal([]);
      expect(await bob.say('status', [])).to.have.length(1);
      const [letter] = await deadOf(bob.conversation);
      expect(letter).to.include({ problem });
      expect(letter?.error).to.include(name).and.match(advice);
    });
  }

  it('sends dead-lettered replies once the operator has fixed the cause', async () => {
    const bob = await rig.seat();
    rig.api.trouble({ method: 'chat.postMessage', error: 'is_archived' });
    await bob.say('help', []);
    await rig.running.app.outbox.retryDead();
    await rig.running.quiet();
    expect(
      shown(bob.person.member.dm)
        .map(({ text }) => text)
        .join(),
    ).to.include('What I can do');
    expect(await deadOf(bob.conversation)).to.deep.equal([]);
  });

  it('retries after Slack errors and broken connections, and delivers everything at least once and in order', async () => {
    const bob = await rig.seat();
    rig.api.trouble({ status: 503 }, { breaks: true });
    await bob.person.say('help');
    await bob.person.say('status');
    await rig.running.quiet();
    const helps = shown(bob.person.member.dm).map(({ text }) => text.includes('What I can do'));
    expect(helps).to.deep.equal([true, true, false]);
  });

  // Ends the workspace for the process, so it comes last.
  it('tells the operator about a revoked token and starts nothing new', async () => {
    const bob = await rig.seat();
    await bob.say('help', []);
    await bob.person.event('tokens-revoked', {});
    await rig.running.quiet();
    expect(
      rig.running.logged
        .filter(({ level }) => level === 50)
        .map(({ msg }) => msg)
        .join(),
    ).to.include('revoked');
    await bob.person.say('status');
    await rig.running.quiet();
    expect(shown(bob.person.member.dm)).to.have.length(1);
  });

  function shown(channel: string): ShownMessage[] {
    return [...rig.api.screen.messages(channel)];
  }

  async function deadOf(conversation: string) {
    const letters = await rig.running.app.outbox.deadLetters();
    return letters
      .filter((letter) => letter.kind === 'reply')
      .filter((letter) => letter.conversation === conversation);
  }
});

describe('Slack message pacing', () => {
  it('sends one message a second per channel, in order, while other channels do not wait', async () => {
    const rig = await startSlackRig({ overrides: {} });
    const [bob, li] = [await rig.person(), await rig.seat()];
    for (const text of ['help', 'status']) await bob.say(text);
    await li.say('help', []);
    await rig.running.quiet();
    const posts = rig.api
      .of('chat.postMessage')
      .filter(({ body }) => body.channel === bob.member.dm);
    const [first, second] = posts;
    expect(posts.map(({ outcome }) => outcome)).to.deep.equal(['ok', 'ok']);
    expect((second?.at ?? 0) - (first?.at ?? 0)).to.be.at.least(500);
    expect(textIn(first?.body.blocks)).to.include('What I can do');
    const [other] = rig.api
      .of('chat.postMessage')
      .filter(({ body }) => body.channel === li.person.member.dm);
    expect(other?.at).to.be.lessThan(second?.at ?? 0);
    await rig.close();
  });
});

function buttonNamed(label: string, messages: readonly ShownMessage[]) {
  const { card: message, button } = newestWith(messages, ({ blocks }) => buttonsIn(blocks), label);
  return { message, button };
}
