import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { until } from '../support/turns.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { sendPairs, warmUp } from './pairs.ts';
import { newWriter, type PlatformName, type Writer } from './people.ts';

const PLATFORMS: readonly PlatformName[] = ['teams', 'slack', 'page'];
const LEASE_MS = 1_500;
/** Longer than usual, for a slow machine. */
const SETTLE_MS = 2_000;

describe('three processes on one PostgreSQL with slow lookups', function () {
  this.timeout(120_000);
  let fleet: Fleet;
  before(async () => {
    fleet = await startFleet(3, { leaseMs: LEASE_MS, settleMs: SETTLE_MS });
    await warmUp(fleet, PLATFORMS);
  });
  after(() => fleet.close());

  for (const platform of PLATFORMS) {
    it(`keeps the order of two messages that reach two processes, ${platform}`, async () => {
      const options = { pairs: 12, atOnce: 7, gapsMs: [100, 25, 0], since: 'placed' } as const;
      const result = await sendPairs(fleet, platform, options);
      expect(result).to.deep.equal({ pairs: 12, unplaced: 0, swapped: 0, outOfPlace: 0, lost: 0 });
    });

    it(`runs the turns of simultaneous messages in send order or in the order of their places, ${platform}`, async () => {
      const options = { pairs: 4, atOnce: 4, gapsMs: [0], since: 'sent' } as const;
      const { outOfPlace, lost } = await sendPairs(fleet, platform, options);
      expect({ outOfPlace, lost }).to.deep.equal({ outOfPlace: 0, lost: 0 });
    });
  }

  for (const platform of ['teams', 'slack'] as const) {
    it(`keeps the send order of messages even if the receiving process was slow, ${platform}`, async () => {
      const [slow, quick] = fleet.members;
      if (!slow || !quick) throw new Error('There are no processes.');
      const writer = await newWriter(fleet, platform);
      await Promise.all([writer.write(slow, 'known-to-one'), writer.write(quick, 'known-to-both')]);
      await until(async () => (await fleet.waiting()) === 0, 20_000);
      const first = writer.write(quick, 'first');
      await until(() => fleet.hasPlace('first'), 10_000);
      slow.freeze();
      const second = writer.write(slow, 'second');
      const third = writer.write(quick, 'third');
      await until(() => fleet.hasPlace('third'), 10_000);
      slow.thaw();
      expect(await Promise.all([first, second, third])).to.deep.equal([200, 200, 200]);
      await until(async () => (await fleet.waiting()) === 0, 20_000);
      expect((await fleet.turnsOf(writer.conversation)).slice(2)).to.deep.equal([
        'first',
        'second',
        'third',
      ]);
    });
  }

  it('finishes the work of a frozen process, which repeats nothing when it resumes', async () => {
    const [first, second] = fleet.members;
    if (!first || !second) throw new Error('There are no processes.');
    const writer = await newWriter(fleet, 'slack');
    await slowly(fleet, async () => {
      expect(await writer.write(first, 'Ev-frozen-1')).to.equal(200);
      first.freeze();
      expect(await writer.write(second, 'Ev-frozen-2')).to.equal(200);
    });
    await until(async () => (await fleet.turnsOf(writer.conversation)).length === 2, 20_000);
    first.thaw();
    await until(async () => (await fleet.waiting()) === 0, 20_000);
    expect(await writer.write(first, 'Ev-frozen-3')).to.equal(200);
    await until(async () => (await turnsCounted(writer)) === 3, 20_000);
    expect(await fleet.turnsOf(writer.conversation)).to.deep.equal([
      'Ev-frozen-1',
      'Ev-frozen-2',
      'Ev-frozen-3',
    ]);
  });

  it('resumes in order when the lease of a killed process ends, and applies its acknowledged events once', async () => {
    const [first, second] = fleet.members;
    if (!first || !second) throw new Error('There are no processes.');
    const writers = await Promise.all(Array.from({ length: 6 }, () => newWriter(fleet, 'slack')));
    const teams = await newWriter(fleet, 'teams');
    const ids = (index: number) => [1, 2, 3].map((number) => `Ev-killed-${index}-${number}`);
    const { answer } = await slowly(fleet, async () => {
      const answer = teams.write(first, 'killed-1').catch(() => 'gone');
      for (const [nth, member] of [first, second].entries()) {
        const acks = writers.map((writer, index) => writer.write(member, ids(index)[nth] ?? ''));
        expect(await Promise.all(acks)).to.deep.equal(writers.map(() => 200));
      }
      await until(async () => (await fleet.waiting()) === 2 * writers.length + 1, 10_000);
      await first.kill();
      return { answer };
    });
    for (const [index, writer] of writers.entries()) {
      expect(await writer.write(second, ids(index)[2] ?? '')).to.equal(200);
    }
    expect(await answer).to.equal('gone');
    expect(await teams.write(second, 'killed-2')).to.equal(200);
    await until(async () => (await fleet.waiting()) === 0, 20_000);
    for (const [index, writer] of writers.entries()) {
      expect(await fleet.turnsOf(writer.conversation), writer.conversation).to.deep.equal(
        ids(index),
      );
      expect(await turnsCounted(writer)).to.equal(3);
    }
    expect(await fleet.turnsOf(teams.conversation)).to.deep.equal(['killed-1', 'killed-2']);
  });

  it('runs one turn for a message that is sent again to another process', async () => {
    const [, second, third] = fleet.members;
    if (!second || !third) throw new Error('There are no processes.');
    for (const platform of PLATFORMS) {
      const writer = await newWriter(fleet, platform);
      const id = randomUUID();
      const statuses = await Promise.all(
        [second, third, second].map((member) => writer.write(member, id)),
      );
      expect(statuses, platform).to.deep.equal([200, 200, 200]);
      await until(async () => (await fleet.waiting()) === 0, 10_000);
      expect(await fleet.turnsOf(writer.conversation), platform).to.deep.equal([id]);
      expect(await turnsCounted(writer), platform).to.equal(1);
    }
  });

  async function turnsCounted({ conversation }: Writer): Promise<number> {
    const row = await fleet.store.db
      .selectFrom('conversations')
      .select('turns')
      .where('id', '=', conversation)
      .executeTakeFirst();
    return row?.turns ?? 0;
  }
});

/**
 * So slow are the platforms meanwhile that nothing that begins then is done before its process
 * ends.
 */
async function slowly<T>({ platforms }: Fleet, command: () => Promise<T>): Promise<T> {
  const { delayMs } = platforms;
  platforms.delayMs = 30_000;
  try {
    return await command();
  } finally {
    platforms.delayMs = delayMs;
  }
}
