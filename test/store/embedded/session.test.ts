import { expect } from 'chai';
import { sql } from 'kysely';
import type { Store } from '../../../src/store/store.ts';
import { rejectionOf } from '../../support/rejection.ts';
import { openFreshStore } from '../../support/store.ts';

describe('embedded database session', () => {
  let store: Store;
  before(async () => {
    store = await openFreshStore();
    await sql`create table things (id integer primary key, name text)`.execute(store.db);
  });
  after(() => store.close());

  const one = async (value: unknown, type: string) => {
    const { rows } = await sql<{
      value: unknown;
    }>`select ${value}::${sql.raw(type)} as value`.execute(store.db);
    return rows[0]?.value;
  };
  const count = async () => (await sql`select id from things`.execute(store.db)).rows.length;

  const values: readonly [unknown, string][] = [
    [null, 'text'],
    ['it’s 你好 "quoted" \\ $1', 'text'],
    ['', 'text'],
    [-42, 'integer'],
    [9_007_199_254_740_991, 'bigint'],
    [0.5, 'double precision'],
    [true, 'boolean'],
    [false, 'boolean'],
    [new Date('2026-11-22T08:00:00.123Z'), 'timestamptz'],
    [['a', 'b,"c"', ''], 'text[]'],
    [['00000000-0000-4000-8000-000000000001'], 'uuid[]'],
  ];
  for (const [value, type] of values) {
    it(`writes and reads ${JSON.stringify(value)} as ${type}, also on reuse of the statement`, async () => {
      expect(await one(value, type)).to.deep.equal(value);
      expect(await one(value, type)).to.deep.equal(value);
    });
  }

  it('returns JSON as parsed values', async () => {
    const value = { text: '你好', list: [1, null, true], nested: {} };
    expect(await one(JSON.stringify(value), 'jsonb')).to.deep.equal(value);
  });

  it('reports the number of rows a statement changed', async () => {
    await sql`insert into things values (1, 'one'), (2, 'two')`.execute(store.db);
    const deleted = await store.db
      .deleteFrom('events')
      .where('id', '=', 'none')
      .executeTakeFirstOrThrow();
    expect(deleted.numDeletedRows).to.equal(0n);
    const updated = await sql`update things set name = 'x'`.execute(store.db);
    expect(updated.numAffectedRows).to.equal(2n);
    await sql`delete from things`.execute(store.db);
  });

  it('continues after statements that are malformed, fail to run or violate a constraint', async () => {
    await sql`insert into things values (1, 'one')`.execute(store.db);
    const failures = [
      sql`selec 1`,
      sql`select 1 / ${0}::integer`,
      sql`select * from nowhere`,
      sql`insert into things values (1, 'again')`,
    ];
    const codes: unknown[] = [];
    for (const failure of failures) {
      const error = await rejectionOf(failure.execute(store.db));
      codes.push('code' in error && error.code);
    }
    expect(codes).to.deep.equal(['42601', '22012', '42P01', '23505']);
    expect(await count()).to.equal(1);
    await sql`delete from things`.execute(store.db);
  });

  it('discards a transaction with a failed statement, and reports the failure if it was ignored', async () => {
    const overlooked = store.db.transaction().execute(async (trx) => {
      await sql`insert into things values (1, 'one')`.execute(trx);
      await rejectionOf(sql`insert into things values (1, 'again')`.execute(trx));
    });
    expect((await rejectionOf(overlooked)).message).to.match(/nothing of it is kept/);
    expect(await count()).to.equal(0);
  });

  it('runs no other statement between the statements of a transaction', async () => {
    const inside = store.db.transaction().execute(async (trx) => {
      await sql`insert into things values (1, 'one')`.execute(trx);
      const outside = Promise.all([
        count(),
        store.jobs.findJobs('none').catch(() => 'no such queue'),
        store.db
          .transaction()
          .execute((other) => sql`insert into things values (2, 'two')`.execute(other)),
      ]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await sql`delete from things where id = 1`.execute(trx);
      return { outside };
    });
    const [seen] = await (await inside).outside;
    expect(seen).to.equal(0);
    expect(await count()).to.equal(1);
    await sql`delete from things`.execute(store.db);
  });

  it('serves callers in order, however busy other callers are', async () => {
    const order: string[] = [];
    const busy = async () => {
      for (let turn = 0; turn < 10; turn += 1) {
        await store.db.transaction().execute((trx) => sql`select 1`.execute(trx));
        order.push('busy');
      }
    };
    const lone = async () => {
      await store.db.transaction().execute((trx) => sql`select 1`.execute(trx));
      order.push('lone');
    };
    await Promise.all([busy(), busy(), lone(), busy()]);
    expect(order.indexOf('lone')).to.be.at.most(3);
  });

  it('rolls back a job queue script that fails halfway', async () => {
    const script = store.jobs
      .getDb()
      .executeSql("begin; insert into things values (1, 'one'); select 1 / 0; commit");
    expect((await rejectionOf(script)).message).to.match(/division by zero/);
    expect(await count()).to.equal(0);
  });

  it('returns the current columns of a table, even if the statement is cached', async () => {
    const all = () => sql`select * from things`.execute(store.db);
    await sql`insert into things values (1, 'one')`.execute(store.db);
    expect((await all()).rows).to.deep.equal([{ id: 1, name: 'one' }]);
    await sql`alter table things add column size integer default 3`.execute(store.db);
    expect((await all()).rows).to.deep.equal([{ id: 1, name: 'one', size: 3 }]);
  });

  it('runs more distinct statements than the cache holds', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let number = 0; number < 150; number += 1) {
        const { rows } = await sql<{
          value: number;
        }>`select ${sql.raw(String(number))} as value`.execute(store.db);
        expect(rows).to.deep.equal([{ value: number }]);
      }
    }
  });
});
