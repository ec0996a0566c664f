import { expect } from 'chai';
import { didYouMean, nearestWord } from '../../src/diagnostics/nearest.ts';

describe('the nearest known word', () => {
  for (const [typed, meant] of [
    ['recognize', 'recognise'],
    ['symptons', 'symptoms'],
    ['cuases', 'causes'],
    ['Links', 'links'],
  ] as const) {
    it(`of "${typed}" is "${meant}"`, () => {
      expect(nearestWord(typed, ['recognise', 'symptoms', 'causes', 'links', 'facts'])).to.equal(
        meant,
      );
    });
  }

  it('is none where more than a third of it would have to change', () => {
    expect(nearestWord('colour', ['causes', 'links'])).to.equal(undefined);
    expect(nearestWord('x', ['y'])).to.equal(undefined);
  });

  it('is offered as a question, or not at all', () => {
    expect(didYouMean('links')).to.equal('; did you mean "links"?');
    expect(didYouMean(undefined)).to.equal('');
  });
});
