import { expect } from 'chai';
import {
  type InboundEvent,
  inboundSchema,
} from '../../../../src/channels/slack/inbound/inbound-event.ts';
import { createIntake, type Intake } from '../../../../src/channels/slack/inbound/intake.ts';
import type { EphemeralReplies } from '../../../../src/channels/slack/outbound/ephemeral-reply.ts';
import type { ChatEvent } from '../../../../src/conversation/event.ts';
import { createInbox, type Inbox } from '../../../../src/helpdesk/inbox/inbox.ts';
import type { Receive } from '../../../../src/ports/channel.ts';
import { DeliveryError } from '../../../../src/ports/channel.ts';
import type { Store } from '../../../../src/store/store.ts';
import { recordLog } from '../../../support/record-log.ts';
import { rejectionOf } from '../../../support/rejection.ts';
import { openFreshStore } from '../../../support/store.ts';

const DONE = { duplicate: false, decided: null } as const;

describe('what Slack sent, until it had its turn', () => {
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
    const intake = createIntake({
      inbox,
      desk: {
        turn: async (event, address) => {
          turns.push(event);
          return receive(event, address);
        },
        withFiles: async (event) => event,
      },
      db: store.db,
      api: () => Promise.reject(new Error('Slack is not asked.')),
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
    inbox.register('slack', (content) => intake.workOn(inboundSchema.parse(content)));
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

  it('may be acknowledged once it is kept, before its turn is over, and is kept no longer than that', async () => {
    const turn = Promise.withResolvers<typeof DONE>();
    const { inbox, intake, turns } = scene(() => turn.promise);
    await intake.take(inbound());
    expect(await left()).to.have.length(1);
    turn.resolve(DONE);
    await inbox.settled();
    expect(turns).to.have.length(1);
    expect(await left()).to.deep.equal([]);
  });

  it('is kept without the secrets somebody pasted', async () => {
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

  it('has its turn at the next start where the process was killed before', async () => {
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

  it('begins one turn however often it comes meanwhile', async () => {
    const turn = Promise.withResolvers<typeof DONE>();
    const { inbox, intake, turns } = scene(() => turn.promise);
    const event = inbound();
    await Promise.all([intake.take(event), intake.take(event), intake.take(event)]);
    turn.resolve(DONE);
    await inbox.settled();
    expect(turns).to.have.length(1);
  });

  it('has its turns one after the other for one person, while others do not wait', async () => {
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

  it('is tried again where its turn fails, and nobody hears of that', async () => {
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

  it('is told of, and logged without a word of it, where its turn fails for good', async () => {
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
      msg: 'inbox: turn failed, event set aside',
    });
    expect(JSON.stringify(lines)).not.to.include('they wrote');
  });

  it('is not tried again where the person is gone', async () => {
    const { inbox, intake, turns, told } = scene(async () => {
      throw new DeliveryError('gone', 'Slack answered user_not_found');
    });
    await intake.take(inbound());
    await inbox.settled();
    expect(turns).to.have.length(1);
    expect(told).to.have.length(1);
  });

  it('is not acknowledged where it cannot be kept, and has its turn when it comes again', async () => {
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

  it('is not acknowledged while the disk is full, and nothing of it is kept', async () => {
    const { inbox, intake, turns } = scene(undefined, {
      store: { kind: store.kind, db: store.db, disk: { ...store.disk, state: () => 'full' } },
    });
    expect(await rejectionOf(intake.take(inbound()))).to.have.property('code', 'disk-full');
    await inbox.settled();
    expect(turns).to.deep.equal([]);
    expect(await left()).to.deep.equal([]);
  });

  it('does what follows a turn after it, and lets a failure of that be no failure of the turn', async () => {
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
