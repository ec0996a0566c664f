import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import {
  readActivity,
  type TeamsActivity,
} from '../../../../src/channels/teams/inbound/activity.ts';
import { toEvent } from '../../../../src/channels/teams/inbound/parse-activity.ts';
import type { ChatEvent, EventContent, Unsupported } from '../../../../src/conversation/event.ts';

const ARRIVAL = {
  at: '2026-11-20T09:00:00.000Z',
  newId: '00000000-0000-4000-8000-000000000001',
  address: null,
};
const CHAT =
  'a:17I0kl9EkpE1O9PH5TWrzrLNwnWWcfrU7QZjKR0WSfOpzbfcAg2IaydGElSo10tVr4C7Fc6GtieTJX663WuJCc1uA83n4CSrHSgGBj5XNYLcVlJAs2ZX8DbYBPck201w-';
const USER = '29:1XJKJMvc5GBtc2JwZq0oj8tHZmzrQgFmB25ATiQWA85g';
const TENANT = '00000000-0000-4000-8000-00000000b001';

describe('reading Teams activities', () => {
  it('reads a message in a personal chat, without its HTML copy', () => {
    expect(eventOf('message-in-personal-chat')).to.deep.equal({
      id: '1764579600001',
      newId: ARRIVAL.newId,
      at: ARRIVAL.at,
      channel: 'teams',
      conversation: `teams:${TENANT}:${CHAT}`,
      person: {
        id: '00000000-0000-4000-8000-00000000c001',
        name: 'Bob K',
        address: null,
        localeTag: 'en-US',
        timeZone: 'Europe/London',
      },
      content: {
        kind: 'message',
        text: 'Sign-in keeps failing. It says: The server is temporarily unavailable.',
        files: [],
        masked: [],
      },
    });
  });

  it('reads language, time zone and address', () => {
    const event = toEvent(activity('message-in-chinese'), {
      ...ARRIVAL,
      address: 'bobk@contoso.com',
    });
    expect('person' in event && event.person).to.include({
      localeTag: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      address: 'bobk@contoso.com',
    });
    expect(textOf(event)).to.equal('无法登录，提示“服务器暂时不可用”。用的是公司电脑。');
  });

  it('reads the time zone from the client info if the activity has none', () => {
    const event = toEvent({ ...activity('message-in-chinese'), localTimezone: null }, ARRIVAL);
    expect('person' in event && event.person.timeZone).to.equal('Asia/Shanghai');
  });

  it("drops the bot's mention in a group, keeps other mentions by name, and gives each sender their own conversation", () => {
    const event = eventOf('message-with-mention-in-group');
    expect(textOf(event)).to.equal('I cannot sign in, Service Desk said to ask you');
    expect(event.conversation).to.equal(
      `teams:${TENANT}:19:9be3de4eb88a4a1c9f9b5a5f0c6ed51c@thread.v2:${USER}`,
    );
  });

  it('separates channel conversations by thread and by person', () => {
    const event = eventOf('message-with-mention-in-channel');
    expect(textOf(event)).to.equal('my certificate is not accepted');
    expect(event.conversation).to.match(/@thread\.tacv2;messageid=1764579590000:29:/);
  });

  it('links a report in a channel to its message, and takes no other message there for one', () => {
    const event = eventOf('message-with-mention-in-channel');
    expect(event.source?.url).to.match(
      /^https:\/\/teams\.microsoft\.com\/l\/message\/19%3A[^/]+%40thread\.tacv2\/\d+\?tenantId=[^&]+&.*parentMessageId=1764579590000$/,
    );
    expect(event.source?.address).to.equal(null);
    expect(eventOf('message-with-mention-in-group')).not.to.have.property('source');
    const unasked = { ...activity('message-with-mention-in-channel'), entities: [] };
    expect(toEvent(unasked, ARRIVAL)).to.deep.include({ kind: 'unsupported', what: 'message' });
  });

  it('reads a sent file together with its location', () => {
    const url =
      'https://contoso-my.sharepoint.com/personal/bobk_contoso_com/_layouts/15/download.aspx?UniqueId=1150d938';
    const content = { kind: 'elsewhere', source: { url, isPage: false } };
    expect(contentOf('message-with-file')).to.deep.include({
      text: 'here is the log',
      files: [{ name: 'client.log', type: 'text/plain', bytes: null, content }],
    });
  });

  it('reads a pasted picture', () => {
    const url = 'https://smba.trafficmanager.net/emea/v3/attachments/0-eus-d3-1b2c/views/original';
    const content = { kind: 'elsewhere', source: { url, isPage: false } };
    expect(contentOf('message-with-inline-image')).to.deep.include({
      text: '',
      files: [{ name: 'image-1', type: 'image/*', bytes: null, content }],
    });
  });

  it('reads a button press', () => {
    const press = {
      kind: 'press',
      prompt: '00000000-0000-4000-8000-00000000d001',
      verb: 'no-change',
      value: null,
      fields: {},
      masked: [],
    };
    expect(contentOf('press-action-execute')).to.deep.equal(press);
    expect(contentOf('press-action-submit')).to.deep.equal(press);
  });

  it('reads a submitted form', () => {
    expect(contentOf('form-sent-action-execute')).to.deep.include({
      verb: 'submit',
      fields: {
        date: '2026-11-20',
        time: '08:55',
        address: 'bobk@contoso.com',
        device: 'Windows 11',
        network: 'vpn',
        errorText: 'The server is temporarily unavailable.',
        notes: '',
      },
    });
  });

  it('reads an installation that Teams sends twice as one event', () => {
    const installed = eventOf('bot-installed');
    const updated = eventOf('conversation-update-members-added');
    expect(installed.content).to.deep.equal({ kind: 'joined' });
    expect(updated.content).to.deep.equal({ kind: 'joined' });
    expect([updated.id, updated.conversation]).to.deep.equal([
      installed.id,
      installed.conversation,
    ]);
  });

  it('reads an edit and a deletion of a message as separate events about the same message', () => {
    const edited = eventOf('message-edited');
    const deleted = eventOf('message-deleted');
    const messageId = eventOf('message-in-personal-chat').id;
    expect(edited.content).to.deep.equal({
      kind: 'amended',
      messageId,
      text: 'Sign-in keeps failing since Monday',
      masked: [],
    });
    expect(deleted.content).to.deep.equal({ kind: 'amended', messageId, text: null, masked: [] });
    expect(new Set([messageId, edited.id, deleted.id, eventOf('message-edited').id]).size).to.equal(
      3,
    );
  });

  const leftAlone: Record<string, string> = {
    'message-reaction': 'messageReaction',
    'bot-removed': 'installationUpdate/remove',
    'bot-added-to-a-team': 'conversationUpdate/teamMemberAdded',
    'channel-created': 'conversationUpdate/channelCreated',
    'dialog-opened': 'invoke/task/fetch',
    'press-on-a-foreign-card': 'invoke/adaptiveCard/action',
  };
  for (const [name, what] of Object.entries(leftAlone)) {
    it(`ignores the activity ${name} and returns its type`, () => {
      expect(toEvent(activity(name), ARRIVAL)).to.include({ kind: 'unsupported', what });
    });
  }
});

describe('message text', () => {
  const cases: Record<string, [Partial<TeamsActivity>, string]> = {
    'keeps what looks like markup in plain text': [
      { text: 'a &lt; b <b>c</b> ${d}' },
      'a &lt; b <b>c</b> ${d}',
    ],
    'is read out of markup where it is markup': [
      { text: '<p>a &lt; b<br/>c &amp;lt;</p>', textFormat: 'xml' },
      'a < b\nc &lt;',
    ],
    'keeps its line breaks': [{ text: 'one\n\ntwo\r\nthree' }, 'one\n\ntwo\r\nthree'],
    'may be empty': [{ text: null }, ''],
  };
  for (const [name, [changes, text]] of Object.entries(cases)) {
    it(name, () => {
      expect(
        textOf(toEvent({ ...activity('message-in-personal-chat'), ...changes }, ARRIVAL)),
      ).to.equal(text);
    });
  }
});

describe('malformed activities', () => {
  it('gives a resent activity without an id the same id, and a different activity a different one', () => {
    const press = { ...activity('press-action-execute'), id: null };
    const id = idOf(press);
    expect(idOf(press)).to.equal(id);
    expect(id).to.match(/^[0-9a-f]{64}$/);
    expect(idOf({ ...press, timestamp: '2026-11-20T09:00:09.011Z' })).not.to.equal(id);
  });

  it('reads the valid parts of an activity with malformed fields', () => {
    const odd = {
      ...raw('message-in-personal-chat'),
      locale: 7,
      entities: 'none',
      attachments: [null, 3, {}],
      channelData: [],
    };
    const read = readActivity(odd);
    expect(read).not.to.equal(null);
    expect(read && textOf(toEvent(read, ARRIVAL))).to.contain('keeps failing');
  });

  it('rejects an activity without sender, recipient or conversation', () => {
    for (const part of ['from', 'recipient', 'conversation', 'type']) {
      expect(readActivity({ ...raw('message-in-personal-chat'), [part]: undefined })).to.equal(
        null,
      );
    }
    for (const other of [null, [], 'text', 3]) expect(readActivity(other)).to.equal(null);
  });

  it('rejects a button press with an unknown verb or oversized data', () => {
    const { data } = Object({ data: { prompt: 'p', verb: 'no-change', value: null } });
    const press = (changes: object) =>
      toEvent(
        {
          ...activity('press-action-execute'),
          value: { action: { data: { ...data, ...changes } } },
        },
        ARRIVAL,
      );
    expect(press({ verb: 'format-disk' })).to.include({ kind: 'unsupported' });
    expect(press({ prompt: 7 })).to.include({ kind: 'unsupported' });
    expect(
      press(Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`f${n}`, '']))),
    ).to.include({
      kind: 'unsupported',
    });
    const odd = press({ toggle: true, count: 3, list: ['a'], notes: 'x'.repeat(30_000) });
    const fields = 'content' in odd && odd.content.kind === 'press' ? odd.content.fields : {};
    expect(fields).to.include({ toggle: 'true', count: '3' }).and.not.have.property('list');
    expect(fields.notes).to.have.length(20_000);
  });
});

function raw(name: string): Record<string, unknown> {
  return JSON.parse(
    readFileSync(resolve(import.meta.dirname, `../../../fixtures/teams/${name}.json`), 'utf8'),
  );
}

function activity(name: string): TeamsActivity {
  const read = readActivity(raw(name));
  if (read === null) throw new Error(`${name} is no activity.`);
  return read;
}

function eventOf(name: string): ChatEvent {
  const event = toEvent(activity(name), ARRIVAL);
  if ('what' in event) throw new Error(`${name} was left alone: ${event.reason}.`);
  return event;
}

function contentOf(name: string): EventContent {
  return eventOf(name).content;
}

function idOf(read: TeamsActivity): string {
  const event = toEvent(read, ARRIVAL);
  return 'id' in event ? event.id : '';
}

function textOf(event: ChatEvent | Unsupported): string | null {
  return 'content' in event && event.content.kind === 'message' ? event.content.text : null;
}
