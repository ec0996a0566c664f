import { readFileSync } from 'node:fs';
import * as files from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Kysely, sql } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import type { PgBoss, Queue } from 'pg-boss';
import type { Database } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';
import { silentLog } from './store.ts';

type Row = Readonly<Record<string, unknown>>;

/** Every row of a database that an earlier version wrote, see `write-database-fixture.ts`. */
export interface DatabaseFixture {
  readonly talks: {
    /** Key of a conversation in the middle of a fix. */
    readonly guided: string;
    /** Key of the conversation that filed SP-1001. */
    readonly filer: string;
    /** Whether agents worked on SP-1001. */
    readonly agents: boolean;
    /** Content of the file that came with SP-1001; null if that version took none. */
    readonly file: string | null;
  };
  readonly migrations: readonly string[];
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly queues: readonly (Row & { readonly name: string })[];
  readonly jobs: readonly Row[];
}

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/databases');
const MIGRATIONS = path.resolve(import.meta.dirname, '../../src/store/migrations');

export async function fixtureNames(): Promise<string[]> {
  return (await files.readdir(FOLDER)).map((file) => path.basename(file, '.json')).sort();
}

export function readFixture(name: string): DatabaseFixture {
  return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'));
}

/**
 * Makes a database what it was under the earlier version: its tables and rows, the queues and their
 * jobs.
 */
export async function loadDatabase(
  { migrations, rows, queues, jobs }: DatabaseFixture,
  where: { readonly dataDir: string; readonly databaseUrl: string | null },
): Promise<void> {
  const store = await openStore({ ...where, log: silentLog });
  await migrateAnew(store.db, migrations.at(-1) ?? '');
  await store.db.connection().execute(async (db) => {
    // Rows come in any order, and triggers that keep a history have nothing to say about it.
    await sql`set session_replication_role = replica`.execute(db);
    for (const [table, values] of Object.entries(rows)) {
      await sql`delete from ${sql.table(table)}`.execute(db);
      await insert(db, table, values);
    }
    await sql`set session_replication_role = default`.execute(db);
  });
  for (const queue of queues) await createQueue(store.jobs, queue);
  await insert(store.db, 'pgboss.job', jobs.map(asOfNow));
  await store.close();
}

/** Takes the tables of this version away and makes those of an earlier one. */
async function migrateAnew(db: Kysely<Database>, last: string): Promise<void> {
  await sql`drop schema public cascade`.execute(db);
  await sql`create schema public`.execute(db);
  const provider = new FileMigrationProvider({
    fs: files,
    path,
    migrationFolder: MIGRATIONS,
    import: (file) => import(pathToFileURL(file).href),
  });
  const { error } = await new Migrator({ db, provider }).migrateTo(last);
  if (error !== undefined) throw error;
}

async function createQueue(jobs: PgBoss, row: DatabaseFixture['queues'][number]): Promise<void> {
  const queue: Partial<Queue> = { partition: row.partition === true };
  if (row.policy === 'key_strict_fifo' || row.policy === 'standard') queue.policy = row.policy;
  await jobs.createQueue(row.name, { ...queue, retryLimit: Number(row.retry_limit) });
}

async function insert(db: Kysely<Database>, table: string, rows: readonly Row[]): Promise<void> {
  const target = sql.table(table);
  await sql`
    insert into ${target} overriding system value
    select * from jsonb_populate_recordset(null::${target}, ${JSON.stringify(rows)}::jsonb)`.execute(
    db,
  );
}

/** A job waits for a moment of its own time, which may lie ahead of this machine's clock. */
function asOfNow(job: Row): Row {
  const now = new Date().toISOString();
  const later = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString();
  return { ...job, created_on: now, start_after: now, keep_until: later };
}
