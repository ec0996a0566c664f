import { startFleet } from '../order/fleet.ts';
import { type PairsOptions, sendPairs, warmUp } from '../order/pairs.ts';
import type { PlatformName } from '../order/people.ts';
import { type StreamsOptions, sendStreams } from '../order/streams.ts';

const PLATFORMS: readonly PlatformName[] = ['teams', 'slack', 'slack-command', 'page'];
const PAIRS = 340;

const PARTS: Readonly<Record<string, Omit<PairsOptions, 'pairs' | 'atOnce'>>> = {
  '0-100 ms after the first has its place': { gapsMs: [100, 50, 25, 10, 0], since: 'placed' },
  '100 ms after the first was sent': { gapsMs: [100], since: 'sent' },
};

/**
 * One person's messages go to the processes in turn. Below 100 ms, a stall may swap two of them.
 */
const STREAMS: Omit<StreamsOptions, 'stallMs'> = { people: 6, messages: 70, gapMs: 100 };
const STALLS_MS = [0, 250];

/**
 * A thousand people write two messages by way of two of three processes, while lookups take 250 ms.
 * On a busy machine a process may receive the first later than another receives the second: only
 * what arrived in order has to stay so.
 */
export async function soak(): Promise<void> {
  const fleet = await startFleet(3);
  try {
    await warmUp(fleet, PLATFORMS);
    const rows = [];
    for (const [second, part] of Object.entries(PARTS)) {
      for (const platform of PLATFORMS) {
        rows.push({
          platform,
          second,
          ...(await sendPairs(fleet, platform, { ...part, pairs: PAIRS, atOnce: 6 })),
        });
      }
    }
    console.table(rows);
    const streams = [];
    for (const platform of ['teams', 'slack'] as const) {
      for (const stallMs of STALLS_MS) {
        streams.push({
          platform,
          stallMs,
          ...(await sendStreams(fleet, platform, { ...STREAMS, stallMs })),
        });
      }
    }
    console.table(streams);
    const isBroken = rows.some(({ second, swapped, unplaced, outOfPlace, lost }) => {
      return unplaced + outOfPlace + lost > 0 || (PARTS[second]?.since === 'placed' && swapped > 0);
    });
    if (isBroken || streams.some(({ swapped, lost }) => swapped + lost > 0))
      throw new Error('The order of messages did not hold.');
  } finally {
    await fleet.close();
  }
}
