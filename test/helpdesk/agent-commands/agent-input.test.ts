import { expect } from 'chai';
import {
  type AgentPress,
  parseAgentPress,
} from '../../../src/helpdesk/agent-commands/agent-input.ts';
import { commandNameOf, intentOf } from '../../../src/helpdesk/agent-commands/agent-intent.ts';
import { ada } from '../../support/sample-actors.ts';

const at = '2026-11-22T09:00:00.000Z';
const asked = {
  id: 'e1',
  newId: '00000000-0000-4000-8000-000000000001',
  at,
  actor: ada,
  localeTag: null,
};
const button: AgentPress = {
  verb: 'claim',
  ticket: 'SP-1001',
  revision: 3,
  filter: null,
  page: null,
  fields: {},
};

const pressed = (press: Partial<AgentPress>) =>
  intentOf({ ...asked, what: { kind: 'pressed', ...button, ...press } });

describe('desk card button payload', () => {
  it('parses a button payload together with its input values', () => {
    const sent = {
      desk: 'reply',
      ticket: 'SP-1001',
      revision: 3,
      text: 'Please restart.',
      other: 'left out',
    };
    expect(parseAgentPress(sent)).to.deep.equal({
      ...button,
      verb: 'reply',
      fields: { text: 'Please restart.' },
    });
    expect(parseAgentPress({ desk: 'queue', filter: 'mine', page: 2 })).to.deep.equal({
      ...{ verb: 'queue', ticket: null, revision: null, filter: 'mine', page: 2, fields: {} },
    });
  });

  const strange: readonly unknown[] = [
    null,
    'claim',
    {},
    { desk: 'destroy', ticket: 'SP-1001' },
    { desk: 'claim', ticket: 7 },
    { desk: 'claim', ticket: 'SP-1001', revision: 'now' },
    { desk: 'queue', page: 0 },
    { desk: 'queue', filter: 'theirs' },
    { desk: 'reply', text: { toString: 'no' } },
  ];
  for (const data of strange) {
    it(`rejects a payload that no desk card sends: ${JSON.stringify(data)}`, () => {
      expect(parseAgentPress(data)).to.equal(null);
    });
  }
});

describe('desk card button press', () => {
  it('asks for the missing text of a button first, and runs the command once the text is there', () => {
    expect(pressed({ verb: 'reply' })).to.deep.equal({
      do: 'form',
      command: 'reply',
      ticket: 'SP-1001',
      isSent: false,
    });
    expect(pressed({ verb: 'reply', fields: { text: ' ' } })).to.deep.include({
      do: 'form',
      isSent: true,
    });
    expect(pressed({ verb: 'reply', fields: { text: ' Hello ' } })).to.deep.equal({
      do: 'ticket-command',
      ticket: 'SP-1001',
      ticketCommand: { kind: 'reply', text: 'Hello' },
      revision: 3,
    });
  });

  it('lets an agent resolve or reopen a ticket without a text', () => {
    expect(pressed({ verb: 'resolve', fields: { text: '' } })).to.deep.include({
      ticketCommand: { kind: 'resolve', text: null },
    });
    expect(pressed({ verb: 'reopen', fields: { text: '' } })).to.deep.include({
      ticketCommand: { kind: 'reopen', reason: null },
    });
    expect(pressed({ verb: 'resolve' })).to.deep.include({ do: 'form', command: 'resolve' });
  });

  it('asks again for an invalid assignee or priority', () => {
    expect(pressed({ verb: 'assign', fields: { agent: '' } })).to.deep.include({
      do: 'form',
      isSent: true,
    });
    expect(pressed({ verb: 'priority', fields: { priority: 'whenever' } })).to.deep.include({
      do: 'form',
      isSent: true,
    });
    expect(pressed({ verb: 'priority', fields: { priority: 'high' } })).to.deep.include({
      ticketCommand: { kind: 'priority', to: 'high' },
    });
  });

  it('rejects a button press without a valid ticket', () => {
    for (const ticket of [null, 'SP-1', 'everything']) {
      const wanted = pressed({ ticket });
      expect(wanted).to.deep.include({ do: 'refuse', refusal: { code: 'which-ticket' } });
      expect(commandNameOf(wanted)).to.equal('claim');
    }
  });
});

describe('typed agent command', () => {
  it('resolves a mention by its exact spelling in the typed line', () => {
    const what = { kind: 'typed', text: 'assign 1001 @Ben Lee', ticket: null } as const;
    const mentions = [{ written: '@Ben Lee', person: ada }];
    expect(intentOf({ ...asked, what: { ...what, mentions } })).to.deep.include({
      to: { kind: 'person', person: ada },
    });
    expect(intentOf({ ...asked, what: { ...what, mentions: [] } })).to.deep.include({
      to: { kind: 'name', typed: '@Ben Lee' },
    });
    const self = { ...what, text: 'assign 1001 me', mentions };
    expect(intentOf({ ...asked, what: self })).to.deep.include({
      to: { kind: 'person', person: ada },
    });
  });
});
