import { expect } from 'chai';
import { DeliveryError } from '../../../src/channels/channel.ts';
import { createPace } from '../../../src/channels/slack/pacing.ts';
import { rejectionOf } from '../../support/rejection.ts';

function paced(patienceMs = 10_000) {
  const slept: number[] = [];
  const clock = { now: 0 };
  const pace = createPace({
    intervalMs: 1000,
    patienceMs,
    now: () => clock.now,
    sleep: async (ms) => void slept.push(ms),
  });
  return { pace, slept, clock };
}

describe('the pace of messages in one channel of Slack', () => {
  it('is one a second in the order of the calls, and channels do not wait for each other', async () => {
    const { pace, slept } = paced();
    await Promise.all(['a', 'a', 'a', 'b'].map((channel) => pace.turn(channel)));
    expect(slept).to.deep.equal([1000, 2000]);
  });

  it('is no wait where the last message is long ago', async () => {
    const { pace, slept, clock } = paced();
    await pace.turn('a');
    clock.now = 1000;
    await pace.turn('a');
    expect(slept).to.deep.equal([]);
  });

  it('asks to come again later where the wait would be long, and takes no place for that', async () => {
    const { pace, clock } = paced(1500);
    await pace.turn('a');
    await pace.turn('a');
    const refused = await rejectionOf(pace.turn('a'));
    expect(refused).to.be.instanceOf(DeliveryError).and.include({ problem: 'throttled', retryAfterMs: 2000 });
    clock.now = 2000;
    await pace.turn('a');
  });

  it('stands still for a channel as long as Slack asked', async () => {
    const { pace, slept } = paced();
    pace.hold('a', 5000);
    await pace.turn('a');
    await pace.turn('b');
    expect(slept).to.deep.equal([5000]);
  });
});
