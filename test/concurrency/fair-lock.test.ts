import { expect } from 'chai';
import { createLock } from '../../src/concurrency/fair-lock.ts';
import { rejectionOf } from '../support/rejection.ts';

describe('the fair lock', () => {
  it('admits one task at a time, in the order of the requests', async () => {
    const lock = createLock();
    const seen: string[] = [];
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        lock.run(async () => {
          seen.push(`${name} in`);
          await Promise.resolve();
          seen.push(`${name} out`);
        }),
      ),
    );
    expect(seen).to.deep.equal(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });

  it('releases the lock after a task fails', async () => {
    const lock = createLock();
    const failed = await rejectionOf(lock.run(() => Promise.reject(new Error('no'))));
    expect(failed.message).to.equal('no');
    expect(await lock.run(async () => 'yes')).to.equal('yes');
  });

  it('lets timers fire between tasks that never wait', async () => {
    const lock = createLock();
    let rang = false;
    setTimeout(() => {
      rang = true;
    }, 1);
    let tasks = 0;
    // A million microtasks would take seconds; without a breath the timer would ring after them
    // all.
    while (!rang && tasks < 1_000_000) {
      await lock.run(async () => {
        tasks += 1;
      });
    }
    expect(rang).to.equal(true);
  });
});
