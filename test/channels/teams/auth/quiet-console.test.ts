import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { withoutConsoleErrors } from '../../../../src/channels/teams/auth/quiet-console.ts';

describe('withoutConsoleErrors', () => {
  const { error } = console;
  let printed: unknown[] = [];
  const record = (part: unknown) => void printed.push(part);
  beforeEach(() => {
    printed = [];
    console.error = record;
  });
  afterEach(() => {
    console.error = error;
  });

  it('silences only the wrapped work, and restores console.error afterwards', async () => {
    const work = async (name: string, ms: number) => {
      await pause(ms);
      console.error(name);
      return name;
    };
    const quiet = [10, 20, 5].map((ms) => withoutConsoleErrors(() => work(`quiet ${ms}`, ms)));
    await work('loud', 7);
    expect(await Promise.all(quiet)).to.deep.equal(['quiet 10', 'quiet 20', 'quiet 5']);
    console.error('after');
    expect(printed).to.deep.equal(['loud', 'after']);
    expect(console.error).to.equal(record);
  });

  it('silences failing work too, and keeps a console.error that was replaced meanwhile', async () => {
    const failing = withoutConsoleErrors(async () => {
      await pause(5);
      console.error('quiet');
      throw new Error('refused');
    }).catch((reason: Error) => reason.message);
    expect(await failing).to.equal('refused');
    expect(printed).to.deep.equal([]);

    const other = () => undefined;
    const replacing = withoutConsoleErrors(async () => {
      console.error = other;
    });
    await replacing;
    expect(console.error).to.equal(other);
  });
});
