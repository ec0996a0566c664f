import { expect } from 'chai';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { firstRunbook, shippedRunbooks } from '../support/shipped-runbooks.ts';

describe('report about something that no runbook knows', () => {
  let one: Matcher;
  let all: Matcher;

  before(async () => {
    one = createMatcher(await firstRunbook());
    all = createMatcher(await shippedRunbooks());
  });

  const isOffTopic = (matcher: Matcher, text: string) => {
    const match = matcher.match(text);
    return match.outcome === 'none' && match.offTopic === true;
  };

  for (const text of [
    'the coffee machine is broken',
    'the projector in room 5 shows no picture',
    'Workday does not load',
    '电梯坏了',
    '打卡机坏了',
    '椅子吱吱响',
  ])
    it(`is recognized with one runbook and with several: ${text}`, () => {
      expect([isOffTopic(one, text), isOffTopic(all, text)]).to.deep.equal([true, true]);
    });

  it('may be one that a runbook knows, if that is loaded', () => {
    for (const text of ['Outlook keeps asking for my password', '打印机卡纸了']) {
      expect(isOffTopic(one, text), text).to.equal(true);
      expect(isOffTopic(all, text), text).to.equal(false);
    }
  });

  for (const text of ['it does not work', 'I get an error', '请帮帮我', 'error 0x80F1', 'asdf'])
    it(`is not one that only says too little: ${text}`, () => {
      expect([isOffTopic(one, text), isOffTopic(all, text)]).to.deep.equal([false, false]);
    });
});
