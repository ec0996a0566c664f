import { expect } from 'chai';
import { type KeptDeed, withoutSecrets } from '../../src/channels/slack/desk/kept-deed.ts';
import type { ChatEvent, EventContent } from '../../src/conversation/event.ts';
import { maskEvent } from '../../src/desk/mask-event.ts';

const LONG = 'password is Sommer2026! 「'.repeat(1500);

describe('masking an event', () => {
  it('keeps the order of a conversation, though a long message takes longer than a short one', async () => {
    const done: string[] = [];
    const take = async (id: string, conversation: string, text: string) => {
      await maskEvent(event(id, conversation, { kind: 'message', text, files: [], masked: [] }));
      done.push(id);
    };
    await Promise.all([
      take('long', 'one', LONG),
      take('short', 'one', 'hello'),
      take('elsewhere', 'two', 'hello'),
      take('last', 'one', 'bye'),
    ]);
    expect(done).to.deep.equal(['elsewhere', 'long', 'short', 'last']);
  });

  it('keeps the order of what an agent does in Slack', async () => {
    const done: string[] = [];
    const take = async (id: string, text: string) => {
      const kept = await withoutSecrets(deed(id, text));
      done.push(kept.id);
    };
    await Promise.all([take('long', LONG), take('short', 'claim SP-1001')]);
    expect(done).to.deep.equal(['long', 'short']);
  });

  it('masks each field of a form under its own name, and the names of files', async () => {
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
    const named = await maskEvent(event('f', 'three', { kind: 'message', text: '', files, masked: [] }));
    expect(named.content).to.deep.include({ files: [{ ...files[0], name: 'pwd=[masked: password]' }] });
  });
});

function event(id: string, conversation: string, content: EventContent): ChatEvent {
  const person = { id: 'ada', name: null, address: null, localeTag: null, timeZone: null };
  return { id, newId: id, at: '2026-11-22T10:00:00.000Z', channel: 'web', conversation, person, content };
}

function deed(id: string, text: string): KeptDeed {
  return {
    kept: 'deed',
    ...{ id, newId: id, time: '2026-11-22T10:00:00.000Z' },
    who: { team: 'T1', enterprise: null, user: 'U1' },
    at: { channel: null, thread: null },
    what: { kind: 'typed', text },
  };
}
