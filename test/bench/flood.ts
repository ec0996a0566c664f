import { setTimeout as sleep } from 'node:timers/promises';
import { createPace } from '../../src/concurrency/rate-limit.ts';
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { jobOf, put, registerDesks } from '../support/flood.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';
import { atMost, type Row } from './row.ts';

const TICKETS = 300;
/** A second of the platform's limit, in this many milliseconds. */
const INTERVAL_MS = 100;
/** How long the platform takes for a message, and how long apart the tickets are filed. */
const LATENCY_MS = 30;
const FILED_EVERY_MS = 20;
/** Tickets of which three things happen one after the other while the channel is far behind. */
const CHANGED = 20;

interface Post {
  readonly id: string;
  readonly at: number;
}

/**
 * An incident: 300 tickets in a minute for one desk that takes a message a second, ten times as
 * fast as in life, while agents work on some of them. How long until the desk is current, against
 * the platform's limit alone.
 */
export async function benchFlood(): Promise<Row[]> {
  const alone = await flood('embedded', [await openFreshStore()]);
  const databaseUrl = await freshDatabaseUrl();
  const open = () => openStore({ dataDir: '', databaseUrl, log: silentLog });
  return [
    ...alone,
    ...(await flood('3 processes on PostgreSQL', [await open(), await open(), await open()])),
  ];
}

async function flood(where: string, stores: readonly Store[]): Promise<Row[]> {
  const posted: Post[] = [];
  const outboxes = await Promise.all(stores.map((store) => startOutbox(store, posted)));
  const give = async (n: number, revision: number) => {
    const [store, outbox] = [stores[n % stores.length], outboxes[n % outboxes.length]];
    if (store && outbox) await put(store, outbox, [jobOf('flooded', `SP-${1001 + n}`, revision)]);
  };
  const began = performance.now();
  for (let n = 0; n < TICKETS; n += 1) {
    await give(n, 1);
    await sleep(FILED_EVERY_MS);
  }
  for (const revision of [2, 3, 4])
    for (let n = 0; n < CHANGED; n += 1) await give(TICKETS / 2 + n, revision);
  const lines = CHANGED * 3;
  while (
    posted.filter(({ id }) => id.endsWith('.line')).length < lines ||
    cardsOf(posted).length < TICKETS
  ) {
    await sleep(INTERVAL_MS);
  }
  const took = performance.now() - began;
  await Promise.all(outboxes.map((outbox) => outbox.drain(5000)));
  await Promise.all(stores.map((store) => store.close()));
  return rows(`Flood, ${where}`, posted, took);
}

async function startOutbox(store: Store, posted: Post[]): Promise<Outbox> {
  const pace = createPace({
    windows: [{ windowMs: INTERVAL_MS, messages: 1 }],
    now: () => performance.now(),
    sleep: async (ms) => void (await sleep(ms)),
  });
  const outbox = await createOutbox({ store, ticketSystems: [], log: silentLog });
  const went = async ({ reply }: { reply: { id: string } }) => {
    posted.push({ id: reply.id, at: performance.now() });
    await sleep(LATENCY_MS);
  };
  registerDesks(outbox, { flooded: { pace, went } });
  outbox.start();
  return outbox;
}

function rows(name: string, posted: readonly Post[], took: number): Row[] {
  const gaps = posted.slice(1).map(({ at }, n) => at - (posted[n]?.at ?? at));
  const numbers = cardsOf(posted).map((id) => Number(id.slice('SP-'.length).split('.')[0]));
  const swapped = numbers.filter(
    (number, n) => number < Math.max(0, ...numbers.slice(0, n)),
  ).length;
  // Each ticket's card, each line, and one change of each card that changed.
  const needed = TICKETS + CHANGED * 3 + CHANGED;
  return [
    atMost(
      `${name}: time until current, of the limit's own`,
      took / (posted.length * INTERVAL_MS),
      'times',
      1.05,
    ),
    atMost(`${name}: longest time without a post`, Math.max(...gaps) / INTERVAL_MS, 'turns', 3),
    atMost(
      `${name}: fastest ten turns, of the limit`,
      (10 * INTERVAL_MS) / shortest(posted, 11),
      'times',
      1.1,
    ),
    atMost(`${name}: cards out of the order of their tickets`, swapped, '', 0),
    atMost(`${name}: posts, of those needed`, posted.length / needed, 'times', 1.05),
  ];
}

/** The first card of each ticket, in the order they were posted. */
function cardsOf(posted: readonly Post[]): readonly string[] {
  return posted.map(({ id }) => id).filter((id) => id.endsWith('.1'));
}

function shortest(posted: readonly Post[], count: number): number {
  const spans = posted.slice(count - 1).map(({ at }, n) => at - (posted[n]?.at ?? 0));
  return Math.min(...spans);
}
