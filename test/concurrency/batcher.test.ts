import { expect } from 'chai';
import { createBatcher } from '../../src/concurrency/batcher.ts';
import { rejectionOf } from '../support/rejection.ts';

describe('a batcher', () => {
  it('writes together what arrives together, and what arrives meanwhile in the next write', async () => {
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

  it('fails those whose write failed, and no others', async () => {
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
