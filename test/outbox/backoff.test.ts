import { expect } from 'chai';
import {
  type Backoff,
  REPLY_BACKOFF,
  TICKET_BACKOFF,
  waitBefore,
} from '../../src/outbox/backoff.ts';

const HOUR_MS = 60 * 60_000;

describe('retry backoff', () => {
  const backoff: Backoff = { firstMs: 100, maxMs: 1000, attempts: 6 };

  it('doubles the wait up to the maximum, and ends after the last attempt', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((tries) => waitBefore(backoff, tries, null, () => 1));
    expect(waits).to.deep.equal([100, 200, 400, 800, 1000, null]);
  });

  it('randomizes half of each wait', () => {
    expect(waitBefore(backoff, 3, null, () => 0)).to.equal(200);
  });

  it('waits as long as the receiver asks, up to an hour', () => {
    expect(waitBefore(backoff, 1, 5000, () => 1)).to.equal(5000);
    expect(waitBefore(backoff, 5, 5, () => 1)).to.equal(1000);
    expect(waitBefore(backoff, 1, 90 * HOUR_MS, () => 1)).to.equal(HOUR_MS);
  });

  it('retries a ticket for over a day and a reply for over an hour, even with the shortest waits', () => {
    expect(shortest(TICKET_BACKOFF)).to.be.greaterThan(24 * HOUR_MS);
    expect(shortest(REPLY_BACKOFF)).to.be.greaterThan(HOUR_MS);
  });
});

function shortest(backoff: Backoff): number {
  const tries = Array.from({ length: backoff.attempts }, (_, index) => index + 1);
  return tries.reduce((sum, count) => sum + (waitBefore(backoff, count, null, () => 0) ?? 0), 0);
}
