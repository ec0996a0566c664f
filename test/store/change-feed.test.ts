import { expect } from 'chai';
import { sql } from 'kysely';
import { createTurnCoordinator } from '../../src/helpdesk/turns/turn-coordinator.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { recordLog } from '../support/record-log.ts';
import { openFreshStore, silentLog } from '../support/store.ts';
import { until } from '../support/turns.ts';

describe('change feed between processes', () => {
  let one: Store;
  let other: Store;
  const { log, lines } = recordLog();
  const inbound: string[] = [];
  const echoed: string[] = [];

  before(async () => {
    const databaseUrl = await freshDatabaseUrl();
    one = await openStore({ dataDir: '', databaseUrl, log: silentLog });
    other = await openStore({ dataDir: '', databaseUrl, log });
    one.changes.listen((topic, key) => echoed.push(`${topic} ${key}`));
    other.changes.listen((topic, key) => inbound.push(`${topic} ${key}`));
    await until(async () => (await listeners()) === 2);
  });
  after(async () => {
    await one.close();
    await other.close();
  });
  beforeEach(() => {
    inbound.length = 0;
  });

  it('delivers a change unaltered to the other processes and never back to its sender', async () => {
    one.changes.publish('turn', 'teams:a tenant:19:x@thread.tacv2 with a blank');
    one.changes.publish('ticket', 'SP-1001');
    await until(() => inbound.length === 2);
    expect(inbound).to.have.members([
      'turn teams:a tenant:19:x@thread.tacv2 with a blank',
      'ticket SP-1001',
    ]);
    expect(echoed).to.deep.equal([]);
  });

  it('reconnects after a lost connection without ending the process', async () => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'signpost-news' and datname = current_database()`.execute(one.db);
    await until(async () => {
      one.changes.publish('ticket', 'SP-1002');
      await new Promise((resolve) => setTimeout(resolve, 100));
      return inbound.includes('ticket SP-1002');
    });
    expect(lines.map(({ msg }) => msg)).to.deep.equal([
      'postgres: listener connection lost, retry scheduled',
    ]);
  });

  it('ignores notifications it cannot parse', async () => {
    await sql`select pg_notify('signpost_news', 'nonsense'), pg_notify('signpost_news', 'x y z')`.execute(
      one.db,
    );
    one.changes.publish('ticket', 'SP-1003');
    await until(() => inbound.includes('ticket SP-1003'));
    expect(
      inbound.filter((each) => each !== 'ticket SP-1003' && each !== 'ticket SP-1002'),
    ).to.deep.equal([]);
  });

  it('wakes a listener of a conversation in another process exactly once', async () => {
    const databaseUrl = await freshDatabaseUrl();
    const stores = [0, 1].map(() => openStore({ dataDir: '', databaseUrl, log: silentLog }));
    const [here, there] = await Promise.all(stores);
    if (here === undefined || there === undefined) throw new Error('two stores were asked for');
    const rooms = [
      createTurnCoordinator(silentLog, here.changes),
      createTurnCoordinator(silentLog, there.changes),
    ];
    const woken: string[] = [];
    rooms[1]?.turnChanges.listen((key) => woken.push(`turn ${key}`));
    rooms[1]?.ticketChanges.listen((key) => woken.push(`ticket ${key}`));
    await until(async () => Number((await newsConnections(here)) ?? 0) === 2);
    rooms[0]?.turnChanges.notify('web:1');
    rooms[0]?.ticketChanges.notify('SP-1004');
    rooms[1]?.turnChanges.notify('web:2');
    await until(() => woken.length >= 3);
    expect(woken).to.have.members(['turn web:1', 'ticket SP-1004', 'turn web:2']);
    await Promise.all([here.close(), there.close()]);
  });

  it('delivers a change to all listeners of a process over one connection', async () => {
    const also: string[] = [];
    other.changes.listen((topic, key) => also.push(`${topic} ${key}`));
    one.changes.publish('ticket', 'SP-1005');
    await until(() => also.length === 1 && inbound.includes('ticket SP-1005'));
    expect(await listeners()).to.equal(2);
  });

  it('delivers nothing on the embedded database, which has no other processes', async () => {
    const store = await openFreshStore();
    store.changes.listen(() => expect.fail('nobody could have told it'));
    store.changes.publish('ticket', 'SP-1001');
    await store.close();
  });

  const listeners = () => newsConnections(one);
});

/** Connections that have come as far as to listen. */
async function newsConnections(store: Store): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from pg_stat_activity
    where application_name = 'signpost-news' and datname = current_database() and query like 'listen%'`.execute(
    store.db,
  );
  return Number(rows[0]?.count ?? 0);
}
