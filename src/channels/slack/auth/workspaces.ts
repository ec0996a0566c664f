import { monotonicMs } from '../../../concurrency/clocks.ts';
import { resultWithin } from '../../../concurrency/timeout.ts';
import { SignpostError } from '../../../diagnostics/errors.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { type ChannelHealth, NO_HEALTH } from '../../../ports/channel-health.ts';
import {
  deleteInstallation,
  type Installation,
  installedIds,
  isAllowed,
  loadInstallation,
} from '../../../store/slack/installations.ts';
import type { TokenCipher } from '../../../store/slack/token-cipher.ts';
import type { Store } from '../../../store/store.ts';
import { noteReach } from '../outbound/delivery-problem.ts';
import type { Credentials } from './credentials.ts';
import { deathOf, type Identity, identify } from './identity.ts';

/** The workspaces Signpost is installed in. */
export interface Workspaces {
  /**
   * Returns null if Signpost isn't (or is no longer) installed there. `team` is a `T…` id;
   * installations for a whole organization are found by `enterprise` (`E…`). Rejects only if
   * neither Slack nor the database could be asked.
   */
  credentials(team: string | null, enterprise: string | null): Promise<Credentials | null>;
  /**
   * Forgets an installation that was removed or whose token was revoked, and logs it. Rejects as
   * `credentials` does.
   */
  forget(team: string | null, enterprise: string | null): Promise<void>;
  /**
   * Returns the id of the only workspace (`T…`), or null if there may be several. Rejects if Slack
   * couldn't be asked.
   */
  home(): Promise<string | null>;
}

export interface SingleWorkspaceSettings {
  readonly botToken: string;
  readonly log: Log;
  readonly health?: ChannelHealth | undefined;
  readonly slackApiUrl?: string | undefined;
}

export interface SingleWorkspace extends Workspaces {
  /**
   * Verifies the token at startup. If Slack doesn't answer in time, it is asked again when a person
   * writes.
   * @throws SignpostError `config` if Slack refuses the token.
   */
  prepare(): Promise<void>;
}

const START_TIMEOUT_MS = 3_000;

/**
 * The single workspace of a bot token. Asks Slack once who owns the token, and again only if that
 * failed.
 */
export function singleWorkspace({
  botToken,
  log,
  health = NO_HEALTH,
  slackApiUrl,
}: SingleWorkspaceSettings): SingleWorkspace {
  let asked: Promise<Identity | null> | null = null;
  const ask = (): Promise<Identity | null> => {
    asked ??= identified().catch((error: unknown) => {
      noteReach(health, error);
      const reason = deathOf(error);
      if (reason === null) {
        asked = null;
        throw error;
      }
      health.refused('slack', 'SLACK_BOT_TOKEN', reason);
      log.error({ channel: 'slack', reason }, `Slack refuses SLACK_BOT_TOKEN; ${NEW_TOKEN}`);
      return null;
    });
    return asked;
  };
  const identified = async () => {
    const identity = await identify(botToken, slackApiUrl);
    health.reached('slack', 'web-api');
    return identity;
  };
  return {
    async credentials(team, enterprise) {
      const identity = await ask();
      return identity !== null && isOf(identity, team, enterprise) ? identity : null;
    },
    async forget(team, enterprise) {
      const identity = await ask();
      if (identity === null || !isOf(identity, team, enterprise)) return;
      asked = Promise.resolve(null);
      health.refused('slack', 'SLACK_BOT_TOKEN', 'token_revoked');
      log.error(
        { channel: 'slack', team, enterprise },
        `Signpost was uninstalled, or its token revoked; ${NEW_TOKEN}`,
      );
    },
    home: async () => (await ask())?.team ?? null,
    async prepare() {
      const answer = await resultWithin(
        ask().then((identity) => ({ identity })),
        START_TIMEOUT_MS,
      );
      if (answer === null || answer.identity !== null) return;
      throw new SignpostError('config', `SLACK_BOT_TOKEN was refused by Slack; ${NEW_TOKEN}.`);
    },
  };
}

const NEW_TOKEN =
  'install the app in your workspace again, write its new token and restart Signpost';

/**
 * Workspaces that the token doesn't belong to aren't served: their people would be looked up under
 * the wrong names.
 */
function isOf(identity: Identity, team: string | null, enterprise: string | null): boolean {
  if (identity.team === null) return identity.enterprise === enterprise;
  return team === null
    ? enterprise === null || enterprise === identity.enterprise
    : team === identity.team;
}

export interface InstalledWorkspacesSettings {
  readonly store: Pick<Store, 'db'>;
  readonly seal: TokenCipher;
  readonly log: Log;
  /** Ids of the workspaces and organizations that are served; all if omitted. */
  readonly allowed?: readonly string[] | undefined;
  readonly health?: ChannelHealth | undefined;
  readonly slackApiUrl?: string | undefined;
  /** Monotonic clock, in ms. */
  readonly now?: () => number;
}

export interface InstalledWorkspaces extends Workspaces {
  /** Call this after an installation. */
  refresh(): void;
  /**
   * Logs which installations can't be used because their tokens were encrypted with another key.
   */
  reportUnreadable(): Promise<void>;
}

/** TTL of the cache: another process may have removed an installation. */
const BELIEVED_MS = 10_000;

/** The workspaces and organizations installed by OAuth. */
export function installedWorkspaces(settings: InstalledWorkspacesSettings): InstalledWorkspaces {
  const { store, log, health = NO_HEALTH, slackApiUrl } = settings;
  const known = createInstallationCache(settings);
  return {
    /** A workspace's own installation comes first: its token has the fewest permissions necessary. */
    async credentials(team, enterprise) {
      const own = team === null ? null : await known.find(team);
      return own ?? (enterprise === null ? null : known.find(enterprise));
    },
    async forget(team, enterprise) {
      known.clear();
      // Uninstalling on purpose isn't a fault.
      if (team !== null) health.accepted('slack', team);
      if (team !== null && (await drop(team))) return;
      const shared = enterprise === null ? null : await known.find(enterprise);
      // If a workspace is named, the removed installation may be its own, which was deleted
      // earlier.
      if (shared !== null && (team === null || (await isDead(shared.botToken, slackApiUrl))))
        await drop(shared.id);
      known.clear();
    },
    home: async () => null,
    refresh: known.clear,
    async reportUnreadable() {
      for (const id of await installedIds(store.db)) await load(settings, id);
    },
  };

  async function drop(id: string): Promise<boolean> {
    const dropped = await deleteInstallation(store.db, id);
    if (dropped)
      log.warn({ channel: 'slack', installation: id }, 'slack app uninstalled or token revoked');
    return dropped;
  }
}

function createInstallationCache(settings: InstalledWorkspacesSettings) {
  const { now = monotonicMs } = settings;
  const known = new Map<
    string,
    { readonly found: Promise<Installation | null>; readonly until: number }
  >();
  return {
    find(id: string): Promise<Installation | null> {
      const kept = known.get(id);
      if (kept && kept.until > now()) return kept.found;
      const found = load(settings, id);
      known.set(id, { found, until: now() + BELIEVED_MS });
      found.catch(() => known.delete(id));
      return found;
    },
    clear: () => known.clear(),
  };
}

/** Returns null, and logs why, if the token was encrypted with another key. */
async function load(
  { store, seal, log, allowed }: InstalledWorkspacesSettings,
  id: string,
): Promise<Installation | null> {
  try {
    const installation = await loadInstallation(store.db, seal, id);
    return installation !== null && isAllowed(allowed, installation) ? installation : null;
  } catch (error) {
    if (!(error instanceof SignpostError)) throw error;
    log.error({ channel: 'slack', installation: id }, error.message);
    return null;
  }
}

/** Rejects if Slack can't say; Slack then sends the event again. */
async function isDead(botToken: string, slackApiUrl: string | undefined): Promise<boolean> {
  try {
    await identify(botToken, slackApiUrl);
    return false;
  } catch (error) {
    if (deathOf(error) === null) throw error;
    return true;
  }
}
