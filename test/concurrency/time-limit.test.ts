import { expect } from 'chai';
import { runWithin } from '../../src/concurrency/time-limit.ts';

describe('a time limit', () => {
  it('lets work finish that is quick enough', () => {
    expect(runWithin(1000, () => 'done')).to.deep.equal({ value: 'done' });
  });

  it('interrupts a regular expression that would try for years', () => {
    expect(runWithin(50, () => /^(a|a)*$/.test(`${'a'.repeat(60)}!`))).to.equal(null);
    expect(runWithin(1000, () => 'next')).to.deep.equal({ value: 'next' });
  });

  it('passes on what the work throws', () => {
    expect(() =>
      runWithin(1000, () => {
        throw new RangeError('mine');
      }),
    ).to.throw(RangeError, 'mine');
  });
});
