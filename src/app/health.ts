import { resultWithin } from '../concurrency/timeout.ts';
import type { ChannelName } from '../conversation/event.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ChannelHealth } from '../ports/channel-health.ts';
import type { DiskWatch } from '../store/embedded/disk-watch.ts';
import type { Store } from '../store/store.ts';
import { createReadiness, OK, type ReadinessCheck } from './readiness.ts';
import type { Health } from './server.ts';

export interface HealthOptions {
  readonly store: Pick<Store, 'kind' | 'ready'>;
  readonly outbox: Pick<Outbox, 'health'>;
  readonly channels: Pick<ChannelHealth, 'problems'>;
  /** The channels this process serves. */
  readonly served: readonly ChannelName[];
  readonly isStopping: () => boolean;
  /** Further checks that decide whether this process can take work. */
  readonly checks?: readonly ReadinessCheck[];
}

/** `/readyz` answers within 2 s in any case: each part of it gives up before that. */
const CHECK_TIMEOUT_MS = 1_700;

/**
 * Creates what `/readyz` reports: whether the process can take work, and which channel can't send.
 */
export function createHealth(options: HealthOptions): Health {
  const { store, outbox, channels, served, isStopping, checks = [] } = options;
  const readiness = createReadiness([
    databaseCheck(store),
    channelCheck(channels),
    stopCheck(isStopping),
    ...checks,
  ]);
  return {
    async report() {
      const { status, problems } = await readiness();
      const degraded = new Set(channels.problems().map(({ channel }) => channel));
      const states = served.map((channel) => [channel, degraded.has(channel) ? 'degraded' : 'ok']);
      return { status, database: store.kind, channels: Object.fromEntries(states), problems };
    },
    counts: async (): Promise<Readonly<Record<string, number>>> =>
      (await resultWithin(outbox.health(), CHECK_TIMEOUT_MS)) ?? {},
  };
}

function databaseCheck(store: HealthOptions['store']): ReadinessCheck {
  return {
    name: 'database',
    timeoutMs: CHECK_TIMEOUT_MS,
    async run() {
      await store.ready();
      return OK;
    },
  };
}

function channelCheck(channels: HealthOptions['channels']): ReadinessCheck {
  return {
    name: 'channels',
    timeoutMs: CHECK_TIMEOUT_MS,
    async run() {
      const problems = channels.problems().map(({ channel, reason }) => `${channel}: ${reason}`);
      return problems.length === 0 ? OK : { status: 'degraded', problems };
    },
  };
}

/** Reports low disk space before the first message is refused; files already are. */
export function diskCheck(disk: Pick<DiskWatch, 'state'>): ReadinessCheck {
  return {
    name: 'disk',
    timeoutMs: CHECK_TIMEOUT_MS,
    async run() {
      const state = disk.state();
      if (state === 'ok') return OK;
      return state === 'low'
        ? { status: 'degraded', problems: ['disk: low, files are refused'] }
        : { status: 'down', problems: ['disk: full'] };
    },
  };
}

function stopCheck(isStopping: () => boolean): ReadinessCheck {
  return {
    name: 'process',
    timeoutMs: CHECK_TIMEOUT_MS,
    run: async () => (isStopping() ? { status: 'down', problems: ['process: stopping'] } : OK),
  };
}
