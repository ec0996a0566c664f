import { type Kysely, sql } from 'kysely';
import type { Log } from '../diagnostics/log.ts';
import type { Database } from './database.ts';
import { daysAgo } from './days-ago.ts';
import { followClock } from './job-clock.ts';
import { pruneFiles } from './prune-files.ts';
import { pruneUnsentFiles } from './unsent-files.ts';

const MINUTE_MS = 60_000;

/** Relaxed writes are on disk after this long at the latest. */
const FLUSH_MS = 500;

/** Nothing that is to be sent waits longer than this after the clock was set back. */
const CLOCK_CHECK_MS = 5_000;

/** No platform sends an event again after a week. */
const EVENT_DAYS = 7;
/** How long it can be looked up what was refused to whom. */
const REFUSAL_DAYS = 365;
/** A card is mended by the platform's id of its message; after this long it stays as it is. */
const SENT_MESSAGE_DAYS = 90;

/** What is kept in order. */
interface Kept {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Kysely<Database>;
  flush(): Promise<void>;
}

/**
 * Keeps the database small while the process runs: what is no longer needed is deleted, and the embedded database,
 * which does none of this by itself, is flushed, checkpointed and vacuumed. Returns what stops it, resolving when it rests.
 * `fileDays`: for how many days files are kept, see `pruneFiles`.
 */
export function startMaintenance(
  { kind, db, flush }: Kept,
  log: Log,
  fileDays: number,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  /** What fails twice a second is said once. */
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
            log.warn({ reason: error.message }, 'housekeeping failed; it is tried again');
          failing = true;
        });
    }, intervalMs).unref();
  }
}

/**
 * Deletes what nothing will ask for again: ids of old events, records of messages sent and refusals made long ago, and
 * files whose days are over.
 */
export async function prune(db: Kysely<Database>, fileDays: number): Promise<void> {
  await db.deleteFrom('events').where('received_at', '<', daysAgo(EVENT_DAYS)).execute();
  await db
    .deleteFrom('messages')
    .where('status', '=', 'sent')
    .where('at', '<', daysAgo(SENT_MESSAGE_DAYS))
    .execute();
  // Of the cards in desks, that of an open ticket has to be found however old it is.
  await db
    .deleteFrom('desk_posts')
    .where('status', '=', 'sent')
    .where('kind', 'in', ['thread', 'file'])
    .where('at', '<', daysAgo(SENT_MESSAGE_DAYS))
    .execute();
  await db.deleteFrom('inbox_lanes').where('at', '<', daysAgo(1)).execute();
  await db.deleteFrom('desk_refusals').where('at', '<', daysAgo(REFUSAL_DAYS)).execute();
  await pruneFiles(db, fileDays);
}

/** Keeps jobs due whatever the clock was set to, see `followClock`. */
export async function keepJobsDue(db: Kysely<Database>, log: Log): Promise<void> {
  const backMs = await followClock(db);
  if (backMs > 0) log.warn({ backMs }, 'the clock was set back: waiting jobs were rescheduled');
}

async function run(
  db: Kysely<Database>,
  command: 'checkpoint' | 'vacuum (analyze)',
): Promise<void> {
  await sql.raw(command).execute(db);
}
