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

/** Opens a listener. It connects on `start`, or on the first `probe`. */
export function openListener(options: ListenerOptions): Listener {
  return new ReconnectingListener(options);
}

class ReconnectingListener implements Listener {
  readonly #options: ListenerOptions;
  #client: SafeClient | null = null;
  #connecting: Promise<void> | null = null;
  /** The query of the probes that wait now. */
  #query: Promise<unknown> | null = null;
  #retry: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #isStarted = false;
  #isClosed = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#heartbeat = setInterval(
      () => void this.probe(CONNECT_TIMEOUT_MS).catch(() => {}),
      HEARTBEAT_MS,
    ).unref();
    this.#connect().catch(() => {});
  }

  async probe(timeoutMs = PROBE_TIMEOUT_MS): Promise<void> {
    try {
      const late = () => new Error(`no answer within ${timeoutMs} ms`);
      await withTimeout(this.#answer(), timeoutMs, late);
    } catch (error) {
      if (this.#client !== null)
        this.#replace(this.#client, error instanceof Error ? error : new Error('unknown'));
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#heartbeat);
    const last = this.#client;
    this.#client = null;
    await this.#connecting?.catch(() => {});
    await last?.end().catch(() => {});
  }

  /** Overlapping probes share one query. */
  async #answer(): Promise<void> {
    if (this.#client === null || this.#connecting !== null) await this.#connect();
    if (this.#client === null) throw new Error('the connection was lost');
    if (this.#query === null) {
      const query = this.#client.query('select 1').finally(() => {
        if (this.#query === query) this.#query = null;
      });
      this.#query = query;
    }
    await this.#query;
  }

  #connect(): Promise<void> {
    clearTimeout(this.#retry);
    if (this.#connecting !== null) return this.#connecting;
    const attempt = this.#open().finally(() => {
      if (this.#connecting === attempt) this.#connecting = null;
    });
    this.#connecting = attempt;
    return attempt;
  }

  async #open(): Promise<void> {
    if (this.#isClosed) throw new Error('closed');
    const { databaseUrl, name, channel, onNotification } = this.#options;
    const next = new SafeClient({
      ...connectionConfig(databaseUrl, name),
      query_timeout: CONNECT_TIMEOUT_MS,
    });
    next.on('error', (error) => this.#replace(next, error));
    next.on('end', () => this.#replace(next, new Error('the connection ended')));
    next.on('notification', ({ payload = '' }) => onNotification(payload));
    this.#client = next;
    try {
      await next.connect();
      await next.query(`listen ${channel}; ${sessionLimits(WORK_LIMITS)}`);
      this.#retryMs = FIRST_RETRY_MS;
    } catch (error) {
      this.#replace(next, error instanceof Error ? error : new Error('it cannot be opened'));
      throw error;
    }
  }

  /** A broken connection reports several errors but is replaced only once. */
  #replace(broken: SafeClient, error: Error): void {
    if (this.#isClosed || this.#client !== broken) return;
    this.#client = null;
    this.#query = null;
    // Doesn't wait for a hung attempt, which ends by its own timeout.
    this.#connecting = null;
    broken.end().catch(() => {});
    this.#options.log.warn(
      { reason: error.message },
      'postgres: listener connection lost, retry scheduled',
    );
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect().catch(() => {}), this.#retryMs).unref();
    this.#retryMs = Math.min(2 * this.#retryMs, MAX_RETRY_MS);
  }
}
