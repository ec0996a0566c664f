import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { createInbox, type Inbox, type InboxOptions } from '../../src/helpdesk/inbox/inbox.ts';
import type { NewEvent } from '../../src/helpdesk/inbox/new-event.ts';
import type { Work } from '../../src/helpdesk/inbox/work.ts';
import { reportProcess } from '../../src/store/inbox-processes.ts';
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

    it('treats an event without a timestamp as sent when it arrives', async () => {
      const inbox = lane.process();
      const release = await lane.occupy(inbox, null);
      await inbox.take(lane.event('command', null), lane.work('command'));
      await inbox.take(lane.event('after', soon()), lane.work('after'));
      await inbox.take(lane.event('before', NOON), lane.work('before'));
      await inbox.take(lane.event('last command', null), lane.work('last command'));
      release();
      await inbox.settled();
      expect(lane.turns).to.deep.equal(['busy', 'before', 'command', 'after', 'last command']);
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

  it('processes the first two events of a lane in the order they were sent, even if the earlier one is inserted late', async () => {
    const [slow, quick] = [lane.process(), lane.process({ settleMs: 2_000 })];
    await slow.start();
    const later = await quick.take(lane.event('later', NOON + SECOND), lane.work('later'));
    await lane.letOthersWork(quick);
    const earlier = await slow.take(lane.event('earlier', NOON), lane.work('earlier'));
    await Promise.all([later.done, earlier.done]);
    expect(lane.turns).to.deep.equal(['earlier', 'later']);
  });

  it('processes a message before a command that was sent after it and inserted first', async () => {
    const [slow, quick] = [lane.process(), lane.process({ settleMs: 2_000 })];
    await slow.start();
    const command = await quick.take(lane.event('command', null), lane.work('command'));
    await lane.letOthersWork(quick);
    const message = await slow.take(lane.event('message', NOON), lane.work('message'));
    await Promise.all([command.done, message.done]);
    expect(lane.turns).to.deep.equal(['message', 'command']);
  });

  it('waits longer for an earlier event if another process reports a lag', async () => {
    const [slow, quick] = [lane.process(), lane.process()];
    await lane.reportLag('slow', 2_000);
    const later = await quick.take(lane.event('later', NOON + SECOND), lane.work('later'));
    await lane.letOthersWork(quick);
    const earlier = await slow.take(lane.event('earlier', NOON), lane.work('earlier'));
    await Promise.all([later.done, earlier.done]);
    expect(lane.turns).to.deep.equal(['earlier', 'later']);
  });

  it('does not wait for a process that has stopped', async () => {
    const [stopped, only] = [lane.process(), lane.process({ settleMs: 3_600_000 })];
    await Promise.all([stopped.start(), only.start()]);
    await stopped.stop(0);
    await (await only.take(lane.event('only', NOON), lane.work('only'))).done;
    expect(lane.turns).to.deep.equal(['only']);
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

/** A time after whatever arrived by now, in µs since 1970. */
function soon(): number {
  return Date.now() * 1000 + 60 * SECOND;
}

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
    for (const table of ['inbox', 'inbox_lanes', 'inbox_processes'] as const) {
      await store.db.deleteFrom(table).execute();
    }
    turns.length = 0;
  });
  after(() => store.close());

  return { turns, process, event, work, occupy, letWait, letOthersWork, reportLag };

  function process(options: Partial<InboxOptions> = {}): Inbox {
    const inbox = createInbox({ store, log: silentLog, settleMs: 0, ...options });
    inboxes.push(inbox);
    return inbox;
  }

  function event(id: string, sentAt: number | null): NewEvent {
    return { channel: 'teams', lane: 'lane', id, sentAt, content: {}, isAcknowledged: true };
  }

  function work(id: string, turn: Promise<void> = Promise.resolve()): Work<void> {
    return {
      event: id,
      prepare: async () => async (position) => {
        await position.head();
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

  /** Lets events that don't wait have their turns meanwhile. */
  async function letOthersWork(inbox: Inbox): Promise<void> {
    const other = { ...event(randomUUID(), null), channel: 'web', lane: 'another' } as const;
    const { done } = await inbox.take(other, {
      event: 'other',
      prepare: async () => async (position) => position.head(),
    });
    await done;
  }

  function reportLag(owner: string, lagMs: number): Promise<void> {
    return reportProcess(store.db, owner, lagMs);
  }

  async function letWait(id: string): Promise<void> {
    await sql`update inbox set received_at = received_at - interval '1 minute' where id = ${id}`.execute(
      store.db,
    );
  }
}
