import { type Kysely, sql } from 'kysely';
import type { Log } from '../diagnostics/log.ts';
import type { Database } from './database.ts';
import { daysAgo } from './days-ago.ts';
import { followClock } from './job-clock.ts';
import { pruneFiles } from './prune-files.ts';
import { pruneUnsentFiles } from './unsent-files.ts';

const MINUTE_MS = 60_000;

/** Relaxed writes are on disk after at most this long. */
const FLUSH_MS = 500;

/** Longest delay of anything to be sent after the clock is set back. */
const CLOCK_CHECK_MS = 5_000;

/** No platform redelivers an event after a week. */
const EVENT_DAYS = 7;
/** How long refusals can be looked up. */
const REFUSAL_DAYS = 365;
/**
 * Updating a card needs the platform's id of its message; after this long the card stays as it is.
 */
const SENT_MESSAGE_DAYS = 90;

interface MaintainedDatabase {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Kysely<Database>;
  flush(): Promise<void>;
}

/**
 * Keeps the database small while the process runs: deletes what is no longer needed, and flushes,
 * checkpoints and vacuums the embedded database, which does none of this by itself. Returns a
 * function that stops it and resolves when it is idle. `fileDays`: for how many days files are
 * stored, see `pruneFiles`.
 */
export function startMaintenance(
  { kind, db, flush }: MaintainedDatabase,
  log: Log,
  fileDays: number,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  /** Logs a failure that repeats twice a second only once. */
  let failing = false;
  const timers = [
    every(60 * MINUTE_MS, () => prune(db, fileDays)),
    every(5 * MINUTE_MS, () => pruneUnsentFiles(db)),
    every(CLOCK_CHECK_MS, () => keepJobsDue(db, log)),
  ];
  if (kind === 'embedded') {
    timers.push(every(FLUSH_MS, flush));
    timers.push(every(MINUTE_MS, () => run(db, 'checkpoint')));
    timers.push(every(10 * MINUTE_MS, () => run(db, 'vacuum (analyze)')));
  }
  return () => {
    for (const timer of timers) clearInterval(timer);
    return running;
  };

  function every(intervalMs: number, task: () => Promise<void>): NodeJS.Timeout {
    return setInterval(() => {
      running = running
        .then(task)
        .then(() => {
          failing = false;
        })
        .catch((error: Error) => {
          if (!failing)
            log.warn({ reason: error.message }, 'database: housekeeping failed, retry scheduled');
          failing = true;
        });
    }, intervalMs).unref();
  }
}

/**
 * Deletes what will never be needed again: ids of old events, old records of sent messages and
 * refusals, and files past their retention.
 */
export async function prune(db: Kysely<Database>, fileDays: number): Promise<void> {
  await db.deleteFrom('events').where('received_at', '<', daysAgo(EVENT_DAYS)).execute();
  // An open ticket's card in a desk has to be found at any age.
  await db
    .deleteFrom('messages')
    .where('status', '=', 'sent')
    .where('at', '<', daysAgo(SENT_MESSAGE_DAYS))
    .where((row) => row.or([row('audience', '=', 'requester'), row('kind', '!=', 'escalation')]))
    .execute();
  await db.deleteFrom('inbox_lanes').where('at', '<', daysAgo(1)).execute();
  await db.deleteFrom('inbox_processes').where('at', '<', daysAgo(1)).execute();
  await db.deleteFrom('desk_refusals').where('at', '<', daysAgo(REFUSAL_DAYS)).execute();
  await pruneFiles(db, fileDays);
}

/** Keeps jobs due after changes of the clock, see `followClock`. */
export async function keepJobsDue(db: Kysely<Database>, log: Log): Promise<void> {
  const backMs = await followClock(db);
  if (backMs > 0) log.warn({ backMs }, 'database: clock set back, waiting jobs rescheduled');
}

async function run(
  db: Kysely<Database>,
  command: 'checkpoint' | 'vacuum (analyze)',
): Promise<void> {
  await sql.raw(command).execute(db);
}
