import { expect } from 'chai';
import { sql } from 'kysely';
import {
  createInbox,
  type Inbox,
  type InboxOptions,
  type NewEvent,
} from '../../src/helpdesk/inbox/inbox.ts';
import type { Work } from '../../src/helpdesk/inbox/work.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { openFreshStore, silentLog } from '../support/store.ts';
import { until } from '../support/turns.ts';

/** 2026-01-01T00:00:00Z, in µs. */
const NOON = 1_767_225_600_000_000;
const SECOND = 1_000_000;

const onPostgres = async () =>
  openStore({ dataDir: '', databaseUrl: await freshDatabaseUrl(), log: silentLog });

for (const [database, open] of [
  ['embedded', openFreshStore],
  ['on PostgreSQL', onPostgres],
] as const) {
  describe(`events with a platform timestamp, ${database}`, () => {
    const lane = useLane(open);

    it('processes waiting events in the order they were sent', async () => {
      const inbox = lane.process();
      const release = await lane.occupy(inbox, NOON);
      for (const [id, at] of [
        ['third', 3],
        ['first', 1],
        ['second', 2],
      ] as const) {
        await inbox.take(lane.event(id, NOON + at * SECOND), lane.work(id));
      }
      release();
      await inbox.settled();
      expect(lane.turns).to.deep.equal(['busy', 'first', 'second', 'third']);
    });

    it('never lets an event overtake one that waited long, so a wrong timestamp blocks no message forever', async () => {
      const inbox = lane.process();
      const release = await lane.occupy(inbox, NOON);
      await inbox.take(lane.event('future', NOON * 2), lane.work('future'));
      await lane.letWait('future');
      await inbox.take(lane.event('past', 1), lane.work('past'));
      await inbox.take(lane.event('now', NOON + SECOND), lane.work('now'));
      release();
      await inbox.settled();
      expect(lane.turns).to.deep.equal(['busy', 'future', 'past', 'now']);
    });

    it('places a timestamped event after earlier and before later arrivals without a timestamp', async () => {
      const inbox = lane.process();
      const release = await lane.occupy(inbox, null);
      await inbox.take(lane.event('early', null), lane.work('early'));
      await inbox.take(lane.event('stamped', NOON), lane.work('stamped'));
      await inbox.take(lane.event('late', null), lane.work('late'));
      release();
      await inbox.settled();
      expect(lane.turns).to.deep.equal(['busy', 'early', 'stamped', 'late']);
    });
  });
}

describe('events with a platform timestamp across processes', () => {
  const lane = useLane(onPostgres);

  it('processes events in the order they were sent, even if another process inserts the earlier one late', async () => {
    const [slow, quick] = [lane.process(), lane.process({ settleMs: 2_000 })];
    await (await slow.take(lane.event('before', NOON), lane.work('before'))).done;
    const later = await quick.take(lane.event('later', NOON + 2 * SECOND), lane.work('later'));
    const earlier = await slow.take(lane.event('earlier', NOON + SECOND), lane.work('earlier'));
    await Promise.all([later.done, earlier.done]);
    expect(lane.turns).to.deep.equal(['before', 'earlier', 'later']);
  });

  it('never overtakes a running turn of the lane or runs beside it', async () => {
    const [one, other] = [lane.process(), lane.process()];
    const release = await lane.occupy(one, NOON + SECOND);
    const earlier = await other.take(lane.event('earlier', NOON), lane.work('earlier'));
    const elsewhere = await other.take(
      { ...lane.event('x', NOON), lane: 'another' },
      lane.work('x'),
    );
    await elsewhere.done;
    expect(lane.turns).to.deep.equal(['busy', 'x']);
    release();
    await earlier.done;
    expect(lane.turns).to.deep.equal(['busy', 'x', 'earlier']);
  });
});

/** One lane, and what happened in it. */
function useLane(open: () => Promise<Store>) {
  let store: Store;
  const inboxes: Inbox[] = [];
  const turns: string[] = [];
  before(async function () {
    this.timeout(90_000);
    store = await open();
  });
  afterEach(async () => {
    await Promise.all(inboxes.splice(0).map((inbox) => inbox.stop(0)));
    await store.db.deleteFrom('inbox').execute();
    turns.length = 0;
  });
  after(() => store.close());

  return { turns, process, event, work, occupy, letWait };

  function process(options: Partial<InboxOptions> = {}): Inbox {
    const inbox = createInbox({ store, log: silentLog, settleMs: 0, ...options });
    inboxes.push(inbox);
    return inbox;
  }

  function event(id: string, sentAt: number | null): NewEvent {
    return { channel: 'web', lane: 'lane', id, sentAt, content: {}, isAcknowledged: true };
  }

  function work(id: string, turn: Promise<void> = Promise.resolve()): Work<void> {
    return {
      event: id,
      prepare: async () => async (place) => {
        await place.head();
        turns.push(id);
        await turn;
      },
    };
  }

  /** Begins a turn that goes on until the function it resolves to is called. */
  async function occupy(inbox: Inbox, sentAt: number | null): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    await inbox.take(event('busy', sentAt), work('busy', promise));
    await until(() => turns.includes('busy'));
    return resolve;
  }

  async function letWait(id: string): Promise<void> {
    await sql`update inbox set received_at = received_at - interval '1 minute' where id = ${id}`.execute(
      store.db,
    );
  }
}
