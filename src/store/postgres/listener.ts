import { withTimeout } from '../../concurrency/timeout.ts';
import type { Log } from '../../diagnostics/log.ts';
import { CONNECT_TIMEOUT_MS, sessionLimits, WORK_LIMITS } from './limits.ts';
import { connectionConfig } from './open-postgres.ts';
import { SafeClient } from './safe-client.ts';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 5_000;
/** An idle connection wouldn't notice that the server is gone. */
const HEARTBEAT_MS = 15_000;
const PROBE_TIMEOUT_MS = 1_500;

/** A connection that listens to a channel and is replaced when it breaks. */
export interface Listener {
  /** Starts listening. Further calls do nothing. */
  start(): void;
  /**
   * Resolves when the server answers on this connection, which is opened if needed. Rejects after
   * `timeoutMs`, 1.5 s by default.
   */
  probe(timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly databaseUrl: string;
  /** The connection's application_name. */
  readonly name: string;
  readonly channel: string;
  readonly onNotification: (payload: string) => void;
  readonly log: Log;
}

export function openListener({
  databaseUrl,
  name,
  channel,
  onNotification,
  log,
}: ListenerOptions): Listener {
  let client: SafeClient | null = null;
  let connecting: Promise<void> | null = null;
  let asking: Promise<unknown> | null = null;
  let retry: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let retryMs = FIRST_RETRY_MS;
  let isStarted = false;
  let isClosed = false;

  return {
    start() {
      if (isStarted) return;
      isStarted = true;
      heartbeat = setInterval(
        () => void probe(CONNECT_TIMEOUT_MS).catch(() => {}),
        HEARTBEAT_MS,
      ).unref();
      connect().catch(() => {});
    },
    probe,
    async close() {
      isClosed = true;
      clearTimeout(retry);
      clearInterval(heartbeat);
      const last = client;
      client = null;
      await connecting?.catch(() => {});
      await last?.end().catch(() => {});
    },
  };

  async function probe(timeoutMs = PROBE_TIMEOUT_MS): Promise<void> {
    try {
      await withTimeout(answer(), timeoutMs, () => new Error(`no answer within ${timeoutMs} ms`));
    } catch (error) {
      if (client !== null) replace(client, error instanceof Error ? error : new Error('unknown'));
      throw error;
    }
  }

  /** Overlapping probes share one query. */
  async function answer(): Promise<void> {
    if (client === null || connecting !== null) await connect();
    if (client === null) throw new Error('the connection was lost');
    if (asking === null) {
      const question = client.query('select 1').finally(() => {
        if (asking === question) asking = null;
      });
      asking = question;
    }
    await asking;
  }

  function connect(): Promise<void> {
    clearTimeout(retry);
    if (connecting !== null) return connecting;
    const attempt = open().finally(() => {
      if (connecting === attempt) connecting = null;
    });
    connecting = attempt;
    return attempt;
  }

  async function open(): Promise<void> {
    if (isClosed) throw new Error('closed');
    const next = new SafeClient({
      ...connectionConfig(databaseUrl, name),
      query_timeout: CONNECT_TIMEOUT_MS,
    });
    next.on('error', (error) => replace(next, error));
    next.on('end', () => replace(next, new Error('the connection ended')));
    next.on('notification', ({ payload = '' }) => onNotification(payload));
    client = next;
    try {
      await next.connect();
      await next.query(`listen ${channel}; ${sessionLimits(WORK_LIMITS)}`);
      retryMs = FIRST_RETRY_MS;
    } catch (error) {
      replace(next, error instanceof Error ? error : new Error('it cannot be opened'));
      throw error;
    }
  }

  /** A broken connection reports several errors but is replaced only once. */
  function replace(broken: SafeClient, error: Error): void {
    if (isClosed || client !== broken) return;
    client = null;
    asking = null;
    // Doesn't wait for a hung attempt, which ends by its own timeout.
    connecting = null;
    broken.end().catch(() => {});
    log.warn({ reason: error.message }, 'postgres: listener connection lost, retry scheduled');
    clearTimeout(retry);
    retry = setTimeout(() => void connect().catch(() => {}), retryMs).unref();
    retryMs = Math.min(2 * retryMs, MAX_RETRY_MS);
  }
}
