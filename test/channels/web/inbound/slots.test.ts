import { expect } from 'chai';
import { WebRefusal } from '../../../../src/channels/web/inbound/problem.ts';
import { createSlots, type Slot, type Slots } from '../../../../src/channels/web/inbound/slots.ts';

const LIMITS = { together: 4, perSession: 2, perAddress: 3 };

describe('upload slots', () => {
  let now = 0;
  let slots: Slots;
  let sessions = 0;
  beforeEach(() => {
    now = 0;
    slots = createSlots(LIMITS, () => now);
  });

  function nextSession(): string {
    sessions += 1;
    return `session ${sessions}`;
  }

  /** An upload that goes on until it is let go of or gives way. */
  function begin(address: string, received = 0, session = nextSession()) {
    const done = Promise.withResolvers<string>();
    const state = { received, slot: null as Slot | null };
    const user = { session, address, received: () => state.received };
    const outcome = slots.run(user, async (slot) => {
      state.slot = slot;
      slot.signal.addEventListener('abort', () => done.resolve('gave way'));
      return done.promise;
    });
    const ended = outcome.catch((error: unknown) =>
      error instanceof WebRefusal ? error.problem : 'failed',
    );
    return { state, ended, finish: () => done.resolve('finished') };
  }

  /** What became of it by now. */
  const soFar = (upload: { ended: Promise<string> }) =>
    Promise.race([
      upload.ended,
      new Promise<string>((resolve) => setImmediate(resolve, 'goes on')),
    ]);

  it('never gives all slots to one address, nor more than two to one session', async () => {
    const uploads = [begin('a'), begin('a'), begin('a'), begin('a')];
    expect(await Promise.all(uploads.map(soFar))).to.deep.equal([
      'goes on',
      'goes on',
      'goes on',
      'too-fast',
    ]);
    expect(await soFar(begin('b'))).to.equal('goes on');
    slots = createSlots(LIMITS, () => now);
    const own = [begin('c', 0, 'one'), begin('c', 0, 'one'), begin('c', 0, 'one')];
    expect(await Promise.all(own.map(soFar))).to.deep.equal(['goes on', 'goes on', 'too-fast']);
  });

  it('takes a slot from the address that holds the most, its slowest upload first', async () => {
    const [first, second, third] = [begin('a', 9e6), begin('a', 1e6), begin('a', 5e6)];
    const other = begin('b', 9e6);
    const newcomer = begin('c');
    expect(await Promise.all([first, second, third, other, newcomer].map(soFar))).to.deep.equal([
      'goes on',
      'gave way',
      'goes on',
      'goes on',
      'goes on',
    ]);
  });

  it('takes slots from slow uploads, also of addresses with one upload each, and of the same address', async () => {
    const uploads = ['a', 'b', 'c', 'd'].map((address) => begin(address, 1000));
    expect(await soFar(begin('e'))).to.equal('too-fast');
    now = 3000;
    const [slowest] = uploads;
    if (slowest) slowest.state.received = 10;
    expect(await soFar(begin('e'))).to.equal('goes on');
    expect(await Promise.all(uploads.map(soFar))).to.deep.equal([
      'gave way',
      'goes on',
      'goes on',
      'goes on',
    ]);
  });

  it('keeps the slots of fast uploads, and of uploads that have already arrived', async () => {
    const uploads = ['a', 'b', 'c', 'd'].map((address) => begin(address, 10));
    now = 3000;
    for (const { state } of uploads.slice(0, 3)) state.slot?.arrived();
    for (const { state } of uploads.slice(3)) state.received = 1e6;
    expect(await soFar(begin('e'))).to.equal('too-fast');
    uploads[0]?.finish();
    await uploads[0]?.ended;
    expect(await soFar(begin('e'))).to.equal('goes on');
  });
});
