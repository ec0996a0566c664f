import { expect } from 'chai';
import type { FileNote } from '../../src/conversation/event.ts';
import { Chat } from '../support/chat.ts';
import { sampleWorld } from '../support/sample-world.ts';

const ID = '00000000-0000-4000-8000-0000000000f1';
const KEPT: FileNote = {
  name: 'screen.png',
  type: 'image/png',
  bytes: 4711,
  content: { kind: 'kept', id: ID, sha256: 'ab'.repeat(32), masked: [] },
};
const TOO_LARGE: FileNote = {
  name: 'everything.log',
  type: 'text/plain',
  bytes: 99_000_000,
  content: { kind: 'missing', problem: 'too-large', maxBytes: 10_485_760 },
};

function onReview(): Chat {
  const chat = new Chat(sampleWorld());
  chat.say('The pages are smudged', [KEPT]);
  chat.press('person');
  chat.press('skip');
  return chat;
}

function sent(): Chat {
  const chat = onReview();
  chat.press('send');
  return chat;
}

describe('a file that is kept', () => {
  it('is thanked for, and stands in the ticket with its hash', () => {
    const chat = onReview();
    const { sha256, ...rest } = chat.ticket.evidence.files[0] ?? { sha256: null };
    expect([rest, sha256]).to.deep.equal([
      { name: 'screen.png', type: 'image/png', bytes: 4711 },
      'ab'.repeat(32),
    ]);
  });

  it('is handed over with the ticket it was sent for', () => {
    const { effects } = onReview().press('send');
    expect(effects.find(({ kind }) => kind === 'file-ticket')).to.deep.include({ files: [ID] });
  });

  it('goes to the desk with an open ticket, by name and id', () => {
    const { effects } = sent().say('it squeaks in the morning', [KEPT]);
    const moved = effects.flatMap((effect) => (effect.kind === 'move-ticket' ? [effect.move] : []));
    expect(moved).to.have.length(1);
    expect(moved[0]).to.deep.include({ files: [{ name: 'screen.png', id: ID, problem: null }] });
  });

  it('in which a password was masked is told of, like one in words', () => {
    const masked: FileNote = {
      ...KEPT,
      content: { kind: 'kept', id: ID, sha256: 'ab'.repeat(32), masked: ['password'] },
    };
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged', [masked]);
    expect(chat.inbound).to.deep.equal(['secrets-masked', 'files-noted', 'stage']);
    chat.say('', [KEPT]);
    expect(chat.inbound).to.deep.equal(['files-noted']);
  });

  it('of which a part could not be checked for secrets is told of', () => {
    const withheld: FileNote = {
      ...KEPT,
      content: { kind: 'kept', id: ID, sha256: 'ab'.repeat(32), masked: ['withheld'] },
    };
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged', [withheld]);
    expect(chat.inbound).to.deep.equal(['text-withheld', 'files-noted', 'stage']);
  });
});

describe('a file with the number of a ticket', () => {
  it('goes to that ticket, whatever else is being talked about', () => {
    const chat = sent();
    chat.say('there is no coffee');
    const number = chat.state.tickets[0]?.number ?? '';
    const { effects } = chat.say(`${number}:`, [KEPT]);
    const moved = effects.flatMap((effect) => (effect.kind === 'move-ticket' ? [effect] : []));
    expect(moved).to.have.length(1);
    expect(moved[0]).to.deep.include({ number });
    expect(moved[0]?.move).to.deep.include({
      text: '',
      files: [{ name: 'screen.png', id: ID, problem: null }],
    });
    expect(chat.state.case?.files).to.deep.equal([]);
  });

  it('is needed for that: the number alone says nothing to the helpdesk', () => {
    const chat = sent();
    chat.say('there is no coffee');
    const { effects } = chat.say(chat.state.tickets[0]?.number ?? '');
    expect(effects.filter(({ kind }) => kind === 'move-ticket')).to.deep.equal([]);
  });
});

describe('a file that did not arrive', () => {
  it('is named with the reason, and nobody is thanked for it', () => {
    const chat = new Chat(sampleWorld());
    const { says } = chat.say('The pages are smudged', [TOO_LARGE]);
    expect(chat.inbound).to.deep.equal(['files-missing', 'stage']);
    const files = [{ name: 'everything.log', problem: 'too-large', maxBytes: 10_485_760 }];
    expect(says[0]).to.deep.include({ kind: 'notice', notice: { code: 'files-missing', files } });
  });

  it('stands beside those that did', () => {
    const chat = new Chat(sampleWorld());
    chat.say('', [TOO_LARGE, KEPT]);
    expect(chat.inbound).to.deep.equal(['files-noted', 'files-missing', 'not-understood']);
  });

  it('is told of with an open ticket too, and the desk knows that there was one', () => {
    const chat = sent();
    const { effects } = chat.say('', [TOO_LARGE]);
    expect(chat.inbound).to.deep.equal(['told-the-desk', 'files-missing']);
    const moved = effects.flatMap((effect) => (effect.kind === 'move-ticket' ? [effect.move] : []));
    expect(moved[0]).to.deep.include({
      files: [{ name: 'everything.log', id: null, problem: 'too-large' }],
    });
  });
});
