import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';
import { commitToDisk, createFlush } from './durability.ts';
import { embeddedDialect } from './embedded-dialect.ts';
import { startHousekeeping } from './housekeeping.ts';
import { migrate } from './migrate.ts';
import { createNews, type News, NO_NEWS } from './news.ts';
import { databaseRefusal, openPostgres } from './postgres.ts';
import type { Session } from './session.ts';

/** Everything Signpost keeps: its tables, and the jobs that stand beside them in the same database. */
export interface Store {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Kysely<Database>;
  readonly jobs: PgBoss;
  /** What other processes on the same database change, and what this one does. */
  readonly news: News;
  /** Resolves when all that is committed by now would outlive the process and a power cut. */
  onDisk(): Promise<void>;
  /** Makes the commit of this transaction wait for the disk; nobody sees what it did before. */
  commitToDisk(trx: Transaction<Database>): Promise<void>;
  /** Resolves when the database answers a query, rejects when it does not. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Absolute path; used where no `databaseUrl` is given. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly log: Log;
  /** Stops the making of a database that nobody waits for any more. */
  readonly signal?: AbortSignal;
  /** For how many days files are kept (see `pruneFiles`); 90 where it is not said. */
  readonly fileDays?: number;
}

const FILE_DAYS = 90;

/** We schedule nothing through pg-boss, and its registry of instances and its traces have no reader here. */
const JOBS = {
  schedule: false,
  registerInstance: false,
  openTelemetry: { enabled: false },
  superviseIntervalSeconds: 20,
  monitorIntervalSeconds: 20,
} satisfies ConstructorOptions;

/**
 * Opens the embedded database under `dataDir`, or PostgreSQL where an address is given; makes or updates the tables.
 * @throws SignpostError `data-in-use`, `config` or `stored-data`, each with the next step in its message.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.databaseUrl === null ? openOnDisk(options) : openOnServer(options, options.databaseUrl);
}

async function openOnDisk(options: StoreOptions): Promise<Store> {
  const { dataDir, signal = new AbortController().signal } = options;
  // Loaded only where it is used: with a server, it would be a good part of the memory and of the start.
  const [{ openEmbedded }, { createSession }] = await Promise.all([import('./embedded.ts'), import('./session.ts')]);
  const { pglite, release } = await openEmbedded(dataDir, signal);
  const session = createSession(pglite);
  const db = new Kysely<Database>({ dialect: embeddedDialect(session) });
  const jobs = new PgBoss({ ...JOBS, db: jobsOn(session), backend: 'pglite', monitorVacuum: false });
  const onDisk = createFlush(session);
  return assemble({ kind: 'embedded', db, jobs, news: NO_NEWS, onDisk, commitToDisk }, options, async () => {
    await onDisk();
    await db.destroy();
    release();
  });
}

/** The job queue's way to the session. Some of what it asks for are several statements at once. */
function jobsOn(session: Session): NonNullable<ConstructorOptions['db']> {
  return {
    executeSql: (text: string, values: readonly unknown[] = []) =>
      session.lock.run(async () => {
        const several = values.length === 0 && text.includes(';');
        return several ? { rows: [...(await session.script(text))] } : session.query(text, values);
      }),
  };
}

async function openOnServer(options: StoreOptions, databaseUrl: string): Promise<Store> {
  const { log } = options;
  const pool = await openPostgres(databaseUrl, log);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const jobs = new PgBoss({ ...JOBS, connectionString: databaseUrl, max: 3, application_name: 'signpost-jobs' });
  try {
    // A server's commits wait for the disk as its own settings say.
    const waits = { onDisk: async () => {}, commitToDisk: async () => {} };
    const news = createNews(databaseUrl, pool, log);
    return await assemble({ kind: 'postgres', db, jobs, news, ...waits }, options, () => db.destroy());
  } catch (cause) {
    // A role that may connect but not create shows itself only here.
    throw cause instanceof Error && 'code' in cause && cause.code === '42501'
      ? databaseRefusal(databaseUrl, cause)
      : cause;
  }
}

async function assemble(
  parts: Omit<Store, 'ready' | 'close'>,
  { log, fileDays = FILE_DAYS }: StoreOptions,
  closeDatabase: () => Promise<void>,
): Promise<Store> {
  const { db, jobs } = parts;
  jobs.on('error', (error) => log.error({ reason: error.message }, 'the job queue met an error'));
  jobs.on('warning', ({ message }) => log.warn({ reason: message }, 'the job queue warns'));
  try {
    await migrate(db);
    await jobs.start();
  } catch (error) {
    await jobs.stop({ graceful: false });
    await closeDatabase();
    throw error;
  }
  const stopHousekeeping = startHousekeeping(parts, log, fileDays);
  return {
    ...parts,
    async ready() {
      await sql`select 1`.execute(db);
    },
    async close() {
      await stopHousekeeping();
      await parts.news.close();
      await jobs.stop();
      await closeDatabase();
    },
  };
}
