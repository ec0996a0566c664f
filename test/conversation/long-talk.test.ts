import { expect } from 'chai';
import { Chat } from '../support/chat.ts';
import { sampleWorld } from '../support/sample-world.ts';

const KILOBYTE = 1024;

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

describe('conversation of five hundred turns', () => {
  it('keeps its state below 100 KB and still makes a valid ticket', () => {
    const chat = new Chat(sampleWorld());
    let largest = 0;
    for (let round = 0; round < 50; round += 1) {
      chat.say('Nothing comes out of the printer');
      chat.press('no-change');
      chat.say('it blinks three times and then nothing happens');
      chat.press('back');
      chat.say('what now?');
      chat.press('person');
      chat.say('the lamp is red');
      chat.press('back');
      chat.say('status');
      chat.say(round % 2 === 0 ? 'start over' : 'back');
      largest = Math.max(largest, bytesOf(chat.state));
    }
    expect(chat.turns).to.have.length(500);
    expect(largest).to.be.lessThan(100 * KILOBYTE);
  });

  it('stays within limits on repeated long pastes and keeps the first report and the newest words', () => {
    const chat = new Chat(sampleWorld());
    chat.say('The pages are smudged');
    for (let count = 0; count < 200; count += 1) chat.say(`${count} ${'错误日志 '.repeat(1500)}`);
    chat.press('person');
    chat.press('skip');
    expect(bytesOf(chat.state)).to.be.lessThan(400 * KILOBYTE);
    expect(chat.ticket.report.text).to.equal('The pages are smudged');
    expect(chat.ticket.report.more.at(-1)?.text.startsWith('199 ')).to.equal(true);
  });
});
