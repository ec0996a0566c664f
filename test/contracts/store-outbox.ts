import { expect } from 'chai';
import { sql } from 'kysely';
import type { Step } from '../../src/helpdesk/turns/apply-effects.ts';
import { createRequesterService } from '../../src/helpdesk/turns/requester-service.ts';
import type { TranscriptBatch } from '../../src/outbox/local-channel.ts';
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import { DeliveryError } from '../../src/ports/delivery-error.ts';
import type { RequesterMessage } from '../../src/ports/message.ts';
import type { Store } from '../../src/store/store.ts';
import { findTicket, ticketsOf } from '../../src/store/tickets.ts';
import { type TicketSystem, TicketSystemError } from '../../src/ticket-systems/ticket-system.ts';
import type { Ticket } from '../../src/tickets/payload.ts';
import { recordLog } from '../support/record-log.ts';
import { rejectionOf } from '../support/rejection.ts';
import { sampleTicket } from '../support/sample-ticket.ts';
import { sampleWorld } from '../support/sample-world.ts';
import { silentLog } from '../support/store.ts';
import { echo, echoed, echoReply, message, recordingChannel, until } from '../support/turns.ts';

const QUICK = { firstMs: 20, maxMs: 40, attempts: 4 };
const BACKOFF = { replies: QUICK, tickets: QUICK };

/** What the outbox promises, on every kind of store. */
export function outboxContract(open: () => Promise<Store>): void {
  let store: Store;
  let outbox: Outbox;
  before(async () => {
    store = await open();
  });
  after(() => store.close());
  afterEach(async () => {
    await outbox.drain(5000);
    await outbox.retryDead();
    await store.db.updateTable('ticket_deliveries').set({ status: 'delivered' }).execute();
    await store.jobs.deleteAllJobs('replies');
    await store.jobs.deleteAllJobs('ticket-deliveries');
  });

  /** An outbox whose web channel fails as told. */
  async function start(
    before: (outgoing: RequesterMessage) => void | Promise<void>,
    systems: TicketSystem[] = [],
  ) {
    const { log, lines } = recordLog();
    const channel = recordingChannel(before);
    outbox = await createOutbox({ store, ticketSystems: systems, log, backoff: BACKOFF });
    outbox.register(channel);
    outbox.start();
    const requesterService = (step: Step = echo) =>
      createRequesterService({ store, outbox, world: sampleWorld(), log: silentLog, step });
    const say = (conversation: string, id: string) =>
      requesterService().receive(message(conversation, id, id), {});
    return { channel, lines, desk: requesterService, say };
  }

  it('lets a local channel store incoming and outgoing messages within the turn, and queues no job', async () => {
    const kept: TranscriptBatch[] = [];
    let works = false;
    outbox = await createOutbox({ store, ticketSystems: [], log: silentLog });
    outbox.register({
      name: 'web',
      async keep(db, batch) {
        await sql`update ticket_numbers set last = last`.execute(db);
        if (!works) throw new Error('it cannot be kept');
        kept.push(batch);
      },
    });
    const requesterService = createRequesterService({
      store,
      outbox,
      world: sampleWorld(),
      log: silentLog,
      step: echo,
    });
    const event = message('web:local', 'e1', 'hello');
    expect((await rejectionOf(requesterService.receive(event, {}))).message).to.equal(
      'it cannot be kept',
    );
    works = true;
    expect(
      (await requesterService.receive(event, {})).duplicate,
      'nothing of the failed turn was kept',
    ).to.equal(false);
    expect(kept).to.have.length(1);
    expect(kept[0]?.inbound).to.deep.equal(event);
    expect(kept[0]?.said.map(({ id }) => id)).to.deep.equal([`${event.newId}/0`]);
    expect(await store.jobs.findJobs('replies')).to.deep.equal([]);
  });

  it('hands queued replies to a channel that has become local', async () => {
    const { say } = await start(() => {
      // Long enough that a busy machine does not use up all attempts before the drain is over.
      throw new DeliveryError('throttled', 'not today', { retryAfterMs: 700 });
    });
    await say('web:before', 'e1');
    await outbox.drain(1000);
    const kept: TranscriptBatch[] = [];
    outbox = await createOutbox({ store, ticketSystems: [], log: silentLog, backoff: BACKOFF });
    outbox.register({ name: 'web', keep: async (_db, batch) => void kept.push(batch) });
    outbox.start();
    await until(() => kept.length === 1);
    expect(kept[0]).to.deep.include({ conversation: 'web:before', inbound: null });
  });

  it('waits as long as a platform asks, and lets no later reply of the conversation overtake', async () => {
    let refusals = 2;
    const times: number[] = [];
    const { channel, say } = await start((outgoing) => {
      if (outgoing.conversation !== 'web:patience') return;
      times.push(performance.now());
      refusals -= 1;
      if (refusals >= 0) throw new DeliveryError('throttled', '429', { retryAfterMs: 300 });
    });
    await say('web:patience', 'first');
    await say('web:patience', 'second');
    await say('web:other', 'meanwhile');
    await until(() => channel.delivered.length === 3, 10_000);
    expect(channel.delivered.map(echoed)).to.deep.equal(['meanwhile', 'first', 'second']);
    const [one = 0, two = 0] = times;
    expect(two - one).to.be.at.least(300);
  });

  it('dead-letters a permanently refused reply, logs it, and sends the rest', async () => {
    const { channel, lines, say } = await start((outgoing) => {
      if (echoed(outgoing) === 'refused') throw new DeliveryError('rejected', 'BadSyntax');
      if (echoed(outgoing) === 'gone') throw new DeliveryError('gone', 'Forbidden');
    });
    for (const id of ['refused', 'gone', 'fine']) await say('web:refused', id);
    await until(() => channel.delivered.length === 1);
    expect(channel.delivered.map(echoed)).to.deep.equal(['fine']);
    const dead = await outbox.deadLetters();
    expect(
      dead.map((letter) => letter.kind === 'reply' && [letter.problem, letter.error]),
    ).to.deep.equal([
      ['rejected', 'BadSyntax'],
      ['gone', 'Forbidden'],
    ]);
    expect((await outbox.health()).deadReplies).to.equal(2);
    expect(lines.filter(({ level }) => level === 40)).to.have.length(2);
  });

  it('retries a refused reply before dead-lettering it if the refusal could not be recorded on the ticket', async () => {
    const { say } = await start(() => {
      throw new DeliveryError('gone', 'Forbidden');
    });
    const told: string[] = [];
    outbox.onDropped(async (conversation) => {
      told.push(conversation);
      if (told.length < 3) throw new Error('the database is away');
    });
    await say('web:unnoted', 'lost');
    await until(async () => (await outbox.health()).deadReplies === 1);
    expect(told).to.deep.equal(['web:unnoted', 'web:unnoted', 'web:unnoted']);
  });

  it('leaves unreadable dead letters in place when the rest are retried', async () => {
    await start(() => {});
    const at = new Date();
    const dead = {
      audience: 'requester' as const,
      destination: 'web:old',
      reply: 'r',
      status: 'dead' as const,
      problem: 'gone',
      error: 'gone',
      at,
    };
    await store.db
      .insertInto('messages')
      .values({
        id: 'unreadable',
        ...dead,
        message_id: null,
        content: '{"form":"of another version"}',
      })
      .execute();
    expect(await outbox.retryDead()).to.equal(0);
    expect(await outbox.deadLetters()).to.have.length(1);
    await store.db.deleteFrom('messages').where('id', '=', 'unreadable').execute();
  });

  it('dead-letters a queued job it cannot read, with its destination, and delivers the next one', async () => {
    const { channel, say } = await start(() => {});
    await store.jobs.insert('replies', [
      { singletonKey: 'web:odd', data: { form: 'of another version' } },
    ]);
    await say('web:odd', 'next');
    await until(async () => (await store.jobs.findJobs('replies')).length === 0);
    expect(channel.delivered.map(echoed)).to.deep.equal(['next']);
    const [letter] = await outbox.deadLetters();
    expect(letter).to.include({
      kind: 'reply',
      conversation: 'web:odd',
      problem: 'unreadable',
    });
    await store.db.deleteFrom('messages').where('problem', '=', 'unreadable').execute();
  });

  it('gives up on a platform that stays unavailable, and sends everything on a manual retry', async () => {
    let away = true;
    const { channel, say } = await start(() => {
      if (away) throw new DeliveryError('unavailable', 'ECONNREFUSED');
    });
    await say('web:away', 'one');
    await say('web:away', 'two');
    await until(async () => (await outbox.health()).deadReplies === 2);
    away = false;
    expect(await outbox.retryDead()).to.equal(2);
    await until(() => channel.delivered.length === 2);
    expect(channel.delivered.map(echoed)).to.deep.equal(['one', 'two']);
    expect((await outbox.health()).deadReplies).to.equal(0);
  });

  it('does not repeat the replies of a turn that were sent before an interruption', async () => {
    let refusals = 1;
    const { channel, desk: requesterService } = await start((outgoing) => {
      if (echoed(outgoing) === 'second' && refusals-- > 0)
        throw new DeliveryError('unavailable', '503');
    });
    const twice: Step = (_world, state, event) => ({
      state,
      effects: ['first', 'second', 'third'].map((text, nth) => ({
        kind: 'say',
        reply: echoReply(event, text, nth),
      })),
    });
    await requesterService(twice).receive(message('web:parts', 'e1', 'go'), {});
    await until(() => channel.delivered.length === 3);
    expect(channel.delivered.map(echoed)).to.deep.equal(['first', 'second', 'third']);
  });

  it('keeps replies for a channel that is not registered yet', async () => {
    outbox = await createOutbox({
      store,
      ticketSystems: [],
      log: silentLog,
      backoff: { ...BACKOFF, replies: { ...QUICK, attempts: 100 } },
    });
    outbox.start();
    const requesterService = createRequesterService({
      store,
      outbox,
      world: sampleWorld(),
      log: silentLog,
      step: echo,
    });
    await requesterService.receive(message('web:late', 'e1', 'late'), {});
    const channel = recordingChannel();
    outbox.register(channel);
    await until(() => channel.delivered.length === 1);
  });

  it('does not let a slow conversation delay another', async () => {
    const slow = Promise.withResolvers<void>();
    const { channel, say } = await start((outgoing) =>
      outgoing.conversation === 'web:slow' ? slow.promise : undefined,
    );
    await say('web:slow', 'slow');
    await say('web:quick', 'quick');
    await until(() => channel.delivered.length === 1);
    expect(channel.delivered.map(echoed)).to.deep.equal(['quick']);
    slow.resolve();
    await until(() => channel.delivered.length === 2);
  });

  it('sends all ready replies before it stops, and the rest after the next start', async () => {
    let away = true;
    const first = await start((outgoing) => {
      if (away && outgoing.conversation === 'web:tomorrow')
        throw new DeliveryError('unavailable', '503', { retryAfterMs: 500 });
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => first.say(`web:today${index % 4}`, `e${index}`)),
    );
    await first.say('web:tomorrow', 'later');
    await outbox.drain(5000);
    expect(first.channel.delivered).to.have.length(20);
    away = false;
    const second = await start(() => {});
    await until(() => second.channel.delivered.length === 1);
    expect(second.channel.delivered.map(echoed)).to.deep.equal(['later']);
  });

  it('sends the replies that a dead process was delivering', async () => {
    outbox = await createOutbox({ store, ticketSystems: [], log: silentLog, backoff: BACKOFF });
    const requesterService = createRequesterService({
      store,
      outbox,
      world: sampleWorld(),
      log: silentLog,
      step: echo,
    });
    await requesterService.receive(message('web:orphan', 'e1', 'first'), {});
    await requesterService.receive(message('web:orphan', 'e2', 'second'), {});
    const [taken] = await store.jobs.fetch('replies');
    expect(taken).to.have.nested.property('data.conversation', 'web:orphan');
    if (store.kind === 'postgres') {
      // Another process may be at it still; only the missing heartbeat tells, here a minute of it.
      await sql`update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`.execute(
        store.db,
      );
      await sql`update pgboss.queue set monitor_on = now() - interval '1 minute'`.execute(store.db);
      await store.jobs.supervise('replies');
    }
    const { channel } = await start(() => {});
    await until(() => channel.delivered.length === 2);
    expect(channel.delivered.map(echoed)).to.deep.equal(['first', 'second']);
  });

  describe('ticket delivery', () => {
    let keys = 0;
    const filing: Step = (_world, state, event) => {
      if (event.content.kind === 'ticket-filed') return { state, effects: [] };
      keys += 1;
      const idempotencyKey = `00000000-0000-4000-9000-${String(keys).padStart(12, '0')}`;
      return {
        state,
        effects: [
          { kind: 'file-ticket', ticket: { ...sampleTicket('en'), idempotencyKey }, files: [] },
        ],
      };
    };

    function system(
      name: string,
      before: (ticket: Ticket) => void,
    ): TicketSystem & { readonly filed: Ticket[] } {
      const filed: Ticket[] = [];
      return {
        name,
        filed,
        async file(ticket) {
          before(ticket);
          filed.push(ticket);
        },
      };
    }

    async function file(conversation: string, systems: TicketSystem[]): Promise<string> {
      const { desk: requesterService } = await start(() => {}, systems);
      await requesterService(filing).receive(message(conversation, 'e1', 'file'), {});
      const [ticket] = await ticketsOf(store.db, conversation);
      return ticket?.number ?? '';
    }

    const deliveriesOf = async (number: string) => (await findTicket(store.db, number))?.deliveries;
    const settled = (number: string, status: string) => async () =>
      (await deliveriesOf(number))?.every((delivery) => delivery.status === status) === true;

    it('files a ticket in every system, and retries if one is down', async () => {
      let refusals = 2;
      const steady = system('steady', () => {});
      const shaky = system('shaky', () => {
        if (refusals-- > 0) throw new TicketSystemError('503 Service Unavailable');
      });
      const number = await file('web:systems', [steady, shaky]);
      await until(settled(number, 'delivered'));
      expect(await deliveriesOf(number)).to.deep.equal([
        { system: 'shaky', status: 'delivered', attempts: 3, lastError: null },
        { system: 'steady', status: 'delivered', attempts: 1, lastError: null },
      ]);
      expect(shaky.filed.map((ticket) => ticket.number)).to.deep.equal([number]);
    });

    it('dead-letters a refused ticket, shows the reason, and files it on a manual retry', async () => {
      let refuse = true;
      const strict = system('strict', () => {
        if (refuse) throw new TicketSystemError('401 Unauthorized', { final: true });
      });
      const number = await file('web:strict', [strict]);
      await until(settled(number, 'dead'));
      const [letter] = await outbox.deadLetters();
      expect(letter).to.deep.include({
        kind: 'ticket',
        ticket: number,
        system: 'strict',
        error: '401 Unauthorized',
        attempts: 1,
      });
      expect((await outbox.health()).deadTickets).to.equal(1);
      refuse = false;
      expect(await outbox.retryDead()).to.equal(1);
      await until(settled(number, 'delivered'));
      expect(strict.filed.map((ticket) => ticket.number)).to.deep.equal([number]);
    });

    it('dead-letters a ticket if a system stays down for all attempts', async () => {
      const number = await file('web:down', [
        system('down', () => {
          throw new TicketSystemError('ECONNREFUSED');
        }),
      ]);
      await until(settled(number, 'dead'));
      expect(await deliveriesOf(number)).to.deep.equal([
        { system: 'down', status: 'dead', attempts: 4, lastError: 'ECONNREFUSED' },
      ]);
    });
  });
}
