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

describe('stored file', () => {
  it('acknowledges the file and records it in the ticket with its hash', () => {
    const chat = onReview();
    const { sha256, ...rest } = chat.ticket.evidence.files[0] ?? { sha256: null };
    expect([rest, sha256]).to.deep.equal([
      { name: 'screen.png', type: 'image/png', bytes: 4711 },
      'ab'.repeat(32),
    ]);
  });

  it('attaches the file to the ticket it was sent for', () => {
    const { effects } = onReview().press('send');
    expect(effects.find(({ kind }) => kind === 'file-ticket')).to.deep.include({ files: [ID] });
  });

  it('forwards the file with an open ticket to the helpdesk, by name and id', () => {
    const { effects } = sent().say('it squeaks in the morning', [KEPT]);
    const commands = effects.flatMap((effect) =>
      effect.kind === 'ticket-command' ? [effect.command] : [],
    );
    expect(commands).to.have.length(1);
    expect(commands[0]).to.deep.include({ files: [{ name: 'screen.png', id: ID, problem: null }] });
  });

  it('informs the requester of a password masked in the file, as in a message', () => {
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

  it('informs the requester if part of the file could not be checked for secrets', () => {
    const withheld: FileNote = {
      ...KEPT,
      content: { kind: 'kept', id: ID, sha256: 'ab'.repeat(32), masked: ['withheld'] },
    };
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged', [withheld]);
    expect(chat.inbound).to.deep.equal(['text-withheld', 'files-noted', 'stage']);
  });
});

describe('file sent with a ticket number', () => {
  it('adds the file to the ticket with that number in the middle of any other conversation', () => {
    const chat = sent();
    chat.say('there is no coffee');
    const number = chat.state.tickets[0]?.number ?? '';
    const { effects } = chat.say(`${number}:`, [KEPT]);
    const commands = effects.flatMap((effect) =>
      effect.kind === 'ticket-command' ? [effect] : [],
    );
    expect(commands).to.have.length(1);
    expect(commands[0]).to.deep.include({ number });
    expect(commands[0]?.command).to.deep.include({
      text: '',
      files: [{ name: 'screen.png', id: ID, problem: null }],
    });
    expect(chat.state.case?.files).to.deep.equal([]);
  });

  it('sends nothing to the helpdesk for a ticket number without a file', () => {
    const chat = sent();
    chat.say('there is no coffee');
    const { effects } = chat.say(chat.state.tickets[0]?.number ?? '');
    expect(effects.filter(({ kind }) => kind === 'ticket-command')).to.deep.equal([]);
  });
});

describe('file that did not arrive', () => {
  it('names the missing file with the reason and thanks nobody for it', () => {
    const chat = new Chat(sampleWorld());
    const { says } = chat.say('The pages are smudged', [TOO_LARGE]);
    expect(chat.inbound).to.deep.equal(['files-missing', 'stage']);
    const files = [{ name: 'everything.log', problem: 'too-large', maxBytes: 10_485_760 }];
    expect(says[0]).to.deep.include({ kind: 'notice', notice: { code: 'files-missing', files } });
  });

  it('reports the missing file next to the files that did arrive', () => {
    const chat = new Chat(sampleWorld());
    chat.say('', [TOO_LARGE, KEPT]);
    expect(chat.inbound).to.deep.equal(['files-noted', 'files-missing', 'not-understood']);
  });

  it('reports a missing file on an open ticket to the requester and to the helpdesk', () => {
    const chat = sent();
    const { effects } = chat.say('', [TOO_LARGE]);
    expect(chat.inbound).to.deep.equal(['told-the-desk', 'files-missing']);
    const commands = effects.flatMap((effect) =>
      effect.kind === 'ticket-command' ? [effect.command] : [],
    );
    expect(commands[0]).to.deep.include({
      files: [{ name: 'everything.log', id: null, problem: 'too-large' }],
    });
  });
});
