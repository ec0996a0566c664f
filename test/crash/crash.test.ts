import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadConversation } from '../../src/store/conversations.ts';
import { openStore } from '../../src/store/store.ts';
import { ticketsOf } from '../../src/store/tickets.ts';
import { freshDataDir, silentLog } from '../support/store.ts';
import { CONVERSATIONS, repliesTo } from './load.ts';

const KILLS = 5;

/** Of those, so many while the process still starts, when it mends what the last one left. */
const KILLS_AT_START = 2;

describe('a process killed at any moment', function () {
  this.timeout(120_000);
  let dataDir: string;
  let refusal: string;
  before(async () => {
    dataDir = await freshDataDir();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = start('load');
      if (kill < KILLS_AT_START) await sleep(200 + Math.random() * 600);
      else await underLoad(child);
      if (kill === KILLS - 1) refusal = await refused();
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    const last = start('finish');
    const [code] = await once(last, 'close');
    expect(code, 'the last process sends what is left and ends by itself').to.equal(0);
  });

  it('locks its data folder against other processes while it lives', () => {
    expect(refusal).to.match(
      /^The data folder .* is in use by another Signpost\. .*SIGNPOST_DATA_DIR\.\n$/,
    );
  });

  it('applies every acknowledged event once and in order', async () => {
    const store = await openStore({ dataDir, databaseUrl: null, log: silentLog });
    const numbers: number[] = [];
    for (const conversation of CONVERSATIONS) {
      const acknowledged = linesOf('acks', conversation).length;
      const kept = await loadConversation(store.db, conversation);
      const effects = kept?.state.tickets.map(({ number }) => Number(number)) ?? [];
      expect(effects, conversation).to.deep.equal(effects.map((_, index) => index));
      // At most the one event that was under way at the end is not acknowledged.
      expect(effects.length - acknowledged, conversation).to.be.oneOf([0, 1]);
      expect(effects.length, conversation).to.be.greaterThan(KILLS);
      numbers.push(
        ...(await ticketsOf(store.db, conversation)).map(({ number }) => Number(number.slice(3))),
      );
      expect(await ticketsOf(store.db, conversation)).to.have.length(filedAmong(effects.length));
    }
    await store.close();
    const inOrder = numbers.toSorted((one, other) => one - other);
    expect(inOrder).to.deep.equal(inOrder.map((_, index) => 1001 + index));
  });

  it('sends every reply at least once and in order, and repeats only those that were in transit', () => {
    for (const conversation of CONVERSATIONS) {
      const acknowledged = linesOf('acks', conversation).length;
      const sent = linesOf('sent', conversation);
      const expected = Array.from({ length: acknowledged }, (_, number) =>
        repliesTo(number),
      ).flat();
      const firsts = [...new Set(sent)];
      expect(firsts.slice(0, expected.length), conversation).to.deep.equal(expected);
      expect(firsts.length - expected.length, conversation).to.be.at.most(repliesTo(0).length);
      expect(sent.length - firsts.length, `${conversation}: sent again`).to.be.at.most(KILLS * 3);
      let last = -1;
      for (const reply of sent) {
        const place = firsts.indexOf(reply);
        expect(place, `${conversation}: ${reply} came after ${firsts[last]}`).to.be.within(
          last - 2,
          last + 1,
        );
        last = Math.max(last, place);
      }
    }
  });

  function start(mode: 'load' | 'finish'): ChildProcess {
    return spawn(process.execPath, [join(import.meta.dirname, 'child.ts'), dataDir, mode], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Waits for a first acknowledgement and then for a moment nobody can foresee. */
  async function underLoad(child: ChildProcess): Promise<void> {
    const [first] = await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
    if (!Buffer.isBuffer(first)) throw new Error(`It ended by itself: ${child.stderr?.read()}`);
    child.stdout?.resume();
    await sleep(Math.random() * 150);
  }

  async function refused(): Promise<string> {
    const second = start('load');
    const said: string[] = [];
    second.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const [code] = await once(second, 'close');
    expect(code).to.equal(1);
    return said.join('');
  }

  function linesOf(journal: 'acks' | 'sent', conversation: string): string[] {
    const path = join(dataDir, journal);
    if (!existsSync(path)) return [];
    const mine = `${conversation} `;
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.filter((line) => line.startsWith(mine)).map((line) => line.slice(mine.length));
  }
});

function filedAmong(events: number): number {
  return Array.from({ length: events }, (_, number) => repliesTo(number).length - 2).reduce(
    (sum, one) => sum + one,
    0,
  );
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
