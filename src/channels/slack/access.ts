import type { Server } from 'restify';
import type { SlackConfig, SlackSecrets } from '../../config.ts';
import { SignpostError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/open-store.ts';
import { mountInstallRoutes } from './install/routes.ts';
import { createSeal } from './sealed.ts';
import { installedWorkspaces, singleWorkspace, type Workspaces } from './workspaces.ts';

/** Who Signpost is in Slack, and how it gets there. */
export interface Access {
  readonly workspaces: Workspaces;
  /** Adds `/slack/install` and `/slack/oauth_redirect` where several workspaces are served, else nothing. */
  mount(server: Server): void;
}

export interface AccessSettings {
  readonly config: SlackConfig;
  readonly secrets: SlackSecrets;
  readonly store: Pick<Store, 'db'>;
  readonly log: Log;
  readonly overrides?: AccessOverrides;
}

/** What tests put in place of Slack and of time. */
export interface AccessOverrides {
  /** With a slash at its end, as in `https://slack.com/api/`. */
  readonly slackApiUrl?: string;
  readonly authorizeUrl?: string;
  readonly now?: () => number;
}

const AUTHORIZE_URL = 'https://slack.com/oauth/v2/authorize';

/**
 * The workspaces of this configuration. Installations whose tokens cannot be decrypted are named in the log.
 * @throws SignpostError `config` where a secret that this way needs is missing.
 */
export async function openAccess({ config, secrets, store, log, overrides = {} }: AccessSettings): Promise<Access> {
  const { slackApiUrl, authorizeUrl = AUTHORIZE_URL, now = Date.now } = overrides;
  if (config.install === 'single') {
    const botToken = given('SLACK_BOT_TOKEN', secrets.botToken);
    return { workspaces: singleWorkspace({ botToken, log, slackApiUrl }), mount() {} };
  }
  const { clientId, publicUrl, workspaces: allowed } = config;
  const seal = createSeal(given('SIGNPOST_ENCRYPTION_KEY', secrets.encryptionKey));
  const clientSecret = given('SLACK_CLIENT_SECRET', secrets.clientSecret);
  const exchange = { clientId, clientSecret, redirectUri: `${publicUrl}/slack/oauth_redirect`, slackApiUrl };
  const workspaces = installedWorkspaces({ store, seal, log, allowed, slackApiUrl, now });
  await workspaces.reportUnreadable();
  const onInstalled = () => workspaces.refresh();
  return {
    workspaces,
    mount(server) {
      mountInstallRoutes(server, { store, seal, log, exchange, publicUrl, authorizeUrl, allowed, now, onInstalled });
    },
  };
}

function given(variable: string, secret: string | null): string {
  if (secret !== null) return secret;
  throw new SignpostError('config', `${variable} is missing; docs/connect-slack.md says where it comes from.`);
}
