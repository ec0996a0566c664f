import { expect } from 'chai';
import { createBudget, MAX_ADDRESSES } from '../../../../src/channels/web/auth/budget.ts';

const MINUTE = 60_000;

describe('the request budget', () => {
  it('runs out per address, refills evenly, and reports the wait', () => {
    const budget = createBudget({ perAddress: 6, inAll: 100 }, MINUTE);
    expect(budget.take('a', 6, 0)).to.equal(null);
    expect(budget.take('a', 1, 0)).to.deep.equal({ by: 'address', waitSeconds: 10 });
    expect(budget.take('a', 1, 9_000)).to.deep.equal({ by: 'address', waitSeconds: 1 });
    expect(budget.take('a', 1, 10_000)).to.equal(null);
    expect(budget.take('b', 6, 10_000)).to.equal(null);
  });

  it('runs out for all addresses together, and charges nobody for refused requests', () => {
    const budget = createBudget({ perAddress: 6, inAll: 10 }, MINUTE);
    expect(budget.take('a', 6, 0)).to.equal(null);
    expect(budget.take('b', 5, 0)).to.deep.equal({ by: 'all', waitSeconds: 6 });
    expect(budget.take('b', 4, 0)).to.equal(null);
    expect(budget.take('b', 2, 12_000)).to.equal(null);
  });

  it('allows an amount larger than the whole budget once it is full, and then goes into debt', () => {
    const budget = createBudget({ perAddress: 10, inAll: 100 }, MINUTE);
    expect(budget.take('a', 15, 0)).to.equal(null);
    expect(budget.take('a', 1, 0)).to.deep.equal({ by: 'address', waitSeconds: 36 });
  });

  it('never runs out without a limit, and tolerates a clock set back', () => {
    const none = createBudget({ perAddress: Infinity, inAll: Infinity }, MINUTE);
    for (let n = 0; n < 1000; n += 1) expect(none.take('a', 1e9, n)).to.equal(null);
    const budget = createBudget({ perAddress: 1, inAll: 5 }, MINUTE);
    expect(budget.take('a', 1, 50_000)).to.equal(null);
    expect(budget.take('a', 1, 0)).to.deep.equal({ by: 'address', waitSeconds: 60 });
  });

  it('remembers at most the allowed number of addresses, no matter how many ask', () => {
    const budget = createBudget({ perAddress: 5, inAll: 1e9 }, MINUTE);
    for (let n = 0; n < 3 * MAX_ADDRESSES; n += 1)
      budget.take(`2001:db8:${n.toString(16)}:0::/64`, 1, n);
    expect(budget.size).to.equal(MAX_ADDRESSES);
  });

  it('does not limit an office of 50 people behind one address, at the defaults', () => {
    const budget = createBudget({ perAddress: 600, inAll: 3000 }, MINUTE);
    // Each writes every five seconds, for ten minutes.
    for (let second = 0; second < 600; second += 5) {
      for (let person = 0; person < 50; person += 1)
        expect(budget.take('office', 1, second * 1000)).to.equal(null);
    }
  });
});
