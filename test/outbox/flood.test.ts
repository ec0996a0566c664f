import { expect } from 'chai';
import { createPace, type Pace } from '../../src/concurrency/rate-limit.ts';
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import type { AgentMessage } from '../../src/ports/message.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { outboxEmpty } from '../support/desk-rig.ts';
import { jobOf, put, registerDesks } from '../support/flood.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { recordLog } from '../support/record-log.ts';
import { openFreshStore, silentLog } from '../support/store.ts';
import { until } from '../support/turns.ts';

const SECOND = [{ windowMs: 1000, messages: 1 }];
const numbers = (count: number) => Array.from({ length: count }, (_, n) => `SP-${1001 + n}`);

/** Time that passes only in sleeps, and in each of them the outbox gets to work. */
function virtualClock(meanwhile: () => Promise<void> = async () => {}) {
  const clock = { now: 0 };
  const sleep = async (ms: number) => {
    await meanwhile();
    await new Promise((resolve) => setTimeout(resolve, 2));
    clock.now += ms;
  };
  return { clock, sleep, now: () => clock.now };
}

describe('burst of tickets in one desk', () => {
  let store: Store;
  let outbox: Outbox;
  before(async () => {
    store = await openFreshStore();
  });
  after(() => store.close());
  afterEach(() => outbox.drain(5000));

  it('posts tickets in order without gaps at the first attempt, and delays no other desk', async () => {
    const { log, lines } = recordLog();
    const tickets = numbers(60);
    const posted: { ticket: string; at: number }[] = [];
    const elsewhere: string[] = [];
    const calm = numbers(40).map((ticket) => ticket.replace('SP-1', 'SP-2'));
    // The flooded channel does not get on before the other desk has everything: if that waited for
    // it, all would stand.
    let asked = 0;
    const { clock, ...time } = virtualClock(async () => {
      await until(() => elsewhere.length === calm.length);
      // Before the next turn somebody waits for it, as long as there is anybody: it is never idle.
      await until(() => asked - posted.length >= Math.min(3, tickets.length - posted.length));
    });
    const pace = createPace({ windows: SECOND, ...time });
    const counting: Pick<Pace, 'turn'> = {
      turn(...who) {
        asked += 1;
        return pace.turn(...who);
      },
    };
    outbox = await createOutbox({ store, ticketSystems: [], log });
    const note = ({ ticket }: { ticket: string }) => void posted.push({ ticket, at: clock.now });
    const other = { turn: async () => {} };
    registerDesks(outbox, {
      flooded: { pace: counting, went: note },
      calm: { pace: other, went: ({ ticket }) => void elsewhere.push(ticket) },
    });
    await put(
      store,
      outbox,
      [...tickets].reverse().map((ticket) => jobOf('flooded', ticket, 1)),
    );
    await put(
      store,
      outbox,
      calm.map((ticket) => jobOf('calm', ticket, 1)),
    );
    outbox.start();
    await until(() => posted.length === tickets.length, 20_000);
    expect(posted).to.deep.equal(tickets.map((ticket, n) => ({ ticket, at: n * 1000 })));
    expect(
      lines.filter(({ msg }) => msg === 'outbox: message not delivered, retry scheduled'),
      'waiting is no failed attempt',
    ).to.deep.equal([]);
  });

  it('updates a card once for all pending changes, and posts every line of the ticket history', async () => {
    const tickets = numbers(6).map((ticket) => ticket.replace('SP-1', 'SP-3'));
    const posted: string[] = [];
    const { clock, ...time } = virtualClock();
    outbox = await createOutbox({ store, ticketSystems: [], log: silentLog });
    const pace = createPace({ windows: SECOND, ...time });
    const went = ({ reply }: AgentMessage) => void posted.push(reply.id);
    registerDesks(outbox, { changing: { pace, went } });
    for (const revision of [1, 2, 3, 4, 5]) {
      await put(
        store,
        outbox,
        tickets.map((ticket) => jobOf('changing', ticket, revision)),
      );
    }
    outbox.start();
    await outboxEmpty(store);
    for (const ticket of tickets) {
      const own = posted
        .filter((id) => id.startsWith(ticket))
        .map((id) => id.slice(ticket.length + 1));
      expect(own).to.deep.equal(['1', '2.line', '3.line', '4.line', '5', '5.line']);
    }
    expect(clock.now).to.equal((posted.length - 1) * 1000);
  });

  it('never replaces a card with an older revision when a dead letter is retried', async () => {
    const posted: string[] = [];
    outbox = await createOutbox({ store, ticketSystems: [], log: silentLog });
    const went = ({ reply }: AgentMessage) => void posted.push(reply.id);
    registerDesks(outbox, { late: { pace: { turn: async () => {} }, went } });
    outbox.start();
    for (const revision of [1, 3, 2]) {
      await put(store, outbox, [jobOf('late', 'SP-4001', revision)]);
      await outboxEmpty(store);
    }
    expect(posted).to.deep.equal(['SP-4001.1', 'SP-4001.3', 'SP-4001.3.line', 'SP-4001.2.line']);
  });
});

describe('burst of tickets in one desk across processes on PostgreSQL', () => {
  it('posts all tickets from one process, and from another as soon as that process stops', async () => {
    const databaseUrl = await freshDatabaseUrl();
    const posted: { by: number; ticket: string }[] = [];
    const stores = await Promise.all(
      [0, 1, 2].map(() => openStore({ dataDir: '', databaseUrl, log: silentLog })),
    );
    const outboxes: Outbox[] = [];
    for (const [by, store] of stores.entries()) {
      const outbox = await createOutbox({ store, ticketSystems: [], log: silentLog });
      const note = ({ ticket }: { ticket: string }) => void posted.push({ by, ticket });
      registerDesks(outbox, { shared: { pace: { turn: async () => {} }, went: note } });
      outbox.start();
      outboxes.push(outbox);
    }
    const post = async (tickets: readonly string[]) => {
      const before = posted.length;
      for (const [n, ticket] of tickets.entries()) {
        const [store, outbox] = [stores[n % 3], outboxes[n % 3]];
        if (store && outbox) await put(store, outbox, [jobOf('shared', ticket, 1)]);
      }
      await until(() => posted.length === before + tickets.length, 10_000);
      return new Set(posted.slice(before).map(({ by }) => by));
    };
    const [first = -1, ...others] = await post(numbers(30));
    expect(others, 'one process posts for all').to.deep.equal([]);
    await outboxes[first]?.drain(1000);
    const after = await post(numbers(9).map((ticket) => ticket.replace('SP-1', 'SP-5')));
    expect(after.size).to.equal(1);
    expect([...after]).not.to.include(first);
    expect(new Set(posted.map(({ ticket }) => ticket)).size, 'each once').to.equal(posted.length);
    await Promise.all(outboxes.map((outbox) => outbox.drain(1000)));
    await Promise.all(stores.map((store) => store.close()));
  });
});
