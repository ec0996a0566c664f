import { expect } from 'chai';
import { WEB_LIMITS } from '../../src/channels/web/limits.ts';
import { clocksFrom } from '../../src/concurrency/clocks.ts';
import { createPace } from '../../src/concurrency/rate-limit.ts';
import { createTtlCache } from '../../src/concurrency/ttl-cache.ts';
import { createRequesterService } from '../../src/helpdesk/turns/requester-service.ts';
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts';
import { DeliveryError } from '../../src/ports/delivery-error.ts';
import type { RequesterMessage } from '../../src/ports/message.ts';
import { followClock } from '../../src/store/job-clock.ts';
import { prune } from '../../src/store/maintenance.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { resolvedBefore } from '../../src/store/ticket-states.ts';
import { storeTicket } from '../../src/store/tickets.ts';
import type { Ticket } from '../../src/tickets/payload.ts';
import { PageClient } from '../channels/web/page-client.ts';
import { startPage } from '../channels/web/start-page.ts';
import { openDeskRig } from '../support/desk-rig.ts';
import { recordLog } from '../support/record-log.ts';
import { ada } from '../support/sample-actors.ts';
import { sampleTicket } from '../support/sample-ticket.ts';
import { sampleWorld } from '../support/sample-world.ts';
import { startSlackDeskRig } from '../support/slack-desk-rig.ts';
import { freshDataDir, silentLog } from '../support/store.ts';
import { startTeamsDeskRig } from '../support/teams-desk-rig.ts';
import { type TimeOfDay, takeTimeOfDay } from '../support/time-of-day.ts';
import { echo, echoed, message, recordingChannel, until } from '../support/turns.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUICK = { firstMs: 20, maxMs: 40, attempts: 10_000 };
const JUMPS = [
  ['forwards by a day', DAY_MS],
  ['backwards by an hour', -HOUR_MS],
] as const;

describe('a clock that jumps', () => {
  let time: TimeOfDay;
  beforeEach(() => {
    time = takeTimeOfDay();
  });
  afterEach(() => time.restore());

  describe('rate limits', () => {
    for (const [how, jumpMs] of JUMPS) {
      it(`keeps the pace and the cached data of a channel when the clock jumps ${how}`, async () => {
        const { elapsedMs } = clocksFrom({});
        const waits: number[] = [];
        const sleep = async (ms: number) => void waits.push(ms);
        const pace = createPace({
          windows: [{ windowMs: 1_000, messages: 1 }],
          now: elapsedMs,
          sleep,
        });
        let asked = 0;
        const remembered = createTtlCache<number>({ now: elapsedMs, ttlMs: () => 60_000 });
        const ask = () => remembered('who is in the channel', async () => (asked += 1));
        await Promise.all([pace.turn('C1'), pace.turn('19:1'), ask()]);
        time.aheadMs = jumpMs;
        await Promise.all([pace.turn('C1'), pace.turn('19:1'), ask()]);
        expect(waits).to.have.length(2);
        for (const wait of waits) expect(wait).to.be.within(900, 1_000);
        expect(asked).to.equal(1);
      });
    }

    it('neither grants a page session a new burst nor takes one away', async () => {
      const app = await startPage();
      try {
        const page = await PageClient.open(app.url);
        const began = performance.now();
        let taken = 0;
        for (const jumpMs of [0, DAY_MS]) {
          time.aheadMs = jumpMs;
          const answers = await Promise.all(
            Array.from({ length: 80 }, () => page.post('/page/messages', '[]')),
          );
          taken += answers.filter(({ status }) => status !== 429).length;
        }
        const seconds = (performance.now() - began) / 1_000;
        expect(taken).to.be.at.most(WEB_LIMITS.burst + WEB_LIMITS.perSecond * seconds + 1);
        const other = await PageClient.open(app.url);
        time.aheadMs = -HOUR_MS;
        expect((await other.join()).status, 'after a jump backwards').to.equal(200);
        expect((await other.say('hello')).status).to.equal(200);
        expect((await fetch(`${app.url}/readyz`)).status).to.equal(200);
      } finally {
        await app.stop();
      }
    });
  });

  describe('agents at work', function () {
    this.timeout(60_000);

    it('keeps the pace in Slack and the lifetime of the cached list of agents', async () => {
      const rig = await startSlackDeskRig({ overrides: { paceIntervalMs: 100 } });
      try {
        const ada = await rig.agent('Ada');
        const bob = await rig.seat();
        await bob.say('help', []);
        await ada.command('queue all');
        await until(() => rig.api.of('conversations.members').length > 0);
        const asked = rig.api.of('conversations.members').length;
        for (const [how, jumpMs] of JUMPS) {
          time.aheadMs = jumpMs;
          const told = rig.api.screen.messages().length;
          await Promise.all([ada.command('queue all'), bob.person.say('help')]);
          await until(() => rig.api.screen.messages().length >= told + 2);
          expect(rig.api.of('conversations.members').length, how).to.equal(asked);
        }
        expect(rig.running.logged.filter(({ problem }) => problem === 'throttled')).to.deep.equal(
          [],
        );
      } finally {
        time.aheadMs = 0;
        await rig.close();
      }
    });

    it('keeps the pace in Teams and the lifetime of the cached list of agents', async () => {
      const rig = await startTeamsDeskRig({ threadWindows: [{ windowMs: 100, messages: 1 }] });
      try {
        const ada = rig.agent('Ada');
        await ada.say('queue all');
        const asked = () => rig.connector.rosterCalls.length;
        const before = asked();
        expect(before).to.be.greaterThan(0);
        for (const [how, jumpMs] of JUMPS) {
          const inbound = ada.inbound().length;
          time.aheadMs = jumpMs;
          await ada.say('queue all');
          expect(ada.inbound().length, how).to.be.greaterThan(inbound);
          expect(asked(), how).to.equal(before);
        }
      } finally {
        time.aheadMs = 0;
        await rig.close();
      }
    });
  });

  describe('pending deliveries', () => {
    let store: Store;
    let outbox: Outbox | null = null;
    before(async () => {
      store = await openStore({ dataDir: await freshDataDir(), databaseUrl: null, log: silentLog });
    });
    after(() => store.close());
    afterEach(async () => {
      await outbox?.drain(5_000);
      outbox = null;
      await store.jobs.deleteAllJobs('replies');
    });

    async function start(
      before: (outgoing: RequesterMessage) => void | Promise<void>,
      file?: (ticket: Ticket) => Promise<void>,
    ) {
      const { log } = recordLog();
      const channel = recordingChannel(before);
      const ticketSystems = file === undefined ? [] : [{ name: 'webhook', file }];
      outbox = await createOutbox({
        store,
        ticketSystems,
        log,
        backoff: { replies: QUICK, tickets: QUICK },
      });
      outbox.register(channel);
      outbox.start();
      const say = (conversation: string, id: string) =>
        createRequesterService({
          store,
          outbox: outbox ?? raise(),
          world: sampleWorld(),
          log: silentLog,
          step: echo,
        }).receive(message(conversation, id, id), {});
      return { channel, say, texts: () => channel.delivered.map(echoed) };
    }

    it('sends waiting replies at once and in order after the clock jumps back an hour', async () => {
      let reachable = false;
      const { say, texts } = await start(() => {
        if (!reachable) throw new DeliveryError('unavailable', 'not today');
      });
      await say('web:back', '1');
      await until(async () =>
        (await store.jobs.findJobs('replies')).some(({ state }) => state === 'retry'),
      );
      await say('web:back', '2');
      time.aheadMs = -HOUR_MS;
      await say('web:back', '3');
      reachable = true;
      expect(await followClock(store.db)).to.be.within(HOUR_MS - 10_000, HOUR_MS);
      expect(await followClock(store.db), 'and not once more').to.equal(0);
      await until(() => texts().length === 3);
      expect(texts()).to.deep.equal(['1', '2', '3']);
    });

    it('sends waiting replies at once and in order if the clock jumps back between two starts', async () => {
      const { say } = await start(() => {
        throw new DeliveryError('unavailable', 'not today');
      });
      await say('web:stopped', '1');
      await say('web:stopped', '2');
      await outbox?.drain(1_000);
      time.aheadMs = -HOUR_MS;
      expect(await followClock(store.db)).to.be.greaterThan(0);
      const { texts } = await start(() => undefined);
      await until(() => texts().length === 2);
      expect(texts()).to.deep.equal(['1', '2']);
    });

    it('does not send a reply twice if the clock jumps forward during its delivery', async () => {
      let sending = 0;
      const gate = Promise.withResolvers<void>();
      const { say, texts } = await start(async () => {
        sending += 1;
        await gate.promise;
      });
      await say('web:forth', '1');
      await until(() => sending === 1);
      time.aheadMs = DAY_MS;
      await claimsLookDead();
      await until(async () =>
        (await store.jobs.findJobs('replies')).some(({ retryCount }) => retryCount > 0),
      );
      gate.resolve();
      await until(async () => (await store.jobs.findJobs('replies')).length === 0);
      expect([sending, texts()]).to.deep.equal([1, ['1']]);
    });

    it('does not file a ticket twice if the clock jumps forward while it is being filed', async () => {
      let filed = 0;
      const gate = Promise.withResolvers<void>();
      const { say } = await start(
        () => undefined,
        async () => {
          filed += 1;
          await gate.promise;
        },
      );
      await say('web:filed', '1');
      await store.db.transaction().execute(async (trx) => {
        const { ticket } = await storeTicket(trx, 'web:filed', sampleTicket('en'));
        await outbox?.enqueue(trx, {
          inbound: null,
          messages: [],
          tickets: [Number(ticket.number.slice(3))],
        });
      });
      outbox?.kick();
      await until(() => filed === 1);
      // The queue looks for dead claims once in a while, and did so a day ahead in the test before.
      time.aheadMs = 2 * DAY_MS;
      await claimsLookDead();
      await until(async () =>
        (await store.jobs.findJobs('ticket-deliveries')).some(({ retryCount }) => retryCount > 0),
      );
      gate.resolve();
      await until(async () => (await store.jobs.findJobs('ticket-deliveries')).length === 0);
      expect(filed).to.equal(1);
    });

    it('remembers events when the clock jumps forward, so that a repeated event has no second effect', async () => {
      const { say, texts } = await start(() => undefined);
      await say('web:again', 'e1');
      time.aheadMs = DAY_MS;
      await prune(store.db, 90);
      expect((await say('web:again', 'e1')).duplicate).to.equal(true);
      time.aheadMs = -HOUR_MS;
      expect((await say('web:again', 'e1')).duplicate).to.equal(true);
      await until(async () => (await store.jobs.findJobs('replies')).length === 0);
      expect(texts()).to.deep.equal(['e1']);
    });

    /**
     * What the job queue does by itself every 20 s: it gives the jobs of processes that seem to be
     * gone to others.
     */
    async function claimsLookDead(): Promise<void> {
      await store.jobs.supervise();
      outbox?.kick();
    }
  });

  it('closes a resolved ticket once if the clock jumps in either direction', async () => {
    const store = await openStore({
      dataDir: await freshDataDir(),
      databaseUrl: null,
      log: silentLog,
    });
    const rig = await openDeskRig(store);
    try {
      const bob = rig.requester('bob');
      const number = await bob.file();
      await rig.type(ada, `resolve ${number} done`);
      const close = () => rig.helpdesk.agentService.closeResolved(7, new Date());
      time.aheadMs = -HOUR_MS;
      expect(await close(), 'not before its time').to.equal(0);
      time.aheadMs = 8 * DAY_MS;
      expect(await Promise.all([close(), close()])).to.have.members([0, 1]);
      time.aheadMs = -HOUR_MS;
      expect(await close()).to.equal(0);
      time.aheadMs = 9 * DAY_MS;
      expect(await close()).to.equal(0);
      expect(await resolvedBefore(store.db, new Date(Date.now() + DAY_MS), 10)).to.deep.equal([]);
    } finally {
      await rig.stop();
      await store.close();
    }
  });
});

function raise(): never {
  throw new Error('There is no outbox.');
}
