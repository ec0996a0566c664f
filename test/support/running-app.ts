import { sql } from 'kysely';
import { type App, type AppOverrides, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { ticketsOf } from '../../src/store/tickets.ts';
import type { Ticket } from '../../src/tickets/payload.ts';
import { type LogLines, recordLog } from './record-log.ts';
import { freshDataDir } from './store.ts';
import { until } from './turns.ts';

/** A whole Signpost on a free port, on a data folder of its own. */
export interface RunningApp {
  readonly app: App;
  /** All it has logged, over restarts as well. */
  readonly logged: LogLines;
  /** Does something that leads to a turn of a conversation, and waits until that is over and all it said was sent. */
  turn<T>(conversation: string, deed: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is left to send, of one conversation or of all. */
  quiet(conversation?: string): Promise<void>;
  /** The ticket a conversation filed last, or null. */
  ticketOf(conversation: string): Promise<Ticket | null>;
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
  const config = readConfig({ PORT: '0', SIGNPOST_DATA_DIR: await freshDataDir(), ...variables });
  const start = () => startApp(config, { ...overrides, log });
  let app = await start();

  const turnsOf = (conversation: string) =>
    lines.filter((line) => line.msg === 'turn' && line.conversation === conversation).length;

  const running: RunningApp = {
    get app() {
      return app;
    },
    logged: lines,
    async turn(conversation, deed) {
      const before = turnsOf(conversation);
      const done = await deed();
      await until(() => turnsOf(conversation) > before);
      await running.quiet(conversation);
      return done;
    },
    async quiet(conversation) {
      await until(async () => (await unsent(app, conversation)) === 0, 20_000);
    },
    async ticketOf(conversation) {
      return (await ticketsOf(app.store.db, conversation)).at(-1) ?? null;
    },
    async restart() {
      await app.stop();
      app = await start();
    },
    stop: () => app.stop(),
  };
  return running;
}

/** Jobs of the outbox whose replies have not all been sent, or given up, yet. */
async function unsent(app: App, conversation: string | undefined): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pgboss.job
    where name = 'replies' and (${conversation ?? null}::text is null or singleton_key = ${conversation ?? ''})`.execute(
    app.store.db,
  );
  return rows[0]?.count ?? 0;
}
