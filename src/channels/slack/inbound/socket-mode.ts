import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { resultWithin } from '../../../concurrency/timeout.ts';
import { SignpostError } from '../../../diagnostics/errors.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { type ChannelHealth, NO_HEALTH } from '../../../ports/channel-health.ts';
import { slackErrorName, toDeliveryError } from '../outbound/delivery-problem.ts';

/** A connection to Slack that reconnects whenever it is lost. */
export interface Connection {
  /**
   * Resolves when connected, or when Slack can't be reached yet: it then keeps retrying.
   * @throws SignpostError `config` if Slack refuses the app token.
   */
  start(): Promise<void>;
  /** Closes the connection; later payloads go to the next process, or are sent again. */
  stop(): Promise<void>;
}

interface Standing {
  /** Resolves when the connection is lost again. */
  readonly lost: Promise<void>;
}

/** Slack's error names for an unusable token. */
const REFUSED = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'not_allowed_token_type',
  'missing_scope',
  'user_removed_from_team',
  'team_disabled',
]);

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 60_000;
const GOODBYE_MS = 3_000;

/**
 * Keeps a Socket Mode connection open. The library's own reconnect crashes the process if Slack
 * can't be reached, and waits five seconds when it could connect at once.
 */
export function keepConnected(
  { client }: Pick<SocketModeReceiver, 'client'>,
  log: Log,
  health: ChannelHealth = NO_HEALTH,
): Connection {
  return new SocketConnection({ client, log, health });
}

interface SocketConnectionSettings extends Pick<SocketModeReceiver, 'client'> {
  readonly log: Log;
  readonly health: ChannelHealth;
}

class SocketConnection implements Connection {
  readonly #settings: SocketConnectionSettings;
  readonly #stopping = new AbortController();
  #keeping: Promise<void> = Promise.resolve();

  constructor(settings: SocketConnectionSettings) {
    this.#settings = settings;
  }

  async start(): Promise<void> {
    const { health, log } = this.#settings;
    const standing = await this.#connect().catch((error: unknown) => {
      const refusal = refusalIn(error);
      if (refusal !== null) throw refusal;
      health.unreachable('slack', 'socket');
      log.warn(
        { channel: 'slack', reason: reasonOf(error) },
        'slack socket connection failed at startup, retry scheduled',
      );
      return null;
    });
    this.#keeping = this.#keep(standing);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await resultWithin(this.#settings.client.disconnect(), GOODBYE_MS);
    await this.#keeping;
  }

  async #connect(): Promise<Standing> {
    const { client, health, log } = this.#settings;
    const lost = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    await client.start();
    health.accepted('slack', 'SLACK_APP_TOKEN');
    health.reached('slack', 'socket');
    log.info({ channel: 'slack' }, 'slack socket connected');
    return { lost };
  }

  async #keep(first: Standing | null): Promise<void> {
    const { signal } = this.#stopping;
    let standing = first;
    let failures = standing === null ? 1 : 0;
    while (!signal.aborted) {
      if (standing !== null) {
        await standing.lost;
        if (signal.aborted) return;
        this.#settings.log.warn({ channel: 'slack' }, 'slack socket connection lost, reconnecting');
      }
      await pause(failures, signal);
      if (signal.aborted) return;
      standing = await this.#reconnect();
      failures = standing === null ? failures + 1 : 0;
    }
  }

  /** Resolves to null if that failed, which is logged. */
  #reconnect(): Promise<Standing | null> {
    const { health, log } = this.#settings;
    return this.#connect().catch((error: unknown) => {
      const refusal = slackErrorName(error);
      if (refusal !== null && REFUSED.has(refusal))
        health.refused('slack', 'SLACK_APP_TOKEN', refusal);
      else health.unreachable('slack', 'socket');
      log.error(
        { channel: 'slack', reason: reasonOf(error) },
        'slack socket reconnect failed, retry scheduled',
      );
      return null;
    });
  }
}

async function pause(failures: number, signal: AbortSignal): Promise<void> {
  const waitMs = failures === 0 ? 0 : Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
  await sleep(waitMs, undefined, { signal }).catch(() => undefined);
}

function refusalIn(error: unknown): SignpostError | null {
  const name = slackErrorName(error);
  if (name === null || !REFUSED.has(name)) return null;
  return new SignpostError(
    'config',
    `SLACK_APP_TOKEN was refused by Slack (${name}); copy the app-level token with the scope connections:write.`,
  );
}

function reasonOf(error: unknown): string {
  return error === undefined ? 'the connection broke off' : toDeliveryError(error).message;
}
