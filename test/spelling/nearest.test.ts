import { expect } from 'chai';
import { didYouMean, nearestWord } from '../../src/spelling/nearest.ts';

describe('the nearest known word', () => {
  for (const [typed, meant] of [
    ['recognize', 'recognise'],
    ['symptons', 'symptoms'],
    ['cuases', 'causes'],
    ['Links', 'links'],
  ] as const) {
    it(`suggests "${meant}" for "${typed}"`, () => {
      expect(nearestWord(typed, ['recognise', 'symptoms', 'causes', 'links', 'facts'])).to.equal(
        meant,
      );
    });
  }

  it('suggests nothing if more than a third of the word would have to change', () => {
    expect(nearestWord('colour', ['causes', 'links'])).to.equal(undefined);
    expect(nearestWord('x', ['y'])).to.equal(undefined);
  });

  it('phrases the suggestion as a question, or leaves it out', () => {
    expect(didYouMean('links')).to.equal('; did you mean "links"?');
    expect(didYouMean(undefined)).to.equal('');
  });
});
