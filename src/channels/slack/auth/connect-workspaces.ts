import type { Server } from 'restify';
import { clocksFrom } from '../../../concurrency/clocks.ts';
import type { SlackConfig, SlackSecrets } from '../../../config/slack.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { ChannelHealth } from '../../../ports/channel-health.ts';
import { createTokenCipher } from '../../../store/slack/token-cipher.ts';
import type { Store } from '../../../store/store.ts';
import { mountInstallRoutes } from './install/routes.ts';
import { requiredSecret } from './required-secret.ts';
import { installedWorkspaces, singleWorkspace, type Workspaces } from './workspaces.ts';

const AUTHORIZE_URL = 'https://slack.com/oauth/v2/authorize';

export interface WorkspacesSettings {
  readonly config: SlackConfig;
  readonly secrets: SlackSecrets;
  readonly store: Pick<Store, 'db'>;
  readonly log: Log;
  readonly health?: ChannelHealth | undefined;
  readonly overrides?:
    | { readonly slackApiUrl?: string; readonly authorizeUrl?: string; readonly now?: () => number }
    | undefined;
}

/** The workspaces Signpost is installed in, and the pages for installing it in more. */
export interface InstalledApp {
  readonly workspaces: Workspaces;
  mount(server: Server): void;
  /**
   * Logs at startup which installations can't be used.
   * @throws SignpostError `config` if Slack refuses the only token.
   */
  prepare(): Promise<void>;
}

/**
 * Serves the single workspace of a bot token, or all workspaces installed by OAuth.
 * @throws SignpostError `config` if a secret is missing.
 */
export function connectWorkspaces(settings: WorkspacesSettings): InstalledApp {
  const { config, secrets, store, log, health, overrides = {} } = settings;
  const { slackApiUrl, authorizeUrl = AUTHORIZE_URL } = overrides;
  const { now, elapsedMs } = clocksFrom(overrides);
  if (config.install === 'single') {
    const workspaces = singleWorkspace({
      botToken: requiredSecret(secrets.botToken, 'SLACK_BOT_TOKEN'),
      log,
      health,
      slackApiUrl,
    });
    return { workspaces, mount() {}, prepare: workspaces.prepare };
  }
  const { clientId, publicUrl, workspaces: allowed } = config;
  const seal = createTokenCipher(requiredSecret(secrets.encryptionKey, 'SIGNPOST_ENCRYPTION_KEY'));
  const clientSecret = requiredSecret(secrets.clientSecret, 'SLACK_CLIENT_SECRET');
  const workspaces = installedWorkspaces({
    store,
    seal,
    log,
    allowed,
    health,
    slackApiUrl,
    now: elapsedMs,
  });
  const exchange = {
    clientId,
    clientSecret,
    redirectUri: `${publicUrl}/slack/oauth_redirect`,
    slackApiUrl,
  };
  return {
    workspaces,
    mount(server) {
      const onInstalled = () => workspaces.refresh();
      mountInstallRoutes(server, {
        store,
        seal,
        log,
        exchange,
        publicUrl,
        authorizeUrl,
        allowed,
        now,
        onInstalled,
      });
    },
    prepare: () => workspaces.reportUnreadable(),
  };
}
