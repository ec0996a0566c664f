import { expect } from 'chai';
import { readUrgency } from '../../../src/conversation/utterances/urgency.ts';

describe('request for urgency', () => {
  for (const [text, reason] of [
    ['make it urgent', ''],
    ['Can you mark it as high priority?', ''],
    ['urgent!', ''],
    ['ASAP please', ''],
    ['it is very urgent - the customer is waiting', 'the customer is waiting'],
    ['Make this urgent because my boss waits', 'my boss waits'],
    ['加急', ''],
    ['能不能加急一下？', ''],
    ['很急，客户在等', '客户在等'],
    ['因为客户在等，请加急处理', '客户在等'],
    ['这个问题非常紧急，因为今天要发工资', '今天要发工资'],
  ] as const) {
    it(`is read from "${text}"`, () => expect(readUrgency(text)).to.deep.equal({ reason }));
  }

  for (const text of [
    'the printer is broken',
    'it says urgent update required',
    'I am in a hurry',
    'not urgent',
    '不急',
    '加急件打印不出来',
    `urgent, ${'x'.repeat(600)}`,
  ]) {
    it(`is not read from "${text.slice(0, 40)}"`, () => expect(readUrgency(text)).to.equal(null));
  }
});
