import { expect } from 'chai';
import { runWithin } from '../../src/concurrency/time-limit.ts';

describe('the time limit for synchronous work', () => {
  it('returns the result of work that finishes in time', () => {
    expect(runWithin(1000, () => 'done')).to.deep.equal({ value: 'done' });
  });

  it('interrupts a regular expression that would run for years', () => {
    expect(runWithin(50, () => /^(a|a)*$/.test(`${'a'.repeat(60)}!`))).to.equal(null);
    expect(runWithin(1000, () => 'next')).to.deep.equal({ value: 'next' });
  });

  it('rethrows the errors of the work', () => {
    expect(() =>
      runWithin(1000, () => {
        throw new RangeError('mine');
      }),
    ).to.throw(RangeError, 'mine');
  });
});
