import { expect } from 'chai';
import { createBatcher } from '../../src/concurrency/batcher.ts';
import { rejectionOf } from '../support/rejection.ts';

describe('the batcher', () => {
  it('writes simultaneous items together, and items that arrive during a write in the next one', async () => {
    const writes: (readonly number[])[] = [];
    const open = Promise.withResolvers<void>();
    const add = createBatcher<number>(async (items) => {
      writes.push(items);
      await open.promise;
    });
    const first = [add(1), add(2)];
    await new Promise((resolve) => setImmediate(resolve));
    const second = [add(3), add(4)];
    open.resolve();
    await Promise.all([...first, ...second]);
    expect(writes).to.deep.equal([
      [1, 2],
      [3, 4],
    ]);
  });

  it('rejects the items of a failed write, and no others', async () => {
    const add = createBatcher<string>(async (items) => {
      if (items.includes('bad')) throw new Error('refused');
    });
    const together = [rejectionOf(add('bad')), rejectionOf(add('beside it'))];
    expect((await Promise.all(together)).map(({ message }) => message)).to.deep.equal([
      'refused',
      'refused',
    ]);
    await add('later');
  });
});
