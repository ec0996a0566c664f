import { expect } from 'chai';
import { isTimeout, resultWithin, withAbort, withTimeout } from '../../src/concurrency/timeout.ts';
import { rejectionOf } from '../support/rejection.ts';

const never = new Promise<never>(() => undefined);

describe('the time limit for asynchronous work', () => {
  it('resolves with the result of work that finishes in time', async () => {
    expect(await withTimeout(Promise.resolve('done'), 10_000)).to.equal('done');
    expect(await resultWithin(Promise.resolve('done'), 10_000)).to.equal('done');
  });

  it('rejects with a TimeoutError, or an error of the caller, if the work is late', async () => {
    expect(isTimeout(await rejectionOf(withTimeout(never, 1)))).to.equal(true);
    const own = new Error('no answer');
    expect(await rejectionOf(withTimeout(never, 1, () => own))).to.equal(own);
  });

  it('passes on the error of failed work, or resolves to null if only the result counts', async () => {
    const failure = new Error('broken');
    expect(await rejectionOf(withTimeout(Promise.reject(failure), 10_000))).to.equal(failure);
    expect(isTimeout(failure)).to.equal(false);
    expect(await resultWithin(Promise.reject(failure), 10_000)).to.equal(null);
    expect(await resultWithin(never, 1)).to.equal(null);
  });

  it('rejects with the reason of a signal as soon as it is aborted, even before the work starts', async () => {
    const later = new AbortController();
    const waiting = rejectionOf(withAbort(never, later.signal));
    later.abort(new Error('stopped'));
    expect(await waiting).to.have.property('message', 'stopped');
    expect(
      await rejectionOf(withAbort(never, AbortSignal.abort(new Error('before')))),
    ).to.have.property('message', 'before');
  });
});
