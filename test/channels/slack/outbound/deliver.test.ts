import { expect } from 'chai';
import { singleWorkspace } from '../../../../src/channels/slack/auth/workspaces.ts';
import { createApi } from '../../../../src/channels/slack/outbound/api.ts';
import { deliver, type Sender } from '../../../../src/channels/slack/outbound/deliver.ts';
import { createDirectMessages } from '../../../../src/channels/slack/outbound/direct-messages.ts';
import { createBegunPosts } from '../../../../src/channels/slack/outbound/posting.ts';
import type { Reply } from '../../../../src/conversation/reply.ts';
import { DeliveryError } from '../../../../src/ports/delivery-error.ts';
import type { RequesterMessage } from '../../../../src/ports/message.ts';
import type { SlackAddress } from '../../../../src/store/slack/address.ts';
import type { Store } from '../../../../src/store/store.ts';
import { rejectionOf } from '../../../support/rejection.ts';
import { sampleReply } from '../../../support/sample-replies.ts';
import { type SlackApi, startSlackApi } from '../../../support/slack-api.ts';
import { buttonsIn, type ShownMessage, textIn } from '../../../support/slack-screen.ts';
import { SLACK_BOT, SLACK_TEAM, type SlackMember } from '../../../support/slack-workspace.ts';
import { openFreshStore, silentLog } from '../../../support/store.ts';

const PROBLEM: Reply = {
  id: 'r1',
  locale: 'en',
  choices: [{ verb: 'ticket', value: null, label: null }],
  kind: 'offer-ticket',
};

describe('Slack reply delivery', () => {
  let api: SlackApi;
  let store: Store;
  let sender: Sender;
  let bob: SlackMember;
  let count = 0;
  before(async () => {
    [api, store] = await Promise.all([startSlackApi(), openFreshStore()]);
    const workspaces = singleWorkspace({
      botToken: SLACK_BOT.token,
      log: silentLog,
      slackApiUrl: api.url,
    });
    const call = createApi(workspaces, api.url);
    const pace = { turn: async () => undefined, hold: () => undefined };
    const directMessages = createDirectMessages(call, Date.now);
    sender = {
      store,
      api: call,
      directMessages,
      pace,
      changes: pace,
      begun: createBegunPosts(),
      log: silentLog,
    };
  });
  after(() => Promise.all([api.close(), store.close()]));
  beforeEach(async () => {
    api.relent();
    api.calls.length = 0;
    bob = await api.workspace.join({});
  });

  function direct(): SlackAddress {
    return {
      team: SLACK_TEAM,
      enterprise: null,
      channel: bob.dm,
      thread: null,
      user: bob.id,
      direct: true,
    };
  }

  function inThread(): SlackAddress {
    return {
      ...direct(),
      channel: api.workspace.channels[0] ?? '',
      thread: '1795334400.000100',
      direct: false,
    };
  }

  function outgoing(
    changes: Partial<RequesterMessage> & { readonly at?: SlackAddress } = {},
  ): RequesterMessage {
    count += 1;
    const { at = direct(), ...rest } = changes;
    const conversation = `slack:${SLACK_TEAM}:${at.channel}${at.direct ? '' : `:${at.thread}:${at.user}`}`;
    const reply = { ...PROBLEM, id: `r${count}` };
    const address = { ...at };
    return {
      audience: 'requester',
      id: `o${count}`,
      conversation,
      address,
      reply,
      decided: null,
      messageId: null,
      ...rest,
    };
  }

  function shown(channel = bob.dm): readonly ShownMessage[] {
    return api.screen.messages(channel);
  }

  /** More than one message can hold. */
  function long(): Reply {
    const steps = Array.from(
      { length: 60 },
      (_, n) => `Step ${n + 1}: ${'look once more, and slowly. '.repeat(20)}`,
    );
    return { ...sampleReply('stage', 'en'), id: 'long', steps };
  }

  it('posts a reply with its buttons and a notification text to the direct messages, and returns its ts as the id', async () => {
    const { messageId } = await deliver(sender, outgoing());
    const [message] = shown();
    expect(message).to.include({ ts: messageId, thread: null });
    expect(message?.text).to.have.length.greaterThan(20);
    expect(buttonsIn(message?.blocks ?? [])).to.have.length(1);
    expect(api.calls.at(-1)).to.have.nested.property('body.unfurl_links', 'false');
  });

  it('posts a reply in the thread of its question', async () => {
    const { messageId } = await deliver(sender, outgoing({ at: inThread() }));
    const message = shown(inThread().channel).find(({ ts }) => ts === messageId);
    expect(message).to.include({ thread: inThread().thread });
  });

  it('updates an answered reply in place: without buttons, with the choice', async () => {
    const first = outgoing();
    const { messageId } = await deliver(sender, first);
    const [choice = null] = PROBLEM.choices;
    expect(
      await deliver(sender, { ...first, id: 'd', decided: { choice }, messageId }),
    ).to.deep.equal({ messageId });
    const [message, ...rest] = shown();
    expect(rest).to.deep.equal([]);
    expect(buttonsIn(message?.blocks ?? [])).to.deep.equal([]);
    expect(textIn(message?.blocks)).to.include('Create a ticket');
  });

  it('does not post an answered reply again if its message is unknown', async () => {
    const dead = outgoing({ decided: { choice: null } });
    expect(await deliver(sender, dead)).to.deep.equal({ messageId: null });
    expect(await deliver(sender, { ...dead, messageId: '{"not":"ours"}' })).to.deep.equal({
      messageId: null,
    });
    expect(api.calls).to.deep.equal([]);
  });

  it('splits a long reply into several messages and later updates all of them', async () => {
    const first = outgoing({ reply: long() });
    const { messageId } = await deliver(sender, first);
    const before = shown().length;
    expect(before).to.be.greaterThan(1);
    expect(JSON.parse(messageId ?? '')).to.deep.equal({
      channel: bob.dm,
      ts: shown().map(({ ts }) => ts),
    });
    await deliver(sender, { ...first, id: 'd', decided: { choice: null }, messageId });
    expect(shown().length).to.be.at.most(before);
    expect(shown().flatMap(({ blocks }) => buttonsIn(blocks))).to.deep.equal([]);
    const short = { ...first, id: 'e', reply: PROBLEM, decided: { choice: null }, messageId };
    await deliver(sender, short);
    expect(shown()).to.have.length(1);
  });

  it('resumes a long reply after its delivered messages if it broke off between two', async () => {
    const first = outgoing({ reply: long() });
    api.trouble(
      { method: 'chat.postMessage', delayMs: 1 },
      { method: 'chat.postMessage', status: 503 },
    );
    expect(await rejectionOf(deliver(sender, first))).to.include({ problem: 'unavailable' });
    const { messageId } = await deliver(sender, first);
    const texts = shown().map(({ blocks }) => textIn(blocks));
    expect(new Set(texts).size).to.equal(texts.length);
    expect(JSON.parse(messageId ?? '').ts).to.deep.equal(shown().map(({ ts }) => ts));
    expect(sender.begun.size).to.equal(0);
  });

  it('sends a personal reply by direct message, never to the channel, and says so once in the thread', async () => {
    const first = outgoing({ at: inThread(), reply: sampleReply('evidence', 'en') });
    api.trouble({ method: 'chat.postMessage', channel: inThread().channel, status: 500 });
    expect(await rejectionOf(deliver(sender, first))).to.include({ problem: 'unavailable' });
    const { messageId } = await deliver(sender, first);
    expect(shown()).to.have.length(1);
    expect(JSON.parse(messageId ?? '')).to.deep.equal({ channel: bob.dm, ts: [shown()[0]?.ts] });
    const lines = api
      .of('chat.postMessage')
      .filter(({ body }) => body.channel === inThread().channel);
    expect(lines.map(({ outcome }) => outcome)).to.deep.equal(['500', 'ok']);
    expect(textIn(lines.at(-1)?.body.blocks))
      .to.include('direct message')
      .and.not.include('Address');
    await deliver(sender, { ...first, id: 'd', decided: { choice: null }, messageId });
    expect(shown()[0]).to.include({ changes: 1 });
  });

  it('keeps a personal reply delivered if the note in the thread fails', async () => {
    api.trouble({
      method: 'chat.postMessage',
      channel: inThread().channel,
      error: 'not_in_channel',
    });
    const { messageId } = await deliver(
      sender,
      outgoing({ at: inThread(), reply: sampleReply('evidence', 'en') }),
    );
    expect(messageId).to.include(bob.dm);
  });

  for (const name of ['message_not_found', 'cant_update_message', 'edit_window_closed']) {
    it(`leaves a reply unchanged and counts it as delivered if Slack answers ${name}`, async () => {
      const first = outgoing();
      const { messageId } = await deliver(sender, first);
      api.trouble({ method: 'chat.update', error: name });
      expect(
        await deliver(sender, { ...first, id: 'd', decided: { choice: null }, messageId }),
      ).to.deep.equal({
        messageId,
      });
    });
  }

  const ANSWERS: readonly (readonly [object, DeliveryError['problem'], RegExp])[] = [
    [{ error: 'ratelimited' }, 'throttled', /ratelimited/],
    [{ retryAfter: 7 }, 'throttled', /ratelimited/],
    [{ error: 'account_inactive' }, 'gone', /account_inactive: .*install Signpost again/],
    [{ error: 'token_revoked' }, 'gone', /token_revoked: .*SLACK_BOT_TOKEN/],
    [{ error: 'missing_scope' }, 'gone', /missing_scope: .*manifest/],
    [{ error: 'service_unavailable' }, 'unavailable', /service_unavailable$/],
    [{ error: 'something_new' }, 'rejected', /something_new$/],
    [{ status: 502 }, 'unavailable', /502$/],
    [{ status: 400 }, 'rejected', /400$/],
    [{ breaks: true }, 'unavailable', /could not be reached: \w+/],
  ];
  for (const [trouble, problem, words] of ANSWERS) {
    it(`reports ${problem} if Slack answers ${JSON.stringify(trouble)}, at once and without a hidden retry`, async () => {
      api.trouble(trouble);
      const error = await rejectionOf(deliver(sender, outgoing()));
      expect(error).to.be.instanceOf(DeliveryError).and.include({ problem });
      expect(error.message).to.match(words);
      expect(api.of('chat.postMessage')).to.have.length(1);
    });
  }

  it('reports how long Slack asks to wait', async () => {
    api.trouble({ retryAfter: 7 });
    expect(await rejectionOf(deliver(sender, outgoing()))).to.include({ retryAfterMs: 7000 });
  });

  it('reports gone for a workspace without an installation, and rejected for a foreign address', async () => {
    const elsewhere = { ...direct(), team: 'T0ELSEWHERE' };
    const error = await rejectionOf(deliver(sender, outgoing({ at: elsewhere })));
    expect(error).to.include({ problem: 'gone' });
    expect(error.message).to.match(/not installed in workspace T0ELSEWHERE/);
    const teams = await rejectionOf(
      deliver(sender, { ...outgoing(), address: { serviceUrl: 'https://contoso.com' } }),
    );
    expect(teams).to.include({ problem: 'rejected' });
  });
});
