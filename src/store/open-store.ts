import { Kysely, PostgresDialect, sql } from 'kysely';
import { type ConnectionOptions, type ConstructorOptions, PgBoss } from 'pg-boss';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';
import { createDurability, type Durability } from './durability.ts';
import { embeddedDialect } from './embedded-dialect.ts';
import { startHousekeeping } from './housekeeping.ts';
import { migrate } from './migrate.ts';
import { createNews, type News, NO_NEWS } from './news.ts';
import { databaseRefusal, openPostgres } from './postgres.ts';
import type { Session } from './session.ts';

/**
 * Everything Signpost keeps: its tables, and the jobs that stand beside them in the same database. Whatever resolves
 * here, a statement, a transaction or a job, is on disk by then, unless it was made `relaxed`.
 */
export interface Store {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Kysely<Database>;
  readonly jobs: PgBoss;
  /** What other processes on the same database change, and what this one does. */
  readonly news: News;
  /**
   * Pass it to `jobs` when jobs are claimed or kept claimed. That does not wait for the disk on the embedded database:
   * after a crash a lost claim is made again.
   */
  readonly claims: ConnectionOptions;
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
  const durability = createDurability(session);
  const db = new Kysely<Database>({ dialect: embeddedDialect(session, durability) });
  const jobs = new PgBoss({
    ...JOBS,
    db: jobsOn(session, durability, durability.owe),
    backend: 'pglite',
    monitorVacuum: false,
  });
  const claims = { db: jobsOn(session, durability, () => {}) };
  const { flush } = durability;
  return assemble({ kind: 'embedded', db, jobs, claims, news: NO_NEWS, flush }, options, async () => {
    await flush();
    await db.destroy();
    release();
  });
}

/** The job queue's way to the session. Some of what it asks for are several statements at once. */
function jobsOn(session: Session, durability: Durability, before: () => void): NonNullable<ConstructorOptions['db']> {
  return {
    async executeSql(text: string, values: readonly unknown[] = []) {
      const result = await session.lock.run(async () => {
        before();
        const several = values.length === 0 && text.includes(';');
        return several ? { rows: [...(await session.script(text))] } : session.query(text, values);
      });
      await durability.settled();
      return result;
    },
  };
}

async function openOnServer(options: StoreOptions, databaseUrl: string): Promise<Store> {
  const { log } = options;
  const pool = await openPostgres(databaseUrl, log);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const jobs = new PgBoss({ ...JOBS, connectionString: databaseUrl, max: 3, application_name: 'signpost-jobs' });
  try {
    const news = createNews(databaseUrl, pool, log);
    // A server's commits wait for the disk as its own settings say.
    const parts = { kind: 'postgres', db, jobs, claims: {}, news, flush: async () => {} } as const;
    return await assemble(parts, options, () => db.destroy());
  } catch (cause) {
    // A role that may connect but not create shows itself only here.
    throw cause instanceof Error && 'code' in cause && cause.code === '42501'
      ? databaseRefusal(databaseUrl, cause)
      : cause;
  }
}

async function assemble(
  { flush, ...parts }: Omit<Store, 'ready' | 'close'> & Pick<Durability, 'flush'>,
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
  const stopHousekeeping = startHousekeeping({ ...parts, flush }, log, fileDays);
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
