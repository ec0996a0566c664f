import { expect } from 'chai';
import { createLock } from '../../../src/concurrency/fair-lock.ts';
import { createDurability } from '../../../src/store/embedded/durability.ts';
import type { Session } from '../../../src/store/embedded/session.ts';
import { rejectionOf } from '../../support/rejection.ts';

/** A session that counts what is asked of it, and fails where told. */
function countingSession(): Session & { flushes: number; broken: boolean; generation: number } {
  return {
    flushes: 0,
    broken: false,
    lock: createLock(),
    generation: 0,
    ready: async () => {},
    async query() {
      if (this.broken) throw new Error('the disk is full');
      this.flushes += 1;
      return { rows: [], fields: [] };
    },
    script: async () => [],
    close: async () => {},
  };
}

describe('durable flush', () => {
  it('shares one flush among all callers before it begins, and runs another for later callers', async () => {
    const session = countingSession();
    const { flush } = createDurability(session);
    const release = await session.lock.acquire();
    const waiting = [flush(), flush(), flush()];
    release();
    await Promise.all(waiting);
    expect(session.flushes).to.equal(1);
    await flush();
    expect(session.flushes).to.equal(2);
  });

  it('rejects all callers of a failed flush, and retries it for the next caller', async () => {
    const session = countingSession();
    const { flush } = createDurability(session);
    session.broken = true;
    const failures = await Promise.all([rejectionOf(flush()), rejectionOf(flush())]);
    expect(failures.map(({ message }) => message)).to.deep.equal([
      'the disk is full',
      'the disk is full',
    ]);
    session.broken = false;
    await flush();
    expect(session.flushes).to.equal(1);
  });

  it('skips the flush without a pending commit, and flushes once for several commits', async () => {
    const session = countingSession();
    const { owe, settled } = createDurability(session);
    await settled();
    expect(session.flushes).to.equal(0);
    owe();
    owe();
    await Promise.all([settled(), settled()]);
    await settled();
    expect(session.flushes).to.equal(1);
  });

  it('withholds later results after a failed flush until a flush succeeds', async () => {
    const session = countingSession();
    const { owe, settled } = createDurability(session);
    owe();
    session.broken = true;
    await rejectionOf(settled());
    expect((await rejectionOf(settled())).message, 'a read after it').to.equal('the disk is full');
    session.broken = false;
    await settled();
    expect(session.flushes).to.equal(1);
  });

  it('rejects the commits that a stopped engine had not flushed', async () => {
    const session = countingSession();
    const { owe, settled } = createDurability(session);
    const release = await session.lock.acquire();
    owe();
    const waiting = settled();
    session.generation += 1;
    release();
    expect((await rejectionOf(waiting)).message).to.include('stopped');
    expect(session.flushes).to.equal(0);
    await settled();
    expect(session.flushes, 'those of the new engine').to.equal(1);
  });
});
