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

/** Where Signpost is installed. */
export interface Workspaces {
  /**
   * Null where Signpost is not (or no longer) installed there. `team` is a T… id; installs of a whole organization are
   * found by `enterprise` (E…). Rejects only where neither Slack nor the database could be asked.
   */
  credentials(team: string | null, enterprise: string | null): Promise<Credentials | null>;
  /** Uninstalled, or its token revoked: forgotten, and said in the log. Rejects as `credentials` does. */
  forget(team: string | null, enterprise: string | null): Promise<void>;
  /** Id of the one workspace (T…); null where there may be several. Rejects where Slack could not be asked. */
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
   * Makes sure of the token at the start. Where Slack does not answer in time, it is asked when somebody writes.
   * @throws SignpostError `config` where Slack refuses it.
   */
  prepare(): Promise<void>;
}

const START_TIMEOUT_MS = 3_000;

/** The one workspace of a bot token. Slack is asked once whose it is, and again only where that failed. */
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

/** Nobody is served for a workspace that the token is not of: people of others would be found under wrong names. */
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
  /** Ids of those that are served; all where it is left out. */
  readonly allowed?: readonly string[] | undefined;
  readonly health?: ChannelHealth | undefined;
  readonly slackApiUrl?: string | undefined;
  /** Monotonic clock, in ms. */
  readonly now?: () => number;
}

export interface InstalledWorkspaces extends Workspaces {
  /** To be called when something was installed. */
  refresh(): void;
  /** Says in the log which installations cannot be used, because their tokens were encrypted with another key. */
  reportUnreadable(): Promise<void>;
}

/** Another process may have forgotten an installation: nothing is believed longer than this. */
const BELIEVED_MS = 10_000;

/** The workspaces and organizations that were installed by OAuth. */
export function installedWorkspaces(settings: InstalledWorkspacesSettings): InstalledWorkspaces {
  const {
    store,
    seal,
    log,
    allowed,
    health = NO_HEALTH,
    slackApiUrl,
    now = monotonicMs,
  } = settings;
  const known = new Map<
    string,
    { readonly found: Promise<Installation | null>; readonly until: number }
  >();

  async function load(id: string): Promise<Installation | null> {
    try {
      const installation = await loadInstallation(store.db, seal, id);
      return installation !== null && isAllowed(allowed, installation) ? installation : null;
    } catch (error) {
      if (!(error instanceof SignpostError)) throw error;
      log.error({ channel: 'slack', installation: id }, error.message);
      return null;
    }
  }

  function find(id: string): Promise<Installation | null> {
    const kept = known.get(id);
    if (kept && kept.until > now()) return kept.found;
    const found = load(id);
    known.set(id, { found, until: now() + BELIEVED_MS });
    found.catch(() => known.delete(id));
    return found;
  }

  async function drop(id: string): Promise<boolean> {
    const dropped = await deleteInstallation(store.db, id);
    if (dropped)
      log.warn(
        { channel: 'slack', installation: id },
        'Signpost was uninstalled, or its token revoked',
      );
    return dropped;
  }

  /** A workspace's own installation comes first: its token can do no more than it has to. */
  async function first(
    team: string | null,
    enterprise: string | null,
  ): Promise<Installation | null> {
    const own = team === null ? null : await find(team);
    return own ?? (enterprise === null ? null : find(enterprise));
  }

  return {
    credentials: first,
    async forget(team, enterprise) {
      known.clear();
      // To be uninstalled on purpose is no fault.
      if (team !== null) health.accepted('slack', team);
      if (team !== null && (await drop(team))) return;
      const shared = enterprise === null ? null : await find(enterprise);
      // Where a workspace was named, what is gone may be its own installation, which was forgotten before.
      if (shared !== null && (team === null || (await isDead(shared.botToken, slackApiUrl))))
        await drop(shared.id);
      known.clear();
    },
    home: async () => null,
    refresh: () => known.clear(),
    async reportUnreadable() {
      for (const id of await installedIds(store.db)) await load(id);
    },
  };
}

/** Rejects where Slack cannot say: it sends the event again then. */
async function isDead(botToken: string, slackApiUrl: string | undefined): Promise<boolean> {
  try {
    await identify(botToken, slackApiUrl);
    return false;
  } catch (error) {
    if (deathOf(error) === null) throw error;
    return true;
  }
}
