import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import { createFileLink, openFileLink } from '../../src/store/file-links.ts';
import {
  attachFiles,
  countFiles,
  discardFile,
  fileBytes,
  filesOf,
  findFiles,
  keepFile,
  readFile,
} from '../../src/store/files.ts';
import { prune } from '../../src/store/maintenance.ts';
import type { Store } from '../../src/store/store.ts';
import { insertTicketState } from '../../src/store/ticket-states.ts';
import { storeTicket } from '../../src/store/tickets.ts';
import type { KeptFile } from '../../src/tickets/file.ts';
import { sequenceOf } from '../../src/tickets/number.ts';
import { type TicketStatus, ticketFrom } from '../../src/tickets/ticket-state.ts';
import { rejectionOf } from '../support/rejection.ts';
import { bob } from '../support/sample-actors.ts';
import { sampleTicket } from '../support/sample-ticket.ts';

const CONVERSATION = 'teams:contoso:19:files';
const ELSEWHERE = 'teams:contoso:19:elsewhere';
const NOW = new Date('2026-11-22T09:00:00.000Z');
const MINUTE_MS = 60_000;

/** What every kind of store promises of files. */
export function filesContract(open: () => Promise<Store>): void {
  let store: Store;
  before(async () => {
    store = await open();
    const shared = { channel: 'teams' as const, person: '{}', address: '{}', state: '{}' };
    await store.db
      .insertInto('conversations')
      .values([CONVERSATION, ELSEWHERE].map((id) => ({ id, ...shared })))
      .execute();
  });
  after(() => store.close());

  const keep = async (content: Uint8Array, more: Partial<KeptFile> = {}): Promise<KeptFile> => {
    const file = describeFile(content, more);
    await keepFile(store.db, { ...file, conversation: CONVERSATION }, content);
    return file;
  };
  const find = (...ids: readonly string[]) => findFiles(store.db, ids, CONVERSATION);
  const attach = (number: string, ...ids: readonly string[]) =>
    store.db.transaction().execute((trx) => attachFiles(trx, ids, CONVERSATION, number));
  const newTicket = () =>
    store.db.transaction().execute(async (trx) => {
      const draft = { ...sampleTicket('en'), idempotencyKey: randomUUID() };
      const { ticket } = await storeTicket(trx, CONVERSATION, draft);
      const opened = {
        kind: 'opened',
        ticket: ticket.number,
        revision: 1,
        at: NOW.toISOString(),
      } as const;
      const event = { ...opened, actor: bob, priority: 'normal' } as const;
      await insertTicketState(trx, ticketFrom(event), event);
      return ticket.number;
    });
  const countOf = async (table: 'file_contents' | 'file_chunks' | 'file_links') => {
    const all = store.db
      .selectFrom(table)
      .select((row) => row.fn.countAll<number | string>().as('count'));
    return Number((await all.executeTakeFirstOrThrow()).count);
  };
  const counts = async () => ({
    contents: await countOf('file_contents'),
    chunks: await countOf('file_chunks'),
    links: await countOf('file_links'),
  });

  describe('storing a file', () => {
    it('returns three megabytes byte for byte, at once and chunk by chunk', async () => {
      const content = randomBytes(3 * 1024 * 1024 + 1);
      const file = await keep(content);
      const whole = await fileBytes(store.db, file.id);
      expect(whole?.equals(content)).to.equal(true);
      const chunks: Uint8Array[] = [];
      for await (const chunk of readFile(store.db, file.id)) chunks.push(chunk);
      expect(chunks.length).to.be.greaterThan(10);
      expect(Buffer.concat(chunks).equals(content)).to.equal(true);
      expect(sha256(whole ?? Buffer.alloc(0))).to.equal((await find(file.id))[0]?.sha256);
    });

    it('stores every byte of a file, even if it is a view into a larger buffer', async () => {
      const every = Uint8Array.from({ length: 256 }, (_value, byte) => byte);
      const view = Buffer.concat([Buffer.from('before'), every, Buffer.from('after')]).subarray(
        6,
        6 + 256,
      );
      const file = await keep(view);
      expect(await fileBytes(store.db, file.id)).to.deep.equal(Buffer.from(every));
    });

    it('stores the metadata of a file in any script', async () => {
      const file = await keep(Buffer.from('log'), {
        name: '登录 "日志" 😀.txt',
        masked: ['password', 'a "b", c'],
      });
      expect(await find(file.id)).to.deep.equal([file]);
    });

    it('removes characters from a file name that no database can store', async () => {
      const file = await keep(Buffer.from('log'), { name: 'a\0b\ud83d.txt' });
      expect((await find(file.id))[0]?.name).to.equal('ab\ufffd.txt');
    });

    it('changes nothing if the same file arrives a second time', async () => {
      const first = Buffer.from('first');
      const file = await keep(first);
      const chunks = await countOf('file_chunks');
      await keep(Buffer.from('second, and longer'), { id: file.id, name: 'other.txt' });
      expect(await find(file.id)).to.deep.equal([file]);
      expect(await fileBytes(store.db, file.id)).to.deep.equal(first);
      expect(await countOf('file_chunks')).to.equal(chunks);
    });

    it('stores a file once and complete if it arrives several times at the same moment', async () => {
      const content = randomBytes(600_000);
      const id = randomUUID();
      const contents = await countOf('file_contents');
      await Promise.all([1, 2, 3].map(() => keep(content, { id })));
      expect(await countOf('file_contents')).to.equal(contents + 1);
      expect((await fileBytes(store.db, id))?.equals(content)).to.equal(true);
    });

    it('discards a file that was cut short, stores it when it is sent again, and cleans up the remains', async () => {
      const content = randomBytes(1_000_000);
      const contents = await countOf('file_contents');
      await failAtChunk(store, 2);
      const id = randomUUID();
      expect((await rejectionOf(keep(content, { id }))).message).to.include('the disk is full');
      await sql`drop trigger disk_full on file_chunks`.execute(store.db);
      expect(await find(id)).to.deep.equal([]);
      expect(await fileBytes(store.db, id)).to.equal(null);

      await keep(content, { id });
      expect((await fileBytes(store.db, id))?.equals(content)).to.equal(true);
      expect(await countOf('file_contents')).to.equal(contents + 2);
      await prune(store.db, 90);
      expect(await countOf('file_contents')).to.equal(contents + 2);
      await sql`update file_contents set begun_at = now() - interval '25 hours'`.execute(store.db);
      await prune(store.db, 90);
      expect(await countOf('file_contents')).to.equal(contents + 1);
      expect((await fileBytes(store.db, id))?.equals(content)).to.equal(true);
    });

    it('reports a missing file as gone, instead of returning part of it', async () => {
      const id = randomUUID();
      expect(await fileBytes(store.db, id)).to.equal(null);
      expect((await rejectionOf(readFile(store.db, id).next())).message).to.include(id);
      const file = await keep(randomBytes(600_000));
      const reading = readFile(store.db, file.id);
      expect((await reading.next()).value?.byteLength).to.be.greaterThan(0);
      await sql`delete from file_contents where id = (select content from files where id = ${file.id})`.execute(
        store.db,
      );
      expect((await rejectionOf(reading.next())).message).to.include(file.id);
    });
  });

  describe('finding files', () => {
    it('returns the files of one conversation in the requested order', async () => {
      const one = await keep(Buffer.from('one'));
      const other = await keep(Buffer.from('other'));
      expect(await find(other.id, randomUUID(), one.id)).to.deep.equal([other, one]);
      expect(await find()).to.deep.equal([]);
      expect(await findFiles(store.db, [one.id, other.id], ELSEWHERE)).to.deep.equal([]);
    });
  });

  describe('discarding a file', () => {
    it('deletes the file with all its bytes, but only for its own conversation', async () => {
      const before = await counts();
      const file = await keep(Buffer.from('by mistake'));
      await discardFile(store.db, file.id, ELSEWHERE);
      expect(await find(file.id)).to.deep.equal([file]);
      await discardFile(store.db, file.id, CONVERSATION);
      await discardFile(store.db, file.id, CONVERSATION);
      expect([await find(file.id), await counts()]).to.deep.equal([[], before]);
    });

    it('keeps a file that is attached to a ticket', async () => {
      const number = await newTicket();
      const file = await keep(Buffer.from('for the ticket'));
      await attach(number, file.id);
      await discardFile(store.db, file.id, CONVERSATION);
      expect(await filesOf(store.db, number)).to.deep.equal([file]);
    });
  });

  describe('files of a ticket', () => {
    it('returns the attached files, oldest first', async () => {
      const number = await newTicket();
      expect([await countFiles(store.db, number), await filesOf(store.db, number)]).to.deep.equal([
        0,
        [],
      ]);
      const one = await keep(Buffer.from('one'));
      const other = await keep(Buffer.from('other'));
      const later = await keep(Buffer.from('later'));
      expect(await attach(number, other.id, one.id)).to.deep.equal([other, one]);
      expect(await attach(number, later.id)).to.deep.equal([later]);
      expect(await filesOf(store.db, number)).to.deep.equal([one, other, later]);
      expect(await countFiles(store.db, number.toLowerCase())).to.equal(3);
    });

    it('attaches no files of another conversation', async () => {
      const number = await newTicket();
      const file = await keep(Buffer.from('private'));
      const attached = await store.db
        .transaction()
        .execute((trx) => attachFiles(trx, [file.id], ELSEWHERE, number));
      expect(attached).to.deep.equal([]);
      expect(await filesOf(store.db, number)).to.deep.equal([]);
    });

    it('attaches a file to one ticket only, and only once', async () => {
      const [first, second] = [await newTicket(), await newTicket()];
      const file = await keep(Buffer.from('the first'));
      const fresh = await keep(Buffer.from('the second'));
      expect(await attach(first, file.id)).to.deep.equal([file]);
      expect(await attach(first, file.id)).to.deep.equal([]);
      expect(await attach(second, file.id, fresh.id)).to.deep.equal([fresh]);
      expect(await filesOf(store.db, first)).to.deep.equal([file]);
      expect(await filesOf(store.db, second)).to.deep.equal([fresh]);
    });

    for (const number of ['SP-9999', 'SP-1', "SP-1001' or 1=1"]) {
      it(`returns no files for an unknown ticket, such as ${number}`, async () => {
        expect(await filesOf(store.db, number)).to.deep.equal([]);
        expect(await countFiles(store.db, number)).to.equal(0);
      });
    }
  });

  describe('file links', () => {
    it('serves the file on every request until the link expires', async () => {
      const file = await keep(Buffer.from('linked'));
      const token = await createFileLink(store.db, file.id, NOW, 10);
      const openAfter = (minutes: number) =>
        openFileLink(store.db, token, new Date(NOW.getTime() + minutes * MINUTE_MS));
      expect([await openAfter(0), await openAfter(1), await openAfter(9.9)]).to.deep.equal([
        file,
        file,
        file,
      ]);
      expect([await openAfter(10), await openAfter(1000)]).to.deep.equal([null, null]);
    });

    it('creates a different token for each link, and never stores it in the database', async () => {
      const file = await keep(Buffer.from('linked'));
      const tokens = [
        await createFileLink(store.db, file.id, NOW, 10),
        await createFileLink(store.db, file.id, NOW, 10),
      ];
      expect(new Set(tokens).size).to.equal(2);
      const written = await everyRow(store);
      expect(written).to.include(sha256(tokens[0] ?? ''));
      for (const token of tokens) expect(written).to.not.include(token);
    });

    for (const token of [
      '',
      'A'.repeat(43),
      'A'.repeat(42),
      'A'.repeat(44),
      `${'A'.repeat(42)}\0`,
      "' or 1=1 --",
      '../x',
    ]) {
      it(`rejects the token ${JSON.stringify(token)}`, async () => {
        expect(await openFileLink(store.db, token, NOW)).to.equal(null);
      });
    }

    it('rejects the stored hash as a token', async () => {
      const file = await keep(Buffer.from('linked'));
      const token = await createFileLink(store.db, file.id, NOW, 10);
      const hash = createHash('sha256').update(token).digest();
      expect(await openFileLink(store.db, hash.toString('hex'), NOW)).to.equal(null);
      expect(await openFileLink(store.db, hash.toString('base64url'), NOW)).to.equal(null);
    });

    it('deletes expired links', async () => {
      const file = await keep(Buffer.from('linked'));
      await createFileLink(store.db, file.id, new Date(Date.now() - 11 * MINUTE_MS), 10);
      const token = await createFileLink(store.db, file.id, new Date(), 10);
      await prune(store.db, 90);
      const left = await store.db
        .selectFrom('file_links')
        .select('token_hash')
        .where('file', '=', file.id)
        .execute();
      expect(left).to.deep.equal([{ token_hash: sha256(token) }]);
    });
  });

  describe('file retention', () => {
    const DAYS = 30;
    const kept: readonly [string, TicketStatus | null, changed: number, came: number][] = [
      ['of an open ticket, however old', 'in-progress', 400, 400],
      ['of a resolved ticket', 'resolved', 400, 400],
      ['of a ticket closed lately', 'closed', DAYS - 1, 400],
      ['that came lately and is of no ticket', null, 0, DAYS - 1],
    ];
    for (const [which, status, changed, came] of kept) {
      it(`keeps a file ${which}`, async () => {
        const file = await aged(status, changed, came);
        const before = await counts();
        await prune(store.db, DAYS);
        expect(await find(file.id)).to.deep.equal([file]);
        expect(await counts()).to.deep.equal(before);
      });
    }

    const over: readonly [string, TicketStatus | null, changed: number, came: number][] = [
      ['of a ticket closed long ago', 'closed', DAYS + 1, DAYS + 1],
      ['that came long ago and is of no ticket', null, 0, DAYS + 1],
    ];
    for (const [which, status, changed, came] of over) {
      it(`deletes a file ${which}, with its chunks and links`, async () => {
        const before = await counts();
        const file = await aged(status, changed, came);
        expect(await counts()).to.deep.equal({
          contents: before.contents + 1,
          chunks: before.chunks + 2,
          links: before.links + 1,
        });
        await prune(store.db, DAYS);
        expect(await find(file.id)).to.deep.equal([]);
        expect(await fileBytes(store.db, file.id)).to.equal(null);
        expect(await counts()).to.deep.equal(before);
      });
    }

    it('deletes any number of expired files', async () => {
      const before = await counts();
      await sql`insert into file_contents (id) select gen_random_uuid() from generate_series(1, 250)`.execute(
        store.db,
      );
      await sql`
        insert into files (id, content, conversation, name, type, bytes, sha256, masked, received_at)
        select gen_random_uuid(), id, 'web:many', 'log.txt', 'text/plain', 0, '', '{}', now() - interval '31 days'
        from file_contents where id not in (select content from files)`.execute(store.db);
      await prune(store.db, DAYS);
      expect(await counts()).to.deep.equal(before);
    });

    it('deletes records of posted files with the other posts of the thread, independently of the file', async () => {
      const post = {
        audience: 'agent' as const,
        destination: 'web',
        reply: 'r',
        ticket: 1001,
        status: 'sent' as const,
        at: daysAgo(91),
      };
      const kinds = ['escalation', 'thread', 'file'];
      await store.db
        .insertInto('messages')
        .values(kinds.map((kind) => ({ ...post, id: kind, kind })))
        .execute();
      await prune(store.db, DAYS);
      const left = await store.db
        .selectFrom('messages')
        .select('kind')
        .where('audience', '=', 'agent')
        .execute();
      expect(left).to.deep.equal([{ kind: 'escalation' }]);
    });

    /**
     * A file of two chunks, with a link, that came so many days ago; its ticket has stood where it
     * does since others.
     */
    async function aged(
      status: TicketStatus | null,
      changed: number,
      came: number,
    ): Promise<KeptFile> {
      const file = await keep(randomBytes(300_000));
      await createFileLink(store.db, file.id, new Date(), 10);
      await sql`update files set received_at = ${daysAgo(came)} where id = ${file.id}`.execute(
        store.db,
      );
      if (status === null) return file;
      const number = await newTicket();
      await attach(number, file.id);
      const changedAt = JSON.stringify(daysAgo(changed));
      await sql`update ticket_states set status = ${status}, state = jsonb_set(state, '{changedAt}', ${changedAt}::jsonb)
        where ticket = ${sequenceOf(number)}`.execute(store.db);
      return file;
    }
  });
}

function describeFile(content: Uint8Array, more: Partial<KeptFile>): KeptFile {
  const known = {
    type: 'text/plain',
    bytes: content.byteLength,
    sha256: sha256(content),
    masked: [],
  };
  return { id: randomUUID(), name: 'log.txt', ...known, ...more };
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 24 * 60 * MINUTE_MS);
}

/** Lets the database fail in the middle of a file, until the trigger is dropped. */
async function failAtChunk(store: Store, n: number): Promise<void> {
  await sql`create or replace function disk_full() returns trigger language plpgsql as $$
    begin raise exception 'the disk is full'; end $$`.execute(store.db);
  await sql`create trigger disk_full before insert on file_chunks for each row
    when (new.n = ${sql.lit(n)}) execute function disk_full()`.execute(store.db);
}

/** All that stands in our tables, as text; but for the bytes of files. */
async function everyRow(store: Store): Promise<string> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name <> 'file_chunks'`.execute(store.db);
  const rows = tables.rows.map(({ name }) =>
    sql<{ text: string }>`select row::text as text from ${sql.table(name)} as row`.execute(
      store.db,
    ),
  );
  return (await Promise.all(rows))
    .flatMap((found) => found.rows.map(({ text }) => text))
    .join('\n');
}
