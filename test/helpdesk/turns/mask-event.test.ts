import { expect } from 'chai';
import {
  type StoredCommand,
  withoutSecrets,
} from '../../../src/channels/slack/agents/stored-command.ts';
import type { ChatEvent, EventContent } from '../../../src/conversation/event.ts';
import { maskEvent } from '../../../src/helpdesk/turns/mask-event.ts';

const LONG = 'password is Sommer2026! 「'.repeat(1500);

describe('event masking', () => {
  it('masks an agent command typed in Slack at any length', async () => {
    const { what } = await withoutSecrets(command('long', LONG));
    expect(what).to.have.property('text').that.does.not.include('Sommer2026!');
  });

  it('masks form fields under their own names, and masks file names', async () => {
    const press = event('p', 'three', {
      ...{ kind: 'press', prompt: 'x', verb: 'send', value: null, masked: [] },
      fields: { notes: `${LONG} pwd=abc1xyz`, when: 'yesterday', device: 'PIN is 4829' },
    });
    const { content } = await maskEvent(press);
    if (content.kind !== 'press') throw new Error('It is no press any more.');
    expect(Object.keys(content.fields)).to.deep.equal(['notes', 'when', 'device']);
    expect(content.fields.notes).not.to.include('Sommer2026!').and.not.to.include('abc1xyz');
    expect(content.fields.when).to.equal('yesterday');
    expect(content.fields.device).to.equal('PIN is [masked: one-time code]');
    expect(content.masked).to.deep.equal(['password', 'one-time code']);
    const files = [{ name: 'pwd=abc1xyz', type: 'text/plain', bytes: 1 }];
    const named = await maskEvent(
      event('f', 'three', { kind: 'message', text: '', files, masked: [] }),
    );
    expect(named.content).to.deep.include({
      files: [{ ...files[0], name: 'pwd=[masked: password]' }],
    });
  });
});

function event(id: string, conversation: string, content: EventContent): ChatEvent {
  const person = { id: 'ada', name: null, address: null, localeTag: null, timeZone: null };
  return {
    id,
    newId: id,
    at: '2026-11-22T10:00:00.000Z',
    channel: 'web',
    conversation,
    person,
    content,
  };
}

function command(id: string, text: string): StoredCommand {
  return {
    kept: 'command',
    ...{ id, newId: id, time: '2026-11-22T10:00:00.000Z' },
    who: { team: 'T1', enterprise: null, user: 'U1' },
    at: { channel: null, thread: null },
    what: { kind: 'typed', text },
  };
}
