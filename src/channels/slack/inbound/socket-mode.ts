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
  const stopping = new AbortController();
  const { signal } = stopping;
  let keeping: Promise<void> = Promise.resolve();

  return {
    async start() {
      const standing = await connect().catch((error: unknown) => {
        const refusal = refusalIn(error);
        if (refusal !== null) throw refusal;
        health.unreachable('slack', 'socket');
        log.warn(
          { channel: 'slack', reason: reasonOf(error) },
          'slack socket connection failed at startup, retry scheduled',
        );
        return null;
      });
      keeping = keep(standing);
    },
    async stop() {
      stopping.abort();
      await resultWithin(client.disconnect(), GOODBYE_MS);
      await keeping;
    },
  };

  async function connect(): Promise<Standing> {
    const lost = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    await client.start();
    health.accepted('slack', 'SLACK_APP_TOKEN');
    health.reached('slack', 'socket');
    log.info({ channel: 'slack' }, 'slack socket connected');
    return { lost };
  }

  async function keep(first: Standing | null): Promise<void> {
    let standing = first;
    let failures = standing === null ? 1 : 0;
    while (!signal.aborted) {
      if (standing !== null) {
        await standing.lost;
        if (signal.aborted) return;
        log.warn({ channel: 'slack' }, 'slack socket connection lost, reconnecting');
      }
      await pause(failures);
      if (signal.aborted) return;
      standing = await connect().catch((error: unknown) => {
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
      failures = standing === null ? failures + 1 : 0;
    }
  }

  async function pause(failures: number): Promise<void> {
    const waitMs = failures === 0 ? 0 : Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
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
