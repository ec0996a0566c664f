import { expect } from 'chai';
import { DeliveryError } from '../../../src/channels/channel.ts';
import { TEAMS_LIMITS } from '../../../src/channels/teams/limits.ts';
import { createPace, nextSlot } from '../../../src/channels/teams/pacing.ts';

const WINDOWS = TEAMS_LIMITS.threadWindows;

describe('the pace of messages in one thread', () => {
  it('lets the first seven through at once, the eighth after a second, the ninth after two', () => {
    const taken: number[] = [];
    for (let n = 0; n < 9; n += 1) taken.push(nextSlot(taken, 0, WINDOWS));
    expect(taken).to.deep.equal([0, 0, 0, 0, 0, 0, 0, 1000, 2000]);
  });

  it('never exceeds a window, however many are sent', () => {
    const taken: number[] = [];
    for (let n = 0; n < 200; n += 1) taken.push(nextSlot(taken, 0, WINDOWS));
    for (const { windowMs, messages } of WINDOWS) {
      taken.forEach((at, n) => {
        const within = taken.slice(0, n + 1).filter((other) => other > at - windowMs);
        expect(within.length).to.be.at.most(messages);
      });
    }
  });

  it('keeps the order of the calls, and threads do not wait for each other', async () => {
    const slept: number[] = [];
    const pace = createPace({
      windows: [{ windowMs: 1000, messages: 1 }],
      patienceMs: 10_000,
      now: () => 0,
      sleep: async (ms) => void slept.push(ms),
    });
    await Promise.all([pace('a'), pace('a'), pace('a'), pace('b')]);
    expect(slept).to.deep.equal([1000, 2000]);
  });

  it('asks to come again later where the wait would be long, and takes no slot for that', async () => {
    let now = 0;
    const pace = createPace({
      windows: [{ windowMs: 5000, messages: 1 }],
      patienceMs: 3000,
      now: () => now,
      sleep: async () => undefined,
    });
    await pace('a');
    const refused = await pace('a').catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(DeliveryError).and.include({ problem: 'throttled', retryAfterMs: 5000 });
    now = 5000;
    await pace('a');
  });
});
