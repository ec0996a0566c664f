import { startFleet } from '../order/fleet.ts';
import { type PairsOptions, sendPairs, warmUp } from '../order/pairs.ts';
import type { PlatformName } from '../order/people.ts';

const PLATFORMS: readonly PlatformName[] = ['teams', 'slack', 'page'];
const PAIRS = 340;

const PARTS: Readonly<Record<string, Omit<PairsOptions, 'pairs' | 'atOnce'>>> = {
  '0-100 ms after the first has its place': { gapsMs: [100, 50, 25, 10, 0], since: 'placed' },
  '100 ms after the first was sent': { gapsMs: [100], since: 'sent' },
};

/**
 * A thousand people write two messages by way of two of three processes, while lookups take 250 ms. On a busy machine
 * a process may receive the first later than another receives the second: only what arrived in order has to stay so.
 */
export async function soak(): Promise<void> {
  const fleet = await startFleet(3);
  try {
    await warmUp(fleet, PLATFORMS);
    const rows = [];
    for (const [second, part] of Object.entries(PARTS)) {
      for (const platform of PLATFORMS) {
        rows.push({ platform, second, ...(await sendPairs(fleet, platform, { ...part, pairs: PAIRS, atOnce: 6 })) });
      }
    }
    console.table(rows);
    const isBroken = rows.some(({ second, swapped, unplaced, outOfPlace, lost }) => {
      return unplaced + outOfPlace + lost > 0 || (PARTS[second]?.since === 'placed' && swapped > 0);
    });
    if (isBroken) throw new Error('The order of messages did not hold.');
  } finally {
    await fleet.close();
  }
}
