import { z } from 'zod';
import { optional, publicUrl } from './variable.ts';

/** How Slack is reached, and for which workspaces. The `SlackSecrets` required for it are set. */
export type SlackConfig = SlackWay & {
  /**
   * Ids of other workspaces (T…) and organizations (E…) that are served in channels shared with
   * them.
   */
  readonly externalWorkspaces?: readonly string[];
};

type SlackWay =
  | { readonly transport: 'http'; readonly install: 'single' }
  | {
      readonly transport: 'http';
      readonly install: 'oauth';
      readonly clientId: string;
      /** Without a trailing slash; Slack sends people back to `/slack/oauth_redirect` under it. */
      readonly publicUrl: string;
      /**
       * Ids of the workspaces (T…) and organizations (E…) that may install Signpost; all if left
       * out.
       */
      readonly workspaces?: readonly string[];
    }
  | { readonly transport: 'socket'; readonly install: 'single' };

export interface SlackSecrets {
  /** For `http`. */
  readonly signingSecret: string | null;
  /** For `single`; begins with xoxb-. */
  readonly botToken: string | null;
  /** For `socket`; begins with xapp-. */
  readonly appToken: string | null;
  /** For `oauth`. */
  readonly clientSecret: string | null;
  /** For `oauth`: 32 bytes in base64; encrypts the tokens of the workspaces. */
  readonly encryptionKey: string | null;
}

const BOT_TOKEN = 'is not a bot token; copy the Bot User OAuth Token, which begins with xoxb-';
const APP_TOKEN = 'is not an app-level token; copy the one that begins with xapp-';
const SIGNING_SECRET = 'is not a signing secret; copy it from Basic Information, App Credentials';
const CLIENT_ID = 'is not a client id; copy it from Basic Information, App Credentials';
const WORKSPACES =
  'is not a list of workspaces; write their ids (T…) or those of organizations (E…), separated by commas';
const KEY = 'is not 32 random bytes in base64; make a key with: openssl rand -base64 32';

/** The variables for Slack, to be read with all others. */
export const slackVariables = {
  SLACK_SIGNING_SECRET: optional(z.string().regex(/^(?!xox|xapp)\S+$/, { error: SIGNING_SECRET })),
  SLACK_BOT_TOKEN: optional(z.string().regex(/^xoxb-[A-Za-z0-9-]+$/, { error: BOT_TOKEN })),
  SLACK_APP_TOKEN: optional(z.string().regex(/^xapp-[A-Za-z0-9-]+$/, { error: APP_TOKEN })),
  SLACK_CLIENT_ID: optional(
    z.string().regex(/^(?!xox|xapp)[A-Za-z0-9._-]+$/, { error: CLIENT_ID }),
  ),
  SLACK_CLIENT_SECRET: optional(z.string()),
  SLACK_WORKSPACES: optional(
    z.string().regex(/^\s*[TE][A-Z0-9]+(\s*,\s*[TE][A-Z0-9]+)*\s*$/, { error: WORKSPACES }),
  ),
  SLACK_EXTERNAL_WORKSPACES: optional(
    z.string().regex(/^\s*[TE][A-Z0-9]+(\s*,\s*[TE][A-Z0-9]+)*\s*$/, { error: WORKSPACES }),
  ),
  SIGNPOST_PUBLIC_URL: optional(publicUrl),
  SIGNPOST_ENCRYPTION_KEY: optional(z.string().regex(/^[A-Za-z0-9+/]{43}=?$/, { error: KEY })),
};

const NEEDED_FOR_OAUTH = [
  'SLACK_CLIENT_SECRET',
  'SLACK_SIGNING_SECRET',
  'SIGNPOST_PUBLIC_URL',
  'SIGNPOST_ENCRYPTION_KEY',
] as const;
const WHAT_TO_DO = {
  SLACK_CLIENT_SECRET: 'copy it from Basic Information, App Credentials',
  SLACK_SIGNING_SECRET: 'copy it from Basic Information, App Credentials',
  SIGNPOST_PUBLIC_URL:
    'write the address people install Signpost at, such as https://signpost.example.com',
  SIGNPOST_ENCRYPTION_KEY:
    'the tokens of workspaces are stored encrypted; make a key with: openssl rand -base64 32',
} as const;

const slackSchema = z.object(slackVariables);
type SlackVariables = z.infer<typeof slackSchema>;

/**
 * Returns the Slack settings of these variables, or null if Slack isn't configured. Expects
 * variables without `slackProblems`.
 */
export function slackConfig(variables: SlackVariables): SlackConfig | null {
  const way = slackWay(variables);
  const external = variables.SLACK_EXTERNAL_WORKSPACES;
  return way === null || external === undefined
    ? way
    : { ...way, externalWorkspaces: idsIn(external) };
}

function idsIn(list: string): string[] {
  return list.split(',').map((id) => id.trim());
}

function slackWay(variables: SlackVariables): SlackWay | null {
  if (variables.SLACK_APP_TOKEN !== undefined) return { transport: 'socket', install: 'single' };
  const {
    SLACK_SIGNING_SECRET,
    SLACK_CLIENT_ID: clientId,
    SIGNPOST_PUBLIC_URL: address,
  } = variables;
  if (SLACK_SIGNING_SECRET === undefined) return null;
  if (clientId === undefined || address === undefined)
    return { transport: 'http', install: 'single' };
  const workspaces =
    variables.SLACK_WORKSPACES === undefined ? undefined : idsIn(variables.SLACK_WORKSPACES);
  const oauth = { transport: 'http', install: 'oauth', clientId, publicUrl: address } as const;
  return workspaces ? { ...oauth, workspaces } : oauth;
}

/** Returns the secrets of Slack, each null if not given. */
export function slackSecrets(variables: SlackVariables): SlackSecrets {
  return {
    signingSecret: variables.SLACK_SIGNING_SECRET ?? null,
    botToken: variables.SLACK_BOT_TOKEN ?? null,
    appToken: variables.SLACK_APP_TOKEN ?? null,
    clientSecret: variables.SLACK_CLIENT_SECRET ?? null,
    encryptionKey: variables.SIGNPOST_ENCRYPTION_KEY ?? null,
  };
}

/**
 * Finds problems in combinations of valid variables: one line per problem, none for its
 * consequences.
 */
export function slackProblems(variables: SlackVariables): string[] {
  const {
    SLACK_SIGNING_SECRET: secret,
    SLACK_APP_TOKEN: app,
    SLACK_EXTERNAL_WORKSPACES: external,
  } = variables;
  const isAlone = external !== undefined && secret === undefined && app === undefined;
  return [
    ...wayProblems(variables),
    ...(isAlone
      ? [
          'SLACK_EXTERNAL_WORKSPACES says whom Signpost serves in shared channels of Slack; connect Slack, or leave it out.',
        ]
      : []),
  ];
}

function wayProblems(variables: SlackVariables): string[] {
  const { SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_CLIENT_ID } = variables;
  if (SLACK_APP_TOKEN !== undefined) return socketProblems(variables);
  if (SLACK_CLIENT_ID !== undefined) return oauthProblems(variables);
  if (variables.SLACK_CLIENT_SECRET !== undefined) {
    return ['SLACK_CLIENT_ID is missing; copy the client id that SLACK_CLIENT_SECRET belongs to.'];
  }
  if (variables.SLACK_WORKSPACES !== undefined) {
    return [
      'SLACK_WORKSPACES says who may install Signpost, which needs SLACK_CLIENT_ID; write that, or leave it out.',
    ];
  }
  if (SLACK_SIGNING_SECRET !== undefined && SLACK_BOT_TOKEN === undefined) {
    return [
      'SLACK_BOT_TOKEN is missing beside SLACK_SIGNING_SECRET; write it for one workspace, ' +
        'or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for several.',
    ];
  }
  if (SLACK_SIGNING_SECRET === undefined && SLACK_BOT_TOKEN !== undefined) {
    return [
      'SLACK_BOT_TOKEN can only write; to hear people, add SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode).',
    ];
  }
  return [];
}

function socketProblems(variables: SlackVariables): string[] {
  const problems: string[] = [];
  if (variables.SLACK_SIGNING_SECRET !== undefined) {
    problems.push(
      'SLACK_APP_TOKEN (Socket Mode) and SLACK_SIGNING_SECRET (HTTP) are two ways in; leave one of them out.',
    );
  }
  if (variables.SLACK_CLIENT_ID !== undefined || variables.SLACK_CLIENT_SECRET !== undefined) {
    problems.push(
      'SLACK_APP_TOKEN serves one workspace, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET serve several over HTTP; ' +
        'leave out the one or the others.',
    );
  } else if (variables.SLACK_BOT_TOKEN === undefined) {
    problems.push(
      'SLACK_BOT_TOKEN is missing beside SLACK_APP_TOKEN; copy it from OAuth & Permissions.',
    );
  }
  return problems;
}

function oauthProblems(variables: SlackVariables): string[] {
  const problems: string[] = [];
  if (variables.SLACK_BOT_TOKEN !== undefined) {
    problems.push(
      'SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for several, which each get a token of their own; ' +
        'leave one of them out.',
    );
  }
  for (const name of NEEDED_FOR_OAUTH) {
    if (variables[name] === undefined) {
      problems.push(`${name} is missing beside SLACK_CLIENT_ID; ${WHAT_TO_DO[name]}.`);
    }
  }
  return problems;
}
