import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { readCardRef, writeCardRef } from '../../../../src/channels/slack/agents/card-ref.ts';
import type { StoredFiling } from '../../../../src/channels/slack/agents/filing-rows.ts';
import { postInDesk } from '../../../../src/channels/slack/agents/helpdesk-channel.ts';
import type { FilePoster } from '../../../../src/channels/slack/agents/post-file.ts';
import {
  type StoredCommand,
  withoutSecrets,
} from '../../../../src/channels/slack/agents/stored-command.ts';
import { createBrokenUploads } from '../../../../src/channels/slack/agents/upload.ts';
import { createSlackAddresses } from '../../../../src/channels/slack/auth/slack-hosts.ts';
import { singleWorkspace } from '../../../../src/channels/slack/auth/workspaces.ts';
import { createApi } from '../../../../src/channels/slack/outbound/api.ts';
import { createBegunPosts } from '../../../../src/channels/slack/outbound/posting.ts';
import { createPace } from '../../../../src/concurrency/rate-limit.ts';
import type { AgentMessage, HelpdeskPost } from '../../../../src/ports/message.ts';
import { insertRow } from '../../../../src/store/inbox.ts';
import { rejectionOf } from '../../../support/rejection.ts';
import { sampleDeskReplies } from '../../../support/sample-desk-replies.ts';
import { type SlackDeskRig, startSlackDeskRig } from '../../../support/slack-desk-rig.ts';
import type { SlackPerson } from '../../../support/slack-person.ts';
import { buttonsIn, type ShownMessage, textIn } from '../../../support/slack-screen.ts';
import { SLACK_BOT, SLACK_TEAM } from '../../../support/slack-workspace.ts';
import { silentLog } from '../../../support/store.ts';
import { until } from '../../../support/turns.ts';

/** The card of a ticket whose requester wrote so many long messages, and as long a note. */
function escalation(messages: number): HelpdeskPost {
  const sample = sampleDeskReplies('en').find(({ kind }) => kind === 'escalation');
  if (sample?.kind !== 'escalation') throw new Error('There is no escalation among the samples.');
  const { report, evidence } = sample.ticket;
  const more = Array.from({ length: messages }, (_, part) => {
    return {
      text: `Part ${part} of what stood on the screen. ${'Word for "word". '.repeat(60)}`,
      at: report.at,
    };
  });
  const notes = more.map(({ text }) => text).join('\n') || null;
  return {
    ...sample,
    ticket: { ...sample.ticket, report: { ...report, more }, evidence: { ...evidence, notes } },
  };
}

function threadLine(): HelpdeskPost {
  const sample = sampleDeskReplies('en').find(({ kind }) => kind === 'thread');
  if (sample?.kind !== 'thread') throw new Error('There is no line among the samples.');
  return sample;
}

describe('ticket card in a Slack channel', () => {
  let rig: SlackDeskRig;
  let ada: SlackPerson;
  let desk: string;
  before(async () => {
    rig = await startSlackDeskRig();
    ada = await rig.agent('Ada');
    desk = rig.channels['it-support'] ?? '';
  });
  after(() => rig.close());
  afterEach(() => rig.api.relent());

  it('updates a ticket card in place, without a second card in the channel', async () => {
    const { card } = await rig.ticket();
    const posted = rig.api
      .of('chat.postMessage')
      .filter(({ body }) => body.channel === desk && !body.thread_ts).length;
    for (const [index, command] of ['claim', 'priority high', 'release', 'claim'].entries()) {
      await ada.mention(desk, command, card().ts);
      // One after the other: of several changes that wait, only the newest would be made.
      await until(() => threadOf(card()).length === index + 1);
    }
    expect(card().changes).to.equal(4);
    expect(textIn(card().blocks)).to.include('Ada');
    const now = rig.api
      .of('chat.postMessage')
      .filter(({ body }) => body.channel === desk && !body.thread_ts).length;
    expect(now).to.equal(posted);
  });

  it('waits as long as Slack asks and then posts everything in order', async () => {
    const { card } = await rig.ticket();
    rig.api.trouble(
      { channel: desk, method: 'chat.update', retryAfter: 1 },
      { channel: desk, method: 'chat.postMessage', status: 503 },
    );
    for (const command of ['claim', 'note first', 'note second', 'note third'])
      await ada.mention(desk, command, card().ts);
    await until(() => threadOf(card()).length >= 4, 15_000);
    await rig.running.quiet();
    const lines = threadOf(card()).map(({ blocks }) => textIn(blocks));
    expect(lines).to.have.length(4);
    ['Ada', 'first', 'second', 'third'].forEach((expected, index) => {
      expect(lines[index]).to.include(expected);
    });
    expect(textIn(card().blocks)).to.include('Ada');
  });

  it('posts a deleted ticket card again and keeps updating the new one', async () => {
    const { number, card } = await rig.ticket();
    const first = card().ts;
    rig.api.trouble({ channel: desk, method: 'chat.update', error: 'message_not_found' });
    await ada.command(`claim ${number}`);
    await until(() => cardsOf(number).length === 2);
    const again = cardsOf(number).at(-1);
    expect(textIn(again?.blocks)).to.include('Ada');
    await until(() => threadOf(again).length === 1);
    await ada.mention(desk, 'note still here', again?.ts ?? '');
    await until(() => threadOf(again).length === 2);
    expect(threadOf(cardsOf(number).find(({ ts }) => ts === first))).to.have.length(0);
  });

  it('shows the longest ticket as one message, and opens all of it from there', async () => {
    const { messageId } = await postInDesk(sender(), outgoing('long-1', escalation(12), null));
    const { root, more } = readCardRef(messageId ?? '') ?? { root: '', more: ['none'] };
    expect(more).to.deep.equal([]);
    const labels = buttonsIn(shown(root)?.blocks ?? []).map(({ label }) => label);
    expect(labels).to.include.members(['Claim', 'Details']);
    expect(rig.api.invalid).to.deep.equal([]);
  });

  it('deletes the messages in which an earlier version continued a card', async () => {
    const one = sender();
    const { messageId } = await postInDesk(one, outgoing('older-1', escalation(0), null));
    const { root = '' } = readCardRef(messageId ?? '') ?? {};
    const line = { ...outgoing('older-2', threadLine(), messageId) };
    const { messageId: continued } = await postInDesk(one, line);
    const older = writeCardRef({ root, more: [continued ?? ''] });
    expect(threadOf(shown(root))).to.have.length(1);
    const { messageId: now } = await postInDesk(one, outgoing('older-3', escalation(1), older));
    expect(now).to.equal(root);
    expect(threadOf(shown(root))).to.deep.equal([]);
  });

  it('posts a card once, although the first attempt failed', async () => {
    const one = sender();
    const before = rig.api.screen.messages(desk).length;
    rig.api.trouble({ method: 'chat.postMessage', status: 503 });
    const long = outgoing('broken', escalation(12), null);
    expect(await rejectionOf(postInDesk(one, long))).to.include({ problem: 'unavailable' });
    const { messageId } = await postInDesk(one, long);
    const { root = '' } = readCardRef(messageId ?? '') ?? {};
    expect(rig.api.screen.messages(desk)).to.have.length(before + 1);
    expect(shown(root)?.thread).to.equal(null);
  });

  it('dead-letters a card if Signpost is not in the channel, and posts it after the operator’s fix', async () => {
    rig.api.trouble({ channel: desk, method: 'chat.postMessage', error: 'not_in_channel' });
    const bob = await rig.seat();
    await bob.say('I want to talk to a real person', []);
    await bob.press('Continue', {});
    await bob.press('Send the ticket', {});
    await until(async () => (await letters()).length === 1);
    const [letter] = await letters();
    expect(letter?.error).to.include('not_in_channel').and.include('/invite');
    const before = cardsOf('SP-').length;
    await rig.running.app.outbox.retryDead();
    await until(() => cardsOf('SP-').length === before + 1);
  });

  it('runs an agent action exactly once if the process ended between its acknowledgment and its execution', async () => {
    const { number, card } = await rig.ticket();
    const press = {
      verb: 'claim',
      ticket: number,
      revision: 1,
      filter: null,
      page: null,
      fields: {},
    } as const;
    const command: StoredCommand = {
      kept: 'command',
      id: 'press:left-behind',
      newId: randomUUID(),
      time: new Date().toISOString(),
      who: { team: SLACK_TEAM, enterprise: null, user: ada.member.id },
      at: { channel: desk, thread: null },
      what: { kind: 'pressed', ...press },
    };
    const { db } = rig.running.app.store;
    const row = {
      channel: 'slack',
      lane: `${SLACK_TEAM} ${ada.member.id}`,
      id: `${SLACK_TEAM}:${ada.member.id}:desk:${command.id}`,
      content: await withoutSecrets(command),
    } as const;
    await insertRow(db, row, { owner: 'a process that ended', leaseMs: 60_000 }, 'durable');
    await rig.running.restart();
    await until(() => textIn(card().blocks).includes('Ada'));
    await until(() =>
      rig.api.of('chat.postEphemeral').some(({ body }) => body.user === ada.member.id),
    );
    await rig.running.quiet();
    await rig.running.restart();
    await rig.running.quiet();
    expect(threadOf(card())).to.have.length(1);
  });

  it('files the ticket of a submitted agent form exactly once if the process ended just after', async () => {
    const { db } = rig.running.app.store;
    const numbers = async () =>
      (await rig.running.app.store.db.selectFrom('tickets').select('number').execute()).length;
    const before = await numbers();
    const author = await rig.person('Eve');
    const kept: StoredFiling = {
      kept: 'filing',
      id: 'form:left-behind',
      newId: randomUUID(),
      time: new Date().toISOString(),
      who: { team: SLACK_TEAM, enterprise: null, user: ada.member.id },
      at: { channel: desk, thread: null },
      author: author.member.id,
      files: [],
      report: 'My Outlook does not start.',
      priority: 'normal',
    };
    const place = {
      channel: 'slack',
      lane: `${SLACK_TEAM} ${ada.member.id}`,
      id: 'left-behind',
    } as const;
    await insertRow(
      db,
      { ...place, content: kept },
      { owner: 'a process that ended', leaseMs: 60_000 },
      'durable',
    );
    await rig.running.restart();
    await rig.running.quiet();
    await rig.running.restart();
    await rig.running.quiet();
    expect(await numbers()).to.equal(before + 1);
  });

  function sender(): FilePoster {
    const workspaces = singleWorkspace({
      botToken: SLACK_BOT.token,
      log: silentLog,
      slackApiUrl: rig.api.url,
    });
    const pace = createPace({ windows: [], now: Date.now, sleep: async () => {} });
    const { db } = rig.running.app.store;
    const addresses = createSlackAddresses(rig.api.url);
    const api = createApi(workspaces, rig.api.url);
    const memory = {
      begun: createBegunPosts(),
      broken: createBrokenUploads(),
      refusals: new Set<string>(),
    };
    return { api, pace, changes: pace, db, addresses, log: silentLog, ...memory };
  }

  function outgoing(id: string, reply: HelpdeskPost, cardId: string | null): AgentMessage {
    const place = {
      desk: 'it-support',
      channel: 'slack',
      tenant: SLACK_TEAM,
      address: { channel: desk },
      locale: 'en',
    } as const;
    return { audience: 'agent', id, helpdeskChannel: place, ticket: 'SP-1001', reply, cardId };
  }

  function shown(ts: string): ShownMessage | undefined {
    return rig.api.screen.messages(desk).find((message) => message.ts === ts);
  }

  function cardsOf(number: string): readonly ShownMessage[] {
    return rig.api.screen
      .messages(desk)
      .filter(
        ({ thread, onlyFor, text }) => thread === null && onlyFor === null && text.includes(number),
      );
  }

  function threadOf(card: ShownMessage | undefined): readonly ShownMessage[] {
    return rig.api.screen
      .messages(desk)
      .filter(({ thread, onlyFor }) => thread === card?.ts && onlyFor === null);
  }

  async function letters() {
    return (await rig.running.app.outbox.deadLetters()).filter(
      ({ kind }) => kind !== 'reply' && kind !== 'ticket',
    );
  }
});
