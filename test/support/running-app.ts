import { sql } from 'kysely';
import { type App, type AppOverrides, startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { ticketsOf } from '../../src/store/tickets.ts';
import type { Ticket } from '../../src/tickets/payload.ts';
import { type LogLines, recordLog } from './record-log.ts';
import { onlyFirst } from './shipped-runbooks.ts';
import { freshDataDir } from './store.ts';
import { until } from './turns.ts';

/** A whole Signpost on a free port, on a data folder of its own. */
export interface RunningApp {
  readonly app: App;
  readonly dataDir: string;
  /** All it has logged, over restarts as well. */
  readonly logged: LogLines;
  /**
   * Resolves when all that was acknowledged had its turn, and all that was said is sent or set
   * aside.
   */
  quiet(): Promise<void>;
  /** The ticket a conversation filed last, or null. */
  ticketOf(conversation: string): Promise<Ticket | null>;
  /** The platform's ids of what was said in a conversation. */
  messageIdsOf(conversation: string): Promise<readonly string[]>;
  /** Stops it, and starts another on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Signpost with these environment variables, beside a port and a data folder. */
export async function startRunningApp(
  variables: Readonly<Record<string, string>>,
  overrides: Omit<AppOverrides, 'log'> = {},
): Promise<RunningApp> {
  const { log, lines } = recordLog();
  const dataDir = await freshDataDir();
  const config = readConfig({
    PORT: '0',
    SIGNPOST_DATA_DIR: dataDir,
    ...onlyFirst(variables),
    ...variables,
  });
  const start = () => startApp(config, { ...overrides, log });
  let app = await start();

  const running: RunningApp = {
    get app() {
      return app;
    },
    dataDir,
    logged: lines,
    async quiet() {
      await until(async () => (await unfinished(app)) === 0, 60_000);
    },
    async ticketOf(conversation) {
      return (await ticketsOf(app.store.db, conversation)).at(-1) ?? null;
    },
    async messageIdsOf(conversation) {
      const messages = app.store.db
        .selectFrom('messages')
        .select('message_id')
        .where('destination', '=', conversation);
      return (await messages.execute()).flatMap(({ message_id: id }) => id ?? []);
    },
    async restart() {
      await app.stop();
      app = await start();
    },
    stop: () => app.stop(),
  };
  return running;
}

/**
 * Events that wait for their turn, and jobs of the outbox whose replies have not all been sent or
 * given up.
 */
async function unfinished(app: App): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from pgboss.job where name in ('replies', 'desk-posts'))::int
      + (select count(*) from inbox where dead_at is null)::int as count
  `.execute(app.store.db);
  return rows[0]?.count ?? 0;
}
