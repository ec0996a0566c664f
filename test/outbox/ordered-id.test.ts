import { expect } from 'chai';
import { createOrderedIds } from '../../src/outbox/ordered-id.ts';

describe('ordered ids', () => {
  it('creates UUIDs of version 7 that carry their creation time', () => {
    const id = createOrderedIds(() => 0x0190_1234_5678)();
    expect(id).to.match(/^01901234-5678-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sorts ids in creation order while the clock stands still, advances or runs backwards', () => {
    let now = 1_800_000_000_000;
    const next = createOrderedIds(() => now);
    const made: string[] = [];
    for (const step of [0, 0, 1, 5, -3, 0, 100]) {
      now += step;
      for (let count = 0; count < 5000; count += 1) made.push(next());
    }
    expect(made).to.deep.equal(made.toSorted());
    expect(new Set(made).size).to.equal(made.length);
  });
});
