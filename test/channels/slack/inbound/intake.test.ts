import { expect } from 'chai';
import { createEventRows, type Intake } from '../../../../src/channels/slack/inbound/event-rows.ts';
import type { InboundEvent } from '../../../../src/channels/slack/inbound/inbound-event.ts';
import { createRowInbox, readerOf } from '../../../../src/channels/slack/inbound/row-kind.ts';
import type { EphemeralReplies } from '../../../../src/channels/slack/outbound/ephemeral-reply.ts';
import type { ChatEvent } from '../../../../src/conversation/event.ts';
import { createInbox, type Inbox } from '../../../../src/helpdesk/inbox/inbox.ts';
import type { Receive } from '../../../../src/ports/channel.ts';
import { DeliveryError } from '../../../../src/ports/delivery-error.ts';
import type { Store } from '../../../../src/store/store.ts';
import { recordLog } from '../../../support/record-log.ts';
import { rejectionOf } from '../../../support/rejection.ts';
import { openFreshStore } from '../../../support/store.ts';

const DONE = { duplicate: false, decided: null } as const;

describe('Slack intake', () => {
  let store: Store;
  before(async () => {
    store = await openFreshStore();
  });
  after(() => store.close());

  interface Scene {
    readonly inbox: Inbox;
    readonly intake: Intake;
    readonly turns: ChatEvent[];
    readonly told: string[];
    readonly lines: Record<string, unknown>[];
  }

  function scene(
    receive: Receive = async () => DONE,
    changes: { readonly store?: Pick<Store, 'kind' | 'db' | 'disk'> } = {},
  ): Scene {
    const { log, lines } = recordLog();
    const inbox = createInbox({ store, log, retryAfterMs: [1, 1], ...changes });
    const turns: ChatEvent[] = [];
    const told: string[] = [];
    const ephemeralReplies: EphemeralReplies = {
      sorry: async ({ id }) => void told.push(`sorry ${id}`),
      notYours: async ({ id }) => void told.push(`not yours ${id}`),
    };
    const rows = createEventRows({
      requesterService: {
        turn: async (event, address) => {
          turns.push(event);
          return receive(event, address);
        },
        withFiles: async (event) => event,
      },
      db: store.db,
      api: () => Promise.reject(new Error('Slack is not asked.')),
      permalinks: async () => null,
      people: async ({ user }) => ({
        id: user,
        name: 'Bob',
        address: null,
        localeTag: 'en-US',
        timeZone: null,
      }),
      directMessages: async ({ user }) => `D${user}`,
      ephemeralReplies,
      log,
    });
    inbox.register('slack', readerOf(rows));
    const intake = createRowInbox(inbox, rows);
    return { inbox, intake, turns, told, lines };
  }

  let count = 0;
  function inbound(changes: Partial<InboundEvent> = {}): InboundEvent {
    count += 1;
    return {
      id: `E${count}`,
      newId: `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
      at: '2026-11-22T08:00:00.000Z',
      who: { team: 'T1', enterprise: null, user: `U${count}` },
      place: null,
      content: { kind: 'message', text: 'help', files: [], masked: [] },
      ...changes,
    };
  }

  const left = () =>
    store.db
      .selectFrom('inbox')
      .select(['id', 'content'])
      .where('dead_at', 'is', null)
      .orderBy('seq')
      .execute();

  it('stores an event before its acknowledgment and deletes it after its turn', async () => {
    const turn = Promise.withResolvers<typeof DONE>();
    const { inbox, intake, turns } = scene(() => turn.promise);
    await intake.take(inbound());
    expect(await left()).to.have.length(1);
    turn.resolve(DONE);
    await inbox.settled();
    expect(turns).to.have.length(1);
    expect(await left()).to.deep.equal([]);
  });

  it('masks pasted secrets before it stores an event', async () => {
    const turn = Promise.withResolvers<typeof DONE>();
    const { inbox, intake } = scene(() => turn.promise);
    await intake.take(
      inbound({
        content: { kind: 'message', text: 'my password is Sommer2026!', files: [], masked: [] },
      }),
    );
    const kept = JSON.stringify(await left());
    turn.resolve(DONE);
    await inbox.settled();
    expect(kept).to.include('my password').and.not.include('Sommer2026');
  });

  it('processes an event at the next start if the process was killed before its turn', async () => {
    const killed = scene(() => new Promise(() => undefined));
    const events = [inbound(), inbound()];
    for (const event of events) await killed.intake.take(event);
    const next = scene();
    await next.inbox.start();
    await next.inbox.settled();
    await next.inbox.stop(0);
    expect(next.turns.map(({ id }) => id)).to.deep.equal(events.map(({ id }) => id));
    expect(next.turns.map(({ conversation }) => conversation)).to.deep.equal(
      events.map(({ who }) => `slack:T1:D${who.user}`),
    );
    expect(await left()).to.deep.equal([]);
  });

  it('processes an event once if it arrives several times meanwhile', async () => {
    const turn = Promise.withResolvers<typeof DONE>();
    const { inbox, intake, turns } = scene(() => turn.promise);
    const event = inbound();
    await Promise.all([intake.take(event), intake.take(event), intake.take(event)]);
    turn.resolve(DONE);
    await inbox.settled();
    expect(turns).to.have.length(1);
  });

  it('processes the events of one person in order while other people do not wait', async () => {
    const first = Promise.withResolvers<typeof DONE>();
    const { inbox, intake, turns } = scene(async ({ id }) =>
      id === 'slow' ? first.promise : DONE,
    );
    const slow = inbound({ id: 'slow' });
    await intake.take(slow);
    await intake.take(inbound({ id: 'after', who: slow.who }));
    await intake.take(inbound({ id: 'other' }));
    while (!turns.some(({ id }) => id === 'other'))
      await new Promise((resolve) => setImmediate(resolve));
    expect(turns.map(({ id }) => id)).to.deep.equal(['slow', 'other']);
    first.resolve(DONE);
    await inbox.settled();
    expect(turns.map(({ id }) => id)).to.deep.equal(['slow', 'other', 'after']);
  });

  it('retries a failed turn without telling the person', async () => {
    let failures = 2;
    const { inbox, intake, turns, told } = scene(async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('the database is away');
      return DONE;
    });
    await intake.take(inbound());
    await inbox.settled();
    expect(turns).to.have.length(3);
    expect(told).to.deep.equal([]);
  });

  it('tells the person when a turn fails for good, and logs none of their words', async () => {
    const { inbox, intake, told, lines } = scene(async () => {
      throw new Error('help is what they wrote');
    });
    const event = inbound();
    await intake.take(event);
    await inbox.settled();
    expect(told).to.deep.equal([`sorry ${event.id}`]);
    expect(await left()).to.deep.equal([]);
    expect(lines.at(-1)).to.include({
      event: event.id,
      error: 'Error',
      msg: 'inbox: turn failed, dead letter written',
    });
    expect(JSON.stringify(lines)).not.to.include('they wrote');
  });

  it('does not retry an event of a person who is gone', async () => {
    const { inbox, intake, turns, told } = scene(async () => {
      throw new DeliveryError('gone', 'Slack answered user_not_found');
    });
    await intake.take(inbound());
    await inbox.settled();
    expect(turns).to.have.length(1);
    expect(told).to.have.length(1);
  });

  it('withholds the acknowledgment if an event cannot be stored, and processes it when it comes again', async () => {
    let full = true;
    const db = onDisk(store, () => {
      if (full) throw new Error('the disk is full');
    });
    const { inbox, intake, turns } = scene(undefined, {
      store: { kind: store.kind, db, disk: store.disk },
    });
    const event = inbound();
    expect(await rejectionOf(intake.take(event))).to.have.property('message', 'the disk is full');
    await inbox.settled();
    expect(turns).to.deep.equal([]);
    full = false;
    await intake.take(event);
    await inbox.settled();
    expect(turns.map(({ id }) => id)).to.deep.equal([event.id]);
  });

  it('withholds the acknowledgment while the disk is full, and stores nothing', async () => {
    const { inbox, intake, turns } = scene(undefined, {
      store: { kind: store.kind, db: store.db, disk: { ...store.disk, state: () => 'full' } },
    });
    expect(await rejectionOf(intake.take(inbound()))).to.have.property('code', 'disk-full');
    await inbox.settled();
    expect(turns).to.deep.equal([]);
    expect(await left()).to.deep.equal([]);
  });

  it('runs the follow-up after a turn and does not count its failure as a failed turn', async () => {
    const { inbox, intake, turns, told } = scene();
    let turnsBefore = -1;
    await intake.take(inbound(), {
      after: async () => {
        turnsBefore = turns.length;
        throw new Error('Slack is away');
      },
    });
    await inbox.settled();
    expect(turnsBefore).to.equal(1);
    expect(told).to.deep.equal([]);
  });
});

/** The database, where its results are held back until the disk takes what was written. */
function onDisk({ db }: Store, disk: () => void): Store['db'] {
  return db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      disk();
      return result;
    },
  });
}
