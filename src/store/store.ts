import { Kysely, type LogEvent, PostgresDialect, sql } from 'kysely';
import { type ConnectionOptions, type ConstructorOptions, PgBoss } from 'pg-boss';
import { DEFAULT_CONNECTIONS } from '../config/database.ts';
import type { Log } from '../diagnostics/log.ts';
import { type ChangeFeed, createChangeFeed, NO_CHANGE_FEED } from './change-feed.ts';
import type { Database } from './database.ts';
import { embeddedDialect } from './embedded/dialect.ts';
import { type DiskWatch, watchDisk } from './embedded/disk-watch.ts';
import { createDurability, type Durability } from './embedded/durability.ts';
import type { Session } from './embedded/session.ts';
import { keepJobsDue, startMaintenance } from './maintenance.ts';
import { migrate } from './migrate.ts';
import type { GuardedPool } from './postgres/guarded-pool.ts';
import { type PostgresLimits, WORK_LIMITS } from './postgres/limits.ts';
import { databaseRefusal, openPostgres } from './postgres/open-postgres.ts';
import { STEADY_CLOCK } from './steady-clock.ts';

/**
 * Everything Signpost keeps: its tables, and the jobs that stand beside them in the same database. Whatever resolves
 * here, a statement, a transaction or a job, is on disk by then, unless it was made `relaxed`.
 */
export interface Store {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Kysely<Database>;
  readonly jobs: PgBoss;
  /** What other processes on the same database change, and what this one does. */
  readonly changes: ChangeFeed;
  /**
   * Pass it to `jobs` when jobs are claimed or kept claimed. That does not wait for the disk on the embedded database:
   * after a crash a lost claim is made again.
   */
  readonly claims: ConnectionOptions;
  /** How much room is left for what is stored. */
  readonly disk: DiskWatch;
  /** Resolves when the database answers a query, without waiting for a pool. Rejects after `timeoutMs`, 1.5 s by default. */
  ready(timeoutMs?: number): Promise<void>;
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
  /** Connections this process opens on PostgreSQL at most, 3 or more. */
  readonly connections?: number;
  /** How long work on PostgreSQL may take; only tests need others than the usual ones. */
  readonly limits?: PostgresLimits;
  /** Below so many bytes of free disk files are refused; 500 MB if it is not said. */
  readonly diskReserveBytes?: number;
}

const FILE_DAYS = 90;
const DISK_RESERVE_BYTES = 500 * 1024 * 1024;

/** Processes that start together on an empty database may get in one another's way while the queue makes its tables. */
const START_ATTEMPTS = 3;

/** We schedule nothing through pg-boss, and its registry of instances and its traces have no reader here. */
/** How the job queue is kept in order, whatever the database. */
export const JOBS = {
  clock: STEADY_CLOCK,
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
  return options.databaseUrl === null
    ? openOnDisk(options)
    : openOnServer(options, options.databaseUrl);
}

async function openOnDisk(options: StoreOptions): Promise<Store> {
  const { dataDir, log, signal = new AbortController().signal } = options;
  // Loaded only where it is used: with a server, it would be a good part of the memory and of the start.
  const [{ openEmbedded }, { createSession }] = await Promise.all([
    import('./embedded/open-embedded.ts'),
    import('./embedded/session.ts'),
  ]);
  const { pglite, reopen, release } = await openEmbedded(dataDir, signal);
  const session = createSession({ pglite, reopen, log });
  const durability = createDurability(session);
  const disk = await watch(options, dataDir);
  const db = new Kysely<Database>({
    dialect: embeddedDialect(session, durability),
    log: reportTo(disk),
  });
  const jobs = new PgBoss({
    ...JOBS,
    db: jobsOn(session, durability, durability.owe),
    backend: 'pglite',
    monitorVacuum: false,
  });
  const claims = { db: jobsOn(session, durability, () => {}) };
  const { flush } = durability;
  const ready = async () => void (await sql`select 1`.execute(db));
  const parts: StoreParts = {
    kind: 'embedded',
    db,
    maintenanceDb: db,
    jobs,
    claims,
    disk,
    changes: NO_CHANGE_FEED,
    flush,
    ready,
  };
  return assemble(parts, options, async () => {
    try {
      await flush();
    } finally {
      await db.destroy();
      release();
    }
  });
}

/** The job queue's way to the session. Some of what it asks for are several statements at once. */
function jobsOn(
  session: Session,
  durability: Durability,
  before: () => void,
): NonNullable<ConstructorOptions['db']> {
  return {
    async executeSql(text: string, values: readonly unknown[] = []) {
      const result = await session.lock.run(async () => {
        await session.ready();
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
  const { log, connections = DEFAULT_CONNECTIONS, limits = WORK_LIMITS } = options;
  const { pool, work, maintenance } = await openPostgres({ databaseUrl, connections, limits, log });
  const disk = await watch(options, null);
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: work }),
    log: reportTo(disk),
  });
  const maintenanceDb = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: maintenance }),
  });
  const jobsDb = createJobsDb(work, maintenance);
  const jobs = new PgBoss({ ...JOBS, db: jobsDb });
  try {
    const news = createChangeFeed(databaseUrl, work, log);
    // A server's commits wait for the disk as its own settings say.
    const waits = { claims: {}, disk, flush: async () => {} };
    const parts: StoreParts = {
      kind: 'postgres',
      db,
      maintenanceDb,
      jobs,
      changes: news,
      ...waits,
      ready: news.probe,
    };
    const store = await assemble(parts, options, () => pool.end());
    jobsDb.started();
    return store;
  } catch (cause) {
    // A role that may connect but not create shows itself only here.
    throw cause instanceof Error && 'code' in cause && cause.code === '42501'
      ? databaseRefusal(databaseUrl, cause)
      : cause;
  }
}

/** The job queue's way to the pool. While it starts it may migrate its tables, and gets the time for that. */
function createJobsDb(work: GuardedPool, maintenance: GuardedPool) {
  let pool = maintenance;
  return {
    executeSql: (text: string, values?: unknown[]) => pool.query(text, values),
    started() {
      pool = work;
    },
  };
}

/** What a store is made of. */
interface StoreParts extends Omit<Store, 'close'>, Pick<Durability, 'flush'> {
  /** For migrations and pruning, which take longer than other work may. */
  readonly maintenanceDb: Kysely<Database>;
}

function watch(
  { log, diskReserveBytes = DISK_RESERVE_BYTES }: StoreOptions,
  folder: string | null,
): Promise<DiskWatch> {
  return watchDisk({ folder, reserveBytes: diskReserveBytes, log });
}

function reportTo(disk: DiskWatch): (event: LogEvent) => void {
  return (event) => {
    if (event.level === 'error') disk.report(event.error);
  };
}

async function assemble(
  { maintenanceDb, flush, ...parts }: StoreParts,
  { log, fileDays = FILE_DAYS }: StoreOptions,
  closeDatabase: () => Promise<void>,
): Promise<Store> {
  const { jobs } = parts;
  jobs.on('error', (error) => log.error({ reason: error.message }, 'the job queue met an error'));
  jobs.on('warning', ({ message }) => log.warn({ reason: message }, 'the job queue warns'));
  try {
    await migrate(maintenanceDb);
    await jobs.start({ attempts: START_ATTEMPTS });
    await keepJobsDue(maintenanceDb, log);
  } catch (error) {
    parts.disk.stop();
    await jobs.stop({ graceful: false });
    await closeDatabase();
    throw error;
  }
  const stopHousekeeping = startMaintenance({ ...parts, db: maintenanceDb, flush }, log, fileDays);
  return {
    ...parts,
    async close() {
      parts.disk.stop();
      await stopHousekeeping();
      await parts.changes.close();
      await jobs.stop();
      await closeDatabase();
    },
  };
}
