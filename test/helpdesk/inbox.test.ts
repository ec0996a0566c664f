import { expect } from 'chai';
import { createInbox, type Inbox, type InboxOptions } from '../../src/helpdesk/inbox/inbox.ts';
import type { NewEvent } from '../../src/helpdesk/inbox/new-event.ts';
import { type HeldPosition, TurnPostponed, type Work } from '../../src/helpdesk/inbox/work.ts';
import { deadEvents, reviveDeadEvents } from '../../src/store/dead-inbox.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { rejectionOf } from '../support/rejection.ts';
import { openFreshStore, silentLog } from '../support/store.ts';
import { until } from '../support/turns.ts';

const QUICK = { retryAfterMs: [1, 1] };

describe('inbox, embedded', () => inboxContract(openFreshStore));

describe('inbox, on PostgreSQL', () =>
  inboxContract(
    async () => openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog }),
    betweenProcesses,
  ));

interface Tools {
  process(options?: Partial<InboxOptions>): Inbox;
  event(id: string, lane?: string): NewEvent;
  work(id: string, turn?: (position: HeldPosition) => Promise<unknown>): Work<unknown>;
  unfinished(id: string): Work<unknown>;
  left(): Promise<readonly string[]>;
}

/** What it promises where several processes use one database. */
function betweenProcesses({ process, event, work, unfinished, left }: Tools): void {
  it('takes over the rows of a dead process in order while running', async () => {
    const gone = process({ leaseMs: 300 });
    for (const id of ['1', '2']) await gone.take(event(id), unfinished(id));
    const turns: unknown[] = [];
    const here = process({ leaseMs: 300 });
    here.register('web', (content) =>
      work('taken over', async () => void turns.push(Object(content).id)),
    );
    const third = await here.take(
      event('3'),
      work('3', async () => void turns.push('3')),
    );
    await here.start();
    await third.done;
    await until(async () => (await left()).length === 0);
    expect(turns).to.deep.equal(['1', '2', '3']);
  });

  it('waits for another process only if that process holds an earlier row of the same lane', async () => {
    const [one, other] = [process(), process()];
    const turns: string[] = [];
    const first = Promise.withResolvers<void>();
    await one.take(
      event('1'),
      work('1', async () => {
        await first.promise;
        turns.push('1');
      }),
    );
    const second = await other.take(
      event('2'),
      work('2', async () => void turns.push('2')),
    );
    const elsewhere = await other.take(
      event('x', 'another lane'),
      work('x', async () => void turns.push('x')),
    );
    await elsewhere.done;
    expect(turns).to.deep.equal(['x']);
    first.resolve();
    await second.done;
    expect(turns).to.deep.equal(['x', '1', '2']);
  });
}

/**
 * What the inbox promises, on every kind of store. Two inboxes on one store are as two processes.
 */
function inboxContract(
  open: () => Promise<Store>,
  more: (tools: Tools) => void = () => undefined,
): void {
  let store: Store;
  const inboxes: Inbox[] = [];
  before(async function () {
    this.timeout(90_000);
    store = await open();
  });
  afterEach(async () => {
    await Promise.all(inboxes.splice(0).map((inbox) => inbox.stop(0)));
    await store.db.deleteFrom('inbox').execute();
  });
  after(() => store.close());

  /** As a process that was not killed yet. */
  function process(options: Partial<InboxOptions> = {}): Inbox {
    const inbox = createInbox({ store, log: silentLog, ...QUICK, ...options });
    inboxes.push(inbox);
    return inbox;
  }

  const event = (id: string, lane = 'lane'): NewEvent => {
    return { channel: 'web', lane, id, content: { id }, isAcknowledged: true };
  };

  /**
   * Work whose turn waits until it is the first of its lane, as those do that have no transaction.
   */
  function work(
    id: string,
    turn: (position: HeldPosition) => Promise<unknown> = async () => id,
  ): Work<unknown> {
    return {
      event: id,
      prepare: async () => async (position) => {
        await position.head();
        return turn(position);
      },
    };
  }

  /** Work of a process that is killed before it is done. */
  function unfinished(id: string): Work<unknown> {
    return { event: id, prepare: () => new Promise<never>(() => undefined) };
  }

  const left = async () =>
    (await store.db.selectFrom('inbox').select('id').orderBy('seq').execute()).map(({ id }) => id);

  it('assigns an event its place in the lane before any slow lookup', async () => {
    const inbox = process();
    const lookups = Promise.withResolvers<void>();
    const slow: Work<unknown> = {
      event: 'slow',
      prepare: () => lookups.promise.then(() => async () => 'done'),
    };
    const taken = await inbox.take(event('slow'), slow);
    expect(await left()).to.deep.equal(['slow']);
    lookups.resolve();
    expect(await taken.done).to.deep.equal({ result: 'done' });
    expect(await left()).to.deep.equal([]);
  });

  it('runs the lookups of a lane in parallel and its turns in order', async () => {
    const inbox = process();
    const begun: string[] = [];
    const turns: string[] = [];
    const first = Promise.withResolvers<void>();
    const each = (id: string, lookups: Promise<void>): Work<unknown> => ({
      event: id,
      async prepare() {
        begun.push(id);
        await lookups;
        return async () => void turns.push(id);
      },
    });
    await inbox.take(event('1'), each('1', first.promise));
    await inbox.take(event('2'), each('2', Promise.resolve()));
    expect(begun).to.deep.equal(['1', '2']);
    expect(turns).to.deep.equal([]);
    first.resolve();
    await inbox.settled();
    expect(turns).to.deep.equal(['1', '2']);
  });

  it('keeps the order of a lane when a long text takes longer to mask than a short one', async () => {
    const inbox = process();
    const arrived: string[] = [];
    const take = (id: string, lane: string, mask: Promise<void>) =>
      inbox.takeMasked({ lane, sentAt: null }, async () => {
        await mask;
        arrived.push(id);
        return { event: event(id, lane), work: work(id) };
      });
    const long = Promise.withResolvers<void>();
    const all = [
      take('long', 'lane', long.promise),
      take('short', 'lane', Promise.resolve()),
      take('elsewhere', 'other', Promise.resolve()),
    ];
    await all[2];
    expect(arrived).to.deep.equal(['elsewhere']);
    long.resolve();
    await Promise.all(all);
    expect(arrived).to.deep.equal(['elsewhere', 'long', 'short']);
    await inbox.settled();
  });

  it('does not count a database failure as an attempt, and reports it to the waiting caller', async () => {
    const inbox = process();
    let failures = 5;
    const taken = await inbox.take(
      event('cut'),
      work('cut', async () => {
        failures -= 1;
        if (failures >= 0)
          throw Object.assign(new Error('terminating connection'), { code: '57P01' });
        return 'done';
      }),
    );
    expect(await rejectionOf(taken.answer(10_000))).to.be.instanceOf(TurnPostponed);
    expect(await taken.done).to.deep.equal({ result: 'done' });
    expect(failures).to.equal(-1);
    expect(await deadEvents(store.db)).to.deep.equal([]);
  });

  it('tells a caller that runs out of time that the turn comes later', async () => {
    const inbox = process();
    const turn = Promise.withResolvers<string>();
    const taken = await inbox.take(
      event('late'),
      work('late', () => turn.promise),
    );
    expect(await taken.answer(20)).to.equal('late');
    turn.resolve('done');
    expect(await taken.answer(10_000)).to.deep.equal({ result: 'done' });
  });

  it('moves an event that fails permanently to the dead letters, reports it once and continues the lane', async () => {
    const inbox = process();
    const told: string[] = [];
    const poison: Work<unknown> = {
      ...work('poison', async () => Promise.reject(new TypeError('what they wrote'))),
      failed: async () => void told.push('poison'),
    };
    const taken = await inbox.take(event('poison'), poison);
    const next = await inbox.take(event('next'), work('next'));
    expect((await rejectionOf(taken.done)).name).to.equal('TypeError');
    expect(await next.done).to.deep.equal({ result: 'next' });
    expect(told).to.deep.equal(['poison']);
    const [dead, ...others] = await deadEvents(store.db);
    expect(others).to.deep.equal([]);
    expect(dead).to.include({ channel: 'web', id: 'poison', attempts: 2, error: 'TypeError' });
  });

  it('retries a dead letter once when the event is sent again or an operator requests it', async () => {
    const inbox = process();
    const failing = async () => Promise.reject(new TypeError('no'));
    const first = await inbox.take(event('again'), work('again', failing));
    await rejectionOf(first.done);
    const second = await inbox.take(event('again'), work('again', failing));
    expect(second.isNew).to.equal(true);
    await rejectionOf(second.done);
    expect(await reviveDeadEvents(store.db)).to.equal(1);
    const other = process({ leaseMs: 200 });
    const turns: string[] = [];
    other.register('web', () => work('again', async () => void turns.push('again')));
    await other.start();
    await until(async () => (await left()).length === 0);
    expect(turns).to.deep.equal(['again']);
  });

  it('processes the rows left by earlier processes before events that arrive after the start', async () => {
    const gone = process({ leaseMs: 1 });
    for (const id of ['1', '2']) await gone.take(event(id), unfinished(id));
    const turns: unknown[] = [];
    const here = process({ leaseMs: 200 });
    here.register('web', (content) =>
      work('left', async () => void turns.push(Object(content).id)),
    );
    await here.start();
    await here.take(
      event('3'),
      work('3', async () => void turns.push('3')),
    );
    await until(async () => (await left()).length === 0);
    expect(turns).to.deep.equal(['1', '2', '3']);
  });

  it('runs a single turn for an event that reaches two processes', async () => {
    const [one, other] = [process(), process()];
    let turns = 0;
    const first = Promise.withResolvers<void>();
    const taken = await one.take(
      event('twice'),
      work('twice', async () => {
        await first.promise;
        turns += 1;
      }),
    );
    const again = await other.take(
      event('twice'),
      work('twice', async () => {
        turns += 1;
      }),
    );
    expect([taken.isNew, again.isNew]).to.deep.equal([true, false]);
    first.resolve();
    expect(await again.done).to.equal(null);
    expect(turns).to.equal(1);
  });

  it('moves an unreadable row to the dead letters without blocking other events', async () => {
    const gone = process({ leaseMs: 1 });
    await gone.take(event('unreadable'), unfinished('unreadable'));
    const here = process({ leaseMs: 200 });
    here.register('web', () => null);
    const next = await here.take(event('next'), work('next'));
    await here.start();
    expect(await next.done).to.deep.equal({ result: 'next' });
    await until(async () => (await deadEvents(store.db)).length === 1);
    expect((await deadEvents(store.db))[0]).to.include({ id: 'unreadable', error: 'unreadable' });
  });

  it('releases unfinished rows to other processes immediately on stop', async () => {
    const stopping = process({ leaseMs: 60_000 });
    await stopping.take(event('left'), unfinished('left'));
    await stopping.stop(10);
    const next = process({ leaseMs: 500 });
    next.register('web', () => work('left'));
    await next.start();
    await until(async () => (await left()).length === 0);
  });

  more({ process, event, work, unfinished, left });
}
