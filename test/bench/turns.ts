import { loadWorld } from '../../src/app/load-files.ts';
import { readConfig } from '../../src/config/config.ts';
import {
  createRequesterService,
  type RequesterService,
} from '../../src/helpdesk/turns/requester-service.ts';
import { createOutbox } from '../../src/outbox/outbox.ts';
import { onlyFirst } from '../support/shipped-runbooks.ts';
import { openFreshStore, silentLog } from '../support/store.ts';
import { message, recordingChannel, until } from '../support/turns.ts';
import { atMost, percentile, type Row } from './row.ts';

const CONVERSATIONS = 100;
const AT_ONCE = 16;

/** What a person would say, over and over: a report, answers, a way back. */
const SAYINGS = ['Server is temporarily unavailable', 'enterprise', 'not sure', 'back', 'status'];

/**
 * Turns from the desk to durable commit, on the embedded database and with the real talk, while the
 * outbox delivers: first one at a time for what a person waits, then each until it is answered,
 * then many at once for how many fit in a second.
 */
export async function benchTurns(): Promise<Row[]> {
  const store = await openFreshStore();
  const outbox = await createOutbox({ store, ticketSystems: [], log: silentLog });
  const requesterService = createRequesterService({
    store,
    outbox,
    world: await loadWorld(readConfig(onlyFirst())),
    log: silentLog,
  });
  const begun = new Map<string, number>();
  const waited: number[] = [];
  const channel = recordingChannel(({ conversation }) => {
    const since = begun.get(conversation);
    if (since !== undefined) waited.push(performance.now() - since);
    begun.delete(conversation);
  });
  outbox.register(channel);
  outbox.start();

  await turns(requesterService, 'warm', 300, 4, begun);
  await until(async () => (await store.jobs.findJobs('replies')).length === 0, 60_000);
  waited.length = 0;
  for (let turn = 0; turn < 100; turn += 1) {
    await turns(requesterService, `calm${turn}`, 1, 1, begun);
    await until(() => waited.length > turn);
  }
  const answered = [...waited];
  const alone = await turns(requesterService, 'alone', 500, 1, begun);
  const crowd = await turns(requesterService, 'crowd', 2000, AT_ONCE, begun);
  await outbox.drain(10_000);
  await store.close();
  return [
    atMost('turn to durable commit, p50', percentile(alone.times, 0.5), 'ms', 8),
    atMost('turn to durable commit, p99', percentile(alone.times, 0.99), 'ms', 40),
    {
      name: 'event to its first reply at the channel, p50',
      value: percentile(answered, 0.5),
      unit: 'ms',
    },
    {
      name: 'event to its first reply at the channel, p99',
      value: percentile(answered, 0.99),
      unit: 'ms',
    },
    {
      name: `turns, ${AT_ONCE} at once`,
      value: crowd.perSecond,
      unit: 'turns/s',
      target: '≥ 250',
      ok: crowd.perSecond >= 250,
    },
  ];
}

/** Takes so many turns, `atOnce` of them at a time, spread over conversations. */
async function turns(
  requesterService: RequesterService,
  name: string,
  count: number,
  atOnce: number,
  begun: Map<string, number>,
) {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const worker = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      const conversation = `web:${name}${number % CONVERSATIONS}`;
      const text = SAYINGS[Math.floor(number / CONVERSATIONS) % SAYINGS.length] ?? '';
      const began = performance.now();
      begun.set(conversation, began);
      await requesterService.receive(message(conversation, String(number), text), {
        room: conversation,
      });
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { times, perSecond: (count * 1000) / (performance.now() - started) };
}
