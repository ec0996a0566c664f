import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/turns.ts';
import type { Fleet } from './fleet.ts';
import { newWriter, type PlatformName } from './people.ts';

export interface PairsResult {
  readonly pairs: number;
  /** First messages that had no place in the inbox while their sender was looked up. */
  readonly unplaced: number;
  /** Second messages whose turn came before that of the first. */
  readonly swapped: number;
  /**
   * Pairs whose turns were neither in the order they were sent nor in that in which their places
   * were taken.
   */
  readonly outOfPlace: number;
  /** Pairs of which a message was not answered with 200, or did not have exactly one turn. */
  readonly lost: number;
}

export interface PairsOptions {
  readonly pairs: number;
  readonly atOnce: number;
  /** Waits in ms before the second message is sent, one after the other. */
  readonly gapsMs: readonly number[];
  /** From when the gap counts: a busy machine may take longer than it to receive what was sent. */
  readonly since: 'sent' | 'placed';
}

type Outcome = Omit<PairsResult, 'pairs'>;

/**
 * Lets people nobody has met write two messages, the second by way of another process; counts what
 * went wrong.
 */
export async function sendPairs(
  fleet: Fleet,
  platform: PlatformName,
  options: PairsOptions,
): Promise<PairsResult> {
  const { pairs, atOnce } = options;
  const outcomes: Outcome[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < pairs) {
        next += 1;
        outcomes.push(await pair(fleet, platform, options, next));
      }
    }),
  );
  const count = (of: keyof Outcome) => outcomes.reduce((all, each) => all + each[of], 0);
  const { unplaced, swapped, outOfPlace, lost } = {
    unplaced: count('unplaced'),
    swapped: count('swapped'),
    outOfPlace: count('outOfPlace'),
    lost: count('lost'),
  };
  return { pairs, unplaced, swapped, outOfPlace, lost };
}

/**
 * Lets every process receive something of every platform: keys, templates and code are loaded at
 * the first of it.
 */
export async function warmUp(fleet: Fleet, platforms: readonly PlatformName[]): Promise<void> {
  for (const platform of platforms) {
    await Promise.all(
      fleet.members.map(async (member) =>
        (await newWriter(fleet, platform)).write(member, randomUUID()),
      ),
    );
  }
  await until(async () => (await fleet.waiting()) === 0, 20_000);
}

async function pair(
  fleet: Fleet,
  platform: PlatformName,
  { gapsMs, since }: PairsOptions,
  count: number,
): Promise<Outcome> {
  const { members, places } = fleet;
  const from = members[count % members.length];
  const to = members[(count + 1) % members.length];
  if (!from || !to) throw new Error('There are no processes.');
  const writer = await newWriter(fleet, platform);
  const [first, second] = writer.newIds();
  const one = writer.write(from, first);
  const isPlaced = since === 'sent' || (await placed(fleet, platform, first));
  await sleep(gapsMs[count % gapsMs.length] ?? 0);
  const statuses = await Promise.all([one, writer.write(to, second)]);
  const placeOf = (id: string) => places.get(`${writer.conversation} ${id}`);
  await until(() => placeOf(first) !== undefined && placeOf(second) !== undefined, 20_000).catch(
    () => undefined,
  );
  const turns = await fleet.turnsOf(writer.conversation);
  const isWhole = turns.length === 2 && turns.includes(first) && turns.includes(second);
  const earlier = (placeOf(first) ?? 0) < (placeOf(second) ?? 0) ? first : second;
  return {
    unplaced: isPlaced ? 0 : 1,
    swapped: isWhole && turns[0] === second ? 1 : 0,
    outOfPlace: isWhole && turns[0] !== first && turns[0] !== earlier ? 1 : 0,
    lost: isWhole && statuses.every((status) => status === 200) ? 0 : 1,
  };
}

/**
 * Waits until a message has its place: on the page nothing is looked up, so it may have had its
 * turn by then.
 */
async function placed(fleet: Fleet, platform: PlatformName, id: string): Promise<boolean> {
  for (;;) {
    if (await fleet.hasPlace(id)) return true;
    if (await fleet.hadTurn(id)) return platform === 'page';
  }
}
