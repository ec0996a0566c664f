import { expect } from 'chai';
import { cutPower } from './power.ts';

describe('a power cut in the middle of work', function () {
  this.timeout(240_000);

  it('loses no acknowledged work, regardless of which unsynced writes reached the disk', async () => {
    const outcomes = await cutPower({ cuts: 3, seed: 1 });
    for (const { opened, lost, reason } of outcomes) {
      expect(opened, reason).to.equal(true);
      expect(lost).to.equal(0);
    }
    expect(outcomes.at(-1)?.acknowledged).to.be.greaterThan(0);
  });

  it('starts again after a cut during the first start, before there are tables', async () => {
    const outcomes = await cutPower({ cuts: 3, seed: 1, maxWritesBetween: 20 });
    expect(outcomes.map(({ acknowledged }) => acknowledged)).to.deep.equal([0, 0, 0]);
    for (const { opened, reason } of outcomes) expect(opened, reason).to.equal(true);
  });

  it('loses acknowledged work on a disk that ignores fsync, which proves that the test can fail', async () => {
    const outcomes = await cutPower({ cuts: 2, seed: 1, ignoresFsync: true });
    expect(outcomes.at(-1)?.lost).to.be.greaterThan(0);
  });
});
