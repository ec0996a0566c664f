import { expect } from 'chai';
import { Chat } from '../../support/chat.ts';
import { sampleWorld } from '../../support/sample-world.ts';

function midway(): Chat {
  const chat = new Chat(sampleWorld({ 'office-printer': { connection: 'network' } }));
  chat.say('Nothing comes out of the printer');
  chat.press('no-change');
  return chat;
}

describe('new error reported during the guide', () => {
  it('offers to switch to the new error and keeps all stages tried in one ticket', () => {
    const chat = midway();
    chat.say('Now it says "You may not print here"');
    expect(chat.state.prompt).to.deep.include({
      kind: 'switch',
      from: 'Nothing comes out of the printer',
      to: ['You may not print here'],
    });
    chat.press('switch');
    expect(chat.place).to.equal('no-right/grant-right');
    chat.press('ticket');
    expect(chat.ticket.match).to.include({ symptom: 'not-allowed' });
    expect(chat.ticket.attempts.map(({ stage }) => stage)).to.deep.equal(['load-paper']);
    expect(chat.ticket.report.more.map(({ text }) => text)).to.deep.equal([
      'Now it says "You may not print here"',
    ]);
  });

  it('continues at the same stage if the offer to switch is declined', () => {
    const chat = midway();
    const { place } = chat;
    chat.say('by the way there is no coffee');
    chat.press('stay');
    expect(chat.inbound).to.deep.equal(['stayed', 'stage']);
    expect(chat.place).to.equal(place);
  });

  it('offers several new errors by name and asks for a choice if "switch" names none', () => {
    const chat = new Chat(sampleWorld());
    chat.say('there is no coffee');
    chat.say('and also printer trouble');
    expect(chat.waysOn()).to.deep.equal([
      'switch office-printer/nothing-prints',
      'switch office-printer/smudges',
      'switch office-printer/printer-offline',
      'stay',
    ]);
    chat.say('switch');
    expect(chat.inbound).to.deep.equal(['not-an-answer']);
    chat.say('2');
    expect(chat.place).to.equal('dirty-roller/clean-roller');
  });

  it('offers the latest of two new errors and still returns to the guide on "stay"', () => {
    const chat = midway();
    chat.say('there is no coffee');
    chat.say('and you may not print here');
    expect(chat.waysOn()).to.deep.equal(['switch office-printer/not-allowed', 'stay']);
    chat.press('stay');
    expect(chat.place).to.equal('queue-stuck/clear-queue');
  });

  it('returns on "back" to the stage of the old problem after a switch', () => {
    const chat = midway();
    chat.say('there is no coffee');
    chat.press('switch');
    expect(chat.place).to.equal('no-beans/fill-beans');
    chat.press('back');
    expect(chat.inbound).not.to.include('runbook-changed');
    expect(chat.place).to.equal('queue-stuck/clear-queue');
    expect(chat.state.case?.match?.symptom.symptom).to.equal('nothing-prints');
  });

  it('offers no switch for a repeated report of the current problem', () => {
    const chat = midway();
    chat.say('Nothing comes out of the printer, really');
    expect(chat.inbound).to.deep.equal(['not-an-answer']);
    expect(chat.place).to.equal('queue-stuck/clear-queue');
  });

  it('takes the answer and offers to switch to the new error in the same message', () => {
    const chat = midway();
    chat.say('Still broken. Now it says: You may not print here');
    expect(chat.waiting).to.equal('switch');
    chat.press('stay');
    expect(chat.place).to.equal('queue-stuck/restart-service');
    chat.say('still broken, same as before, nothing at all happens');
    expect(chat.place).to.equal('queue-stuck/rebuild-port');
  });

  it('adds a new error to the notes while the form waits and offers to switch', () => {
    const chat = midway();
    chat.press('person');
    chat.say('oh, and there is no coffee');
    expect(chat.inbound).to.deep.equal(['added-to-notes', 'switch']);
    chat.press('stay');
    expect(chat.waiting).to.equal('evidence');
    expect(chat.ticket.evidence.notes).to.equal('oh, and there is no coffee');
  });
});

describe('unrecognised message during the guide', () => {
  it('asks how it went if the message says that something was tried', () => {
    const chat = midway();
    chat.say('done');
    expect(chat.inbound).to.deep.equal(['did-it-help']);
    chat.say('no');
    expect(chat.place).to.equal('queue-stuck/restart-service');
  });

  it('skips the steps if the message asks to continue, and records that in the ticket', () => {
    const chat = midway();
    chat.say('next');
    expect(chat.place).to.equal('queue-stuck/restart-service');
    expect(chat.ticket.attempts.at(-1)).to.include({ stage: 'clear-queue', outcome: 'skipped' });
  });

  it('keeps the message for the ticket and explains how to answer', () => {
    const chat = midway();
    chat.say('it blinks three times');
    expect(chat.inbound).to.deep.equal(['not-an-answer']);
    expect(chat.waiting).to.equal('stage');
    expect(chat.ticket.report.more.map(({ text }) => text)).to.deep.equal([
      'it blinks three times',
    ]);
  });

  it('gives no instructions if the message only promises to try', () => {
    for (const word of [
      'ok',
      'sure',
      "OK, I'll try",
      'thanks, will do',
      '好的',
      '嗯',
      '好的，我试试',
    ]) {
      const chat = midway();
      chat.say(word);
      expect(chat.inbound, word).to.deep.equal(['take-your-time']);
      expect(chat.place, word).to.equal('queue-stuck/clear-queue');
    }
  });
});
