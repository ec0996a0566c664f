import { expect } from 'chai';
import { SLACK_RATES } from '../../src/channels/slack/limits.ts';
import { TEAMS_LIMITS } from '../../src/channels/teams/limits.ts';
import { createPace, inTurn, nextSlot, type Window } from '../../src/concurrency/rate-limit.ts';

const TEAMS = TEAMS_LIMITS.threadWindows;

/** A pace in virtual time: a sleep ends when the clock is moved past its end. */
function paced(windows: readonly Window[] = SLACK_RATES.messages, ending?: AbortSignal) {
  let time = 0;
  const sleeping: { at: number; wake: () => void }[] = [];
  const sleep = (ms: number) =>
    new Promise<void>((wake) => void sleeping.push({ at: time + ms, wake }));
  const pace = createPace({ windows, now: () => time, sleep, ending });
  const went: [who: string, at: number][] = [];
  const ask = (who: string, target = 'a', rank?: number) => {
    void pace.turn(target, rank).then(() => went.push([who, time]));
  };
  const tick = () => new Promise((resolve) => setImmediate(resolve));
  const runTo = async (end: number) => {
    await tick();
    for (;;) {
      const [next] = sleeping.sort((one, other) => one.at - other.at);
      if (next === undefined || next.at > end) break;
      sleeping.shift();
      time = next.at;
      next.wake();
      await tick();
    }
    time = end;
  };
  return { pace, went, ask, runTo };
}

describe('the pace of messages to one target', () => {
  it('sends one message a second in call order, and targets do not wait for each other', async () => {
    const { ask, went, runTo } = paced();
    ask('first');
    ask('second');
    ask('third');
    ask('elsewhere', 'b');
    await runTo(5000);
    expect(went).to.deep.equal([
      ['first', 0],
      ['elsewhere', 0],
      ['second', 1000],
      ['third', 2000],
    ]);
  });

  it('lets the waiting message with the lowest rank go first', async () => {
    const { ask, went, runTo } = paced();
    for (const rank of [1005, 1003, 1004]) ask(`SP-${rank}`, 'a', rank);
    await runTo(500);
    ask('SP-1001', 'a', 1001);
    await runTo(5000);
    expect(went.map(([who]) => who)).to.deep.equal(['SP-1005', 'SP-1001', 'SP-1003', 'SP-1004']);
  });

  it('sends at once if the last message is long ago', async () => {
    const { ask, went, runTo } = paced();
    ask('first');
    await runTo(1000);
    ask('second');
    await runTo(1000);
    expect(went).to.deep.equal([
      ['first', 0],
      ['second', 1000],
    ]);
  });

  it('waits as long as necessary: 300 messages take 299 seconds, without a gap', async () => {
    const { ask, went, runTo } = paced();
    for (let n = 0; n < 300; n += 1) ask(String(n));
    await runTo(1_000_000);
    expect(went.map(([, at]) => at)).to.deep.equal(Array.from({ length: 300 }, (_, n) => n * 1000));
  });

  it('pauses one target for as long as the platform asks, even if messages already wait', async () => {
    const { pace, ask, went, runTo } = paced();
    ask('first');
    ask('second');
    await runTo(500);
    pace.hold('a', 5000);
    ask('elsewhere', 'b');
    await runTo(10_000);
    expect(went).to.deep.equal([
      ['first', 0],
      ['elsewhere', 500],
      ['second', 5500],
    ]);
  });

  it('lets replies that a person waits for pass, counts them, and holds them only while the platform pauses', async () => {
    const { pace, ask, went, runTo } = paced([{ windowMs: 60_000, messages: 2 }]);
    const pass = (who: string) => void pace.pass('a').then(() => went.push([who, -1]));
    ask('desk');
    await runTo(0);
    pass('person');
    pass('person');
    ask('later');
    await runTo(59_999);
    expect(went.map(([who]) => who)).to.deep.equal(['desk', 'person', 'person']);
    pace.hold('a', 1000);
    pass('held');
    await runTo(60_500);
    expect(went.map(([who]) => who)).to.deep.equal(['desk', 'person', 'person']);
    await runTo(200_000);
    expect(went.map(([who]) => who)).to.have.members(['desk', 'person', 'person', 'held', 'later']);
  });

  it('grants no further turns once the pace has been stopped', async () => {
    const ending = new AbortController();
    const { ask, went, runTo } = paced(SLACK_RATES.messages, ending.signal);
    ask('first');
    ask('second');
    await runTo(100);
    ending.abort();
    await runTo(10_000);
    expect(went).to.deep.equal([['first', 0]]);
  });

  it('pauses a throttled target, and passes the error on to the caller', async () => {
    const { pace, ask, went, runTo } = paced();
    const refusal = Object.assign(new Error('429'), { retryAfterMs: 7000 });
    const call = inTurn(pace, { target: 'a' }, () => Promise.reject(refusal)).catch(
      (error: unknown) => error,
    );
    expect(await call).to.equal(refusal);
    ask('next');
    await runTo(20_000);
    expect(went).to.deep.equal([['next', 7000]]);
  });
});

describe('the pace of messages in one Teams thread', () => {
  it('sends the first seven messages at once, the eighth after a second and the ninth after two', () => {
    const taken: number[] = [];
    for (let n = 0; n < 9; n += 1) taken.push(nextSlot(taken, 0, TEAMS));
    expect(taken).to.deep.equal([0, 0, 0, 0, 0, 0, 0, 1000, 2000]);
  });

  it('never exceeds a window, however many messages are sent', () => {
    const taken: number[] = [];
    for (let n = 0; n < 200; n += 1) taken.push(nextSlot(taken, 0, TEAMS));
    for (const { windowMs, messages } of TEAMS) {
      taken.forEach((at, n) => {
        const within = taken.slice(0, n + 1).filter((other) => other > at - windowMs);
        expect(within.length).to.be.at.most(messages);
      });
    }
  });
});
