import { expect } from 'chai';
import type { ArrivalInfo } from '../../../../src/channels/slack/inbound/inbound-event.ts';
import { readEvent } from '../../../../src/channels/slack/inbound/parse-event.ts';
import { readInteraction } from '../../../../src/channels/slack/inbound/parse-interaction.ts';
import { merged } from '../../../support/slack-json.ts';
import { slackPayload } from '../../../support/slack-payloads.ts';

const ARRIVAL: ArrivalInfo = {
  at: '2026-11-22T08:00:00.000Z',
  newId: '00000000-0000-4000-8000-000000000001',
  self: { user: 'U0SIGNPOST', bot: 'B0SIGNPOST' },
};

const BOB = { team: 'T0CONTOSO1', enterprise: null, user: 'U0BOBK0001' };

/** Changes go over the whole payload, objects within objects as well. */
function event(name: string, changes: Readonly<Record<string, unknown>> = {}) {
  return readEvent(merged(slackPayload(name), changes), ARRIVAL);
}

function interaction(name: string, changes: Readonly<Record<string, unknown>> = {}) {
  return readInteraction(merged(slackPayload(name), changes), ARRIVAL);
}

function pressing(press: object, id = 'press'): Readonly<Record<string, unknown>> {
  const action = {
    type: 'button',
    action_id: `signpost/0/${id}`,
    action_ts: '1.2',
    value: JSON.stringify(press),
  };
  return { actions: [action] };
}

describe('Slack events', () => {
  it('reads a direct message as inbound, under its event id', () => {
    expect(event('message-in-direct-messages')).to.deep.equal({
      kind: 'inbound',
      inbound: {
        id: slackPayload('message-in-direct-messages').event_id,
        newId: ARRIVAL.newId,
        at: ARRIVAL.at,
        who: BOB,
        place: { channel: 'D0BOBK0001', thread: null, direct: true },
        content: {
          kind: 'message',
          text: 'User is not SIP enabled',
          files: [],
          masked: [],
          messageId: '1795334400.000100',
        },
      },
    });
  });

  it('ignores threads within direct messages', () => {
    expect(event('message-in-a-thread-of-direct-messages')).to.have.nested.property(
      'inbound.place.thread',
      null,
    );
  });

  it('begins a thread at a mention and stays in the thread of a mention', () => {
    expect(event('mention-in-a-channel')).to.have.deep.nested.property('inbound.place', {
      channel: 'C0HELPDESK',
      thread: '1795334400.000100',
      direct: false,
    });
    expect(event('mention-in-a-thread')).to.have.nested.property(
      'inbound.place.thread',
      '1795334400.000100',
    );
    expect(event('mention-in-a-thread')).to.have.nested.property('inbound.content.text', 'status');
  });

  it('reads an edit with its message and new text, and a deletion as empty text', () => {
    const messageId = '1795334400.000100';
    const amended = { kind: 'amended', messageId, masked: [] };
    expect(event('message-edited')).to.have.deep.nested.property('inbound.content', {
      ...amended,
      text: 'User is not SIP-enabled',
    });
    expect(event('message-deleted')).to.have.deep.nested.property('inbound.content', {
      ...amended,
      text: null,
    });
    const tombstone = {
      event: { message: { subtype: 'tombstone', text: 'This message was deleted.' } },
    };
    expect(event('message-edited', tombstone)).to.have.nested.property(
      'inbound.content.text',
      null,
    );
  });

  it('ignores edits by the bot and edits that change no words', () => {
    const unfolded = { event: { message: { text: 'User is not SIP enabled' } } };
    expect(event('message-edited', unfolded)).to.include({
      kind: 'unsupported',
      what: 'message/message_changed',
    });
    for (const ours of [{ user: 'U0SIGNPOST' }, { bot_id: 'B0OTHER' }, { user: undefined }]) {
      expect(event('message-edited', { event: { message: ours } })).to.include({
        kind: 'unsupported',
      });
    }
    expect(event('message-deleted', { event: { previous_message: { bot_id: 'B0' } } })).to.include({
      kind: 'unsupported',
    });
  });

  it('notes files with name, type and size, and skips the remains of deleted ones', () => {
    const gone = {
      event: { files: [{ name: 'gone', mode: 'tombstone' }, { id: 'F1' }, 'nonsense'] },
    };
    expect(event('message-with-file', gone)).to.have.deep.nested.property('inbound.content.files', [
      {
        name: 'file-2',
        type: 'application/octet-stream',
        bytes: null,
        content: { kind: 'elsewhere', source: { id: 'F1', url: null, type: null } },
      },
    ]);
    expect(event('message-with-file'))
      .to.have.nested.property('inbound.content.files[0].bytes')
      .that.is.a('number');
    expect(event('message-with-file')).to.have.nested.property(
      'inbound.content.files[0].content.source.id',
      'F0SCREEN01',
    );
  });

  it('greets once when the messages are opened, and shows the App Home when it is opened', () => {
    expect(event('messages-tab-opened'))
      .to.deep.include({ kind: 'inbound' })
      .and.have.nested.property('inbound.id', 'joined');
    expect(event('home-opened')).to.deep.equal({ kind: 'home-opened', who: BOB });
    expect(event('home-opened', { event: { tab: 'about' } })).to.include({ kind: 'unsupported' });
  });

  it('detects a lost workspace by an uninstall or a revoked bot token, not by a revoked user token', () => {
    const removed = { kind: 'removed', team: 'T0CONTOSO1', enterprise: null };
    expect(event('app-uninstalled')).to.deep.equal(removed);
    expect(event('tokens-revoked')).to.deep.equal(removed);
    expect(event('tokens-revoked', { event: { tokens: { bot: [], oauth: ['U1'] } } })).to.include({
      kind: 'unsupported',
    });
  });

  const SILENT: readonly (readonly [string, string])[] = [
    ['message-from-another-bot', 'message/bot_message'],
    ['message-of-our-own', 'message'],
    ['channel-joined', 'message/channel_join'],
    ['message-to-a-channel', 'message'],
    ['reaction-added', 'reaction_added'],
  ];
  for (const [name, what] of SILENT) {
    it(`reads this event as unsupported and gives a reason: ${name.replaceAll('-', ' ')}`, () => {
      const meant = event(name);
      expect(meant).to.include({ kind: 'unsupported', what });
      expect(meant)
        .to.have.property('reason')
        .that.matches(/\w+ \w+/);
    });
  }

  it('ignores a payload that is not from Slack', () => {
    for (const body of [
      null,
      'text',
      {},
      { event: {} },
      { event_id: 'E', event: null },
      { event_id: 'E', event: { type: 7 } },
    ]) {
      expect(readEvent(body, ARRIVAL)).to.include({ kind: 'unsupported' });
    }
    expect(event('message-in-direct-messages', { event: { channel: { id: 'D1' } } })).to.include({
      kind: 'unsupported',
    });
    expect(event('message-in-direct-messages', { event: { user: undefined } })).to.include({
      kind: 'unsupported',
    });
  });
});

describe('Slack interactive payloads', () => {
  const choice = { kind: 'press', prompt: 'p1', verb: 'fixed', value: null };

  it('reads a choice as a press, with the same id for a second delivery of the same click', () => {
    const once = interaction('button-pressed', pressing(choice));
    expect(once).to.deep.include({ kind: 'inbound', home: false });
    expect(once).to.deep.nested.include({
      'inbound.id': 'press:1795334400.000100:signpost/0/press:1.2',
      'inbound.place': { channel: 'D0BOBK0001', thread: null, direct: true },
      'inbound.content': {
        kind: 'press',
        prompt: 'p1',
        verb: 'fixed',
        value: null,
        fields: {},
        masked: [],
      },
    });
    expect(interaction('button-pressed', pressing(choice))).to.deep.equal(once);
  });

  it('places a choice in its thread, and a choice in the App Home in the direct messages', () => {
    expect(interaction('button-pressed-in-a-thread', pressing(choice))).to.have.nested.property(
      'inbound.place.thread',
      '1795334390.000100',
    );
    const home = interaction(
      'button-pressed-in-the-home',
      pressing({ ...choice, prompt: '', verb: 'status' }),
    );
    expect(home).to.include({ home: true }).and.have.nested.property('inbound.place', null);
  });

  it('opens a form or a folded part with the trigger of the click', () => {
    const form = interaction('button-pressed', pressing({ kind: 'form', prompt: 'p1' }, 'form'));
    expect(form).to.deep.include({ kind: 'open', who: BOB, opens: { kind: 'form', prompt: 'p1' } });
    const expired = { ...pressing({ kind: 'form', prompt: 'p1' }, 'form'), trigger_id: undefined };
    expect(interaction('button-pressed', expired)).to.include({ kind: 'unsupported' });
  });

  it('identifies a submitted form by its view', () => {
    expect(interaction('form-submitted')).to.have.nested.property(
      'submission.viewId',
      'V0FORM0001',
    );
    expect(interaction('form-closed')).to.include({ kind: 'unsupported' });
  });

  it('begins a private report for a command with words, and explains the command without words', () => {
    const report = interaction('command-with-text');
    expect(report).to.have.nested.property('inbound.place', null);
    expect(report).to.have.nested.property('inbound.content.text', 'User is not SIP enabled');
    for (const text of ['', '  ', 'HELP', '帮助', '？']) {
      expect(interaction('command-with-text', { text })).to.deep.include({
        command: { kind: 'help' },
        inbound: null,
      });
    }
  });

  it('takes the words and the files of the message a shortcut was used on', () => {
    const meant = interaction('shortcut-on-a-message');
    expect(meant).to.include({ kind: 'shortcut' }).and.have.nested.property('inbound.place', null);
    expect(meant)
      .to.have.nested.property('inbound.content.text')
      .that.is.a('string')
      .with.length.greaterThan(5);
    expect(interaction('shortcut-on-a-message', { callback_id: 'other' })).to.include({
      kind: 'unsupported',
    });
  });

  it('uses the person’s workspace for an app of a whole organization', () => {
    const everywhere = { ...pressing(choice), team: null, enterprise: { id: 'E0CONTOSO1' } };
    expect(interaction('button-pressed', everywhere)).to.have.deep.nested.property('inbound.who', {
      ...BOB,
      enterprise: 'E0CONTOSO1',
    });
  });

  it('ignores foreign buttons and payloads of unknown kinds', () => {
    expect(interaction('button-pressed')).to.include({ kind: 'unsupported' });
    expect(interaction('button-pressed', { actions: [] })).to.include({ kind: 'unsupported' });
    expect(interaction('button-pressed', { user: 7 })).to.include({ kind: 'unsupported' });
    for (const body of [
      null,
      [],
      {},
      { type: 'dialog_submission' },
      { type: 'block_suggestion' },
      { type: {} },
    ]) {
      expect(readInteraction(body, ARRIVAL)).to.include({ kind: 'unsupported' });
    }
  });
});
