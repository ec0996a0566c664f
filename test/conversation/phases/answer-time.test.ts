import { expect } from 'chai';
import { renderCard } from '../../../src/cards/requester/render-card.ts';
import type { ExpectedAnswer } from '../../../src/conversation/event.ts';
import type { OwnTicket } from '../../../src/conversation/state.ts';
import { stateSchema } from '../../../src/conversation/state-schema.ts';
import { Chat } from '../../support/chat.ts';
import { sampleWorld } from '../../support/sample-world.ts';

/** The sample conversation takes place at 08:00 UTC on 22 November 2026. */
const LATER: ExpectedAnswer = { by: '2026-11-22T09:30:00.000Z', opensAt: null };

function afterSending(answer: ExpectedAnswer | null, change: Partial<OwnTicket> = {}): Chat {
  const chat = new Chat(sampleWorld(), { timeZone: 'Asia/Shanghai' });
  chat.say('The pages are smudged');
  chat.press('person');
  chat.press('skip');
  chat.press('send');
  const [ticket] = chat.state.tickets;
  if (ticket === undefined) throw new Error('a ticket was sent');
  chat.state = {
    ...chat.state,
    tickets: [{ ...ticket, ...(answer && { answer }), ...change }],
  };
  return chat;
}

function saidOf(chat: Chat, text: string): string {
  const [reply] = chat.say(text).says;
  return reply === undefined ? '' : renderCard(reply).text;
}

describe('question how long an answer takes', () => {
  it('is answered after sending, in the time zone of the requester', () => {
    for (const question of ['how long?', 'When will somebody answer?']) {
      expect(saidOf(afterSending(LATER), question)).to.match(/usually answers SP-\d+ by .*17:30/);
    }
    const chinese = afterSending(LATER);
    expect(saidOf(chinese, '多久会有人回复')).to.match(/SP-\d+ 通常会在 .*17:30/);
  });

  for (const [what, answer, change, words] of [
    ['no desk says', null, {}, /I can't say how long/],
    [
      'the desk is closed',
      { by: null, opensAt: '2026-11-23T00:00:00.000Z' },
      {},
      /opens at .*08:00/,
    ],
    ['the desk is open', { by: null, opensAt: null }, {}, /is open now/],
    ['it is late', { ...LATER, by: '2026-11-22T07:00:00.000Z' }, {}, /should have been answered/],
    ['somebody has it', LATER, { assignee: 'Ada', status: 'assigned' }, /is working on/],
    ['the helpdesk waits', LATER, { assignee: 'Ada', status: 'waiting' }, /waits for your answer/],
  ] as const) {
    it(`is answered if ${what}`, () => {
      const chat = afterSending(answer, change);
      expect(saidOf(chat, 'how long?')).to.match(words);
      expect(chat.turns.at(-1)?.effects.map(({ kind }) => kind)).to.deep.equal(['say']);
    });
  }

  it('goes to the helpdesk with whatever else the message says', () => {
    const chat = afterSending(LATER);
    chat.say('the second tray squeaks as well, how long will it take?');
    expect(chat.inbound).not.to.include('answer-time');
  });

  it('survives a restart', () => {
    const { state } = afterSending(LATER);
    expect(stateSchema.parse(JSON.parse(JSON.stringify(state)))).to.deep.equal(state);
  });
});
