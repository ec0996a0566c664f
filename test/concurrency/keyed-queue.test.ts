import { expect } from 'chai';
import { createKeyedQueue } from '../../src/concurrency/keyed-queue.ts';
import { rejectionOf } from '../support/rejection.ts';

describe('lanes', () => {
  it('runs the tasks of one key in order, and those of other keys in parallel', async () => {
    const lanes = createKeyedQueue();
    const done: string[] = [];
    const gate = Promise.withResolvers<void>();
    const slow = lanes.run('a', async () => {
      await gate.promise;
      done.push('a1');
    });
    const next = lanes.run('a', async () => done.push('a2'));
    await lanes.run('b', async () => done.push('b1'));
    gate.resolve();
    await Promise.all([slow, next]);
    expect(done).to.deep.equal(['b1', 'a1', 'a2']);
  });

  it('runs the next task of a lane after one fails', async () => {
    const lanes = createKeyedQueue();
    const failing = rejectionOf(lanes.run('a', () => Promise.reject(new Error('no'))));
    const after = lanes.run('a', async () => 'yes');
    expect((await failing).message).to.equal('no');
    expect(await after).to.equal('yes');
  });

  it('settles when all started tasks have finished, even if some failed', async () => {
    const lanes = createKeyedQueue();
    let done = 0;
    const tasks = [1, 2, 3].map((wait) =>
      lanes.run(`key${wait % 2}`, async () => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        done += 1;
        if (wait === 2) throw new Error('no');
      }),
    );
    await Promise.all([lanes.settled(), Promise.allSettled(tasks)]);
    expect(done).to.equal(3);
  });
});
