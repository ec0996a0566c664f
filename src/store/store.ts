import { Kysely, type LogEvent, PostgresDialect, sql } from 'kysely';
import { type ConnectionOptions, type ConstructorOptions, PgBoss } from 'pg-boss';
import { DEFAULT_CONNECTIONS } from '../config/database.ts';
import type { Log } from '../diagnostics/log.ts';
import { type ChangeFeed, createChangeFeed, NO_CHANGE_FEED } from './change-feed.ts';
import type { Database } from './database.ts';
import { embeddedDialect } from './embedded/dialect.ts';
import { type DiskWatch, watchDisk } from './embedded/disk-watch.ts';
import { createDurability, type Durability } from './embedded/durability.ts';
import { createJobsDb, jobsOn } from './jobs-database.ts';
import { keepJobsDue, startMaintenance } from './maintenance.ts';
import { migrate } from './migrate.ts';
import { type PostgresLimits, WORK_LIMITS } from './postgres/limits.ts';
import { databaseRefusal, openPostgres } from './postgres/open-postgres.ts';
import { STEADY_CLOCK } from './steady-clock.ts';

/**
 * Everything Signpost stores: its tables, and the jobs in the same database. When a statement, a
 * transaction or a job resolves here, it is on disk, unless it was made `relaxed`.
 */
export interface Store {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Kysely<Database>;
  readonly jobs: PgBoss;
  /** Changes made by other processes on the same database, and by this one. */
  readonly changes: ChangeFeed;
  /**
   * Pass it to `jobs` to claim jobs or extend claims. On the embedded database that doesn't wait
   * for the disk: a claim lost in a crash is made again.
   */
  readonly claims: ConnectionOptions;
  /** Watches the disk space left for stored data. */
  readonly disk: DiskWatch;
  /** Resolves when the database answers a query, without waiting for a pool. Rejects after `timeoutMs`, 1.5 s by default. */
  ready(timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** Absolute path; used if `databaseUrl` isn't set. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly log: Log;
  /** Aborts the creation of a database that is no longer needed. */
  readonly signal?: AbortSignal;
  /** For how many days files are stored (see `pruneFiles`); 90 by default. */
  readonly fileDays?: number;
  /** Maximum connections this process opens on PostgreSQL, 3 or more. */
  readonly connections?: number;
  /** Time limits for work on PostgreSQL; only tests need other values than the defaults. */
  readonly limits?: PostgresLimits;
  /** Free disk space in bytes below which files are refused; 500 MB by default. */
  readonly diskReserveBytes?: number;
}

const FILE_DAYS = 90;
const DISK_RESERVE_BYTES = 500 * 1024 * 1024;

/**
 * Processes that start together on an empty database may conflict while the queue creates its
 * tables.
 */
const START_ATTEMPTS = 3;

/**
 * Settings of the job queue for any database. We schedule nothing through it, and don't use its
 * instance registry or its traces.
 */
export const JOBS = {
  clock: STEADY_CLOCK,
  schedule: false,
  registerInstance: false,
  openTelemetry: { enabled: false },
  superviseIntervalSeconds: 20,
  monitorIntervalSeconds: 20,
} satisfies ConstructorOptions;

/**
 * Opens the embedded database under `dataDir`, or PostgreSQL if a URL is given, and creates or
 * migrates the tables.
 * @throws SignpostError `data-in-use`, `config` or `stored-data`, each with the next step in its
 * message.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.databaseUrl === null
    ? openOnDisk(options)
    : openOnServer(options, options.databaseUrl);
}

async function openOnDisk(options: StoreOptions): Promise<Store> {
  const { dataDir, log, signal = new AbortController().signal } = options;
  // Loaded only if used, because it would take much of the memory and the startup time when running
  // with a server.
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
    const changeFeed = createChangeFeed(databaseUrl, work, log);
    // A server's own settings decide whether commits wait for the disk.
    const waits = { claims: {}, disk, flush: async () => {} };
    const parts: StoreParts = {
      kind: 'postgres',
      db,
      maintenanceDb,
      jobs,
      changes: changeFeed,
      ...waits,
      ready: changeFeed.probe,
    };
    const store = await assemble(parts, options, () => pool.end());
    jobsDb.started();
    return store;
  } catch (cause) {
    // Only here does it show that a role may connect but not create.
    throw cause instanceof Error && 'code' in cause && cause.code === '42501'
      ? databaseRefusal(databaseUrl, cause)
      : cause;
  }
}

/** The parts of a store. */
interface StoreParts extends Omit<Store, 'close'>, Pick<Durability, 'flush'> {
  /** For migrations and pruning, which take longer than other work is allowed to. */
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
  jobs.on('error', (error) => log.error({ reason: error.message }, 'database: job queue error'));
  jobs.on('warning', ({ message }) => log.warn({ reason: message }, 'database: job queue warning'));
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
