import { resolve } from 'node:path';
import { z } from 'zod';
import { SignpostError } from '../diagnostics/errors.ts';
import { LOG_LEVELS, type LogLevel } from '../diagnostics/log.ts';
import type { Network } from '../http/client-address.ts';
import { databaseConnections, databaseVariables } from './database.ts';
import { type FilesConfig, filesConfig, filesVariables } from './files.ts';
import {
  type SlackConfig,
  type SlackSecrets,
  slackConfig,
  slackProblems,
  slackSecrets,
  slackVariables,
} from './slack.ts';
import { type TeamsConfig, teamsConfig, teamsProblems, teamsVariables } from './teams.ts';
import { type UnknownVariable, unknownVariables } from './unknown-variables.ts';
import { flag, isLoopback, listenAddress, onOrOff, optional, url } from './variable.ts';
import { DEFAULT_WEB_LIMITS, NO_WEB_LIMITS, type WebLimits, webVariables } from './web.ts';

/**
 * Everything that configures the process, validated. Secrets are separate, so that the rest can be
 * logged.
 */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Absolute path; holds the embedded database if no `databaseUrl` is given. */
  readonly dataDir: string;
  /** Maximum number of PostgreSQL connections of this process. */
  readonly databaseConnections: number;
  /** Below this many free bytes files are refused, and below a fifth of it messages. */
  readonly diskReserveBytes: number;
  readonly dialogsDir: string;
  /** Absolute path of a folder with more languages; null if the built-in ones are all. */
  readonly languagesDir: string | null;
  /**
   * `allowRemote`: the page answers at names other than this machine's own. `desk`: the page also
   * shows the helpdesk's side, to anyone who opens it on this machine; never if `allowRemote` is
   * true, and only on request if Teams or Slack call this server.
   */
  readonly web: {
    readonly enabled: boolean;
    readonly allowRemote: boolean;
    readonly desk: boolean;
    /** Infinite if the page can be opened only on this machine. */
    readonly limits: WebLimits;
    /** Proxies with a trusted `X-Forwarded-For`. */
    readonly trustedProxies: readonly Network[];
  };
  /** Absolute path of the desks file; null if the page is the only desk. */
  readonly desksFile: string | null;
  /** Days until a resolved ticket without further messages is closed. */
  readonly closeAfterDays: number;
  readonly files: FilesConfig;
  /** Public address of this server, without a trailing slash; null if not configured. */
  readonly publicUrl: string | null;
  readonly teams: TeamsConfig | null;
  readonly slack: SlackConfig | null;
  readonly webhookUrl: string | null;
  /**
   * Facts of the organization, by runbook id and fact id; checked against the runbooks when they
   * are loaded.
   */
  readonly facts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Variables that are set but unknown, each with the nearest known name; null if none is near. */
  readonly unknownVariables: readonly UnknownVariable[];
  readonly secrets: {
    /** Contains a password, so the whole URL is a secret. */
    readonly databaseUrl: string | null;
    readonly teamsPassword: string | null;
    readonly slack: SlackSecrets;
    readonly webhookSecret: string | null;
  };
}

const PROJECT_ROOT = resolve(import.meta.dirname, '../..');

const FACT = /^([a-z0-9-]+)\.([a-z0-9-]+)=([a-z0-9-]+)$/;

const environmentSchema = z.object({
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, { error: 'is not a port; write a number from 0 to 65535, such as 3978' })
      .transform(Number)
      .refine((port) => port <= 65535, {
        error: 'is not a port; write a number from 0 to 65535, such as 3978',
      }),
  ),
  SIGNPOST_HOST: optional(listenAddress),
  SIGNPOST_DATA_DIR: optional(z.string()),
  SIGNPOST_DISK_RESERVE_MB: optional(
    z
      .string()
      .regex(/^[1-9]\d{2,7}$/, {
        error: 'is not a number of megabytes; write one of at least 100, such as 500',
      })
      .transform(Number),
  ),
  SIGNPOST_DIALOGS_DIR: optional(z.string()),
  SIGNPOST_LANGUAGES_DIR: optional(z.string()),
  SIGNPOST_LOG_LEVEL: optional(
    z.enum(LOG_LEVELS, { error: `is not a level; write one of ${LOG_LEVELS.join(', ')}` }),
  ),
  SIGNPOST_FACTS: optional(z.string()),
  SIGNPOST_WEB: onOrOff,
  SIGNPOST_WEB_ALLOW_REMOTE: flag('SIGNPOST_WEB_ALLOW_REMOTE'),
  SIGNPOST_WEB_DESK: onOrOff,
  SIGNPOST_DESKS: optional(z.string()),
  TICKET_CLOSE_AFTER_DAYS: optional(
    z
      .string()
      .regex(/^[1-9]\d{0,2}$/, {
        error: 'is not a number of days; write one from 1 to 999, such as 5',
      })
      .transform(Number),
  ),
  DATABASE_URL: optional(
    url(
      ['postgres:', 'postgresql:'],
      'a PostgreSQL address',
      'postgres://user:password@host:5432/signpost',
    ),
  ),
  ...databaseVariables,
  ...filesVariables,
  ...webVariables,
  ...teamsVariables,
  ...slackVariables,
  TICKET_WEBHOOK_URL: optional(
    url(['http:', 'https:'], 'a web address', 'https://helpdesk.example.com/signpost'),
  ),
  TICKET_WEBHOOK_SECRET: optional(
    z.string().min(16, { error: 'is too short to sign with; write at least 16 random characters' }),
  ),
});

type Environment = z.infer<typeof environmentSchema>;

/**
 * Reads the configuration from environment variables.
 * @throws SignpostError `config`, with one line per problem: which variable, what is wrong, what to write.
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const environment = validated(variables);
  const facts = readFacts(environment.SIGNPOST_FACTS ?? '');

  return {
    host: environment.SIGNPOST_HOST ?? '127.0.0.1',
    port: environment.PORT ?? 3978,
    logLevel: environment.SIGNPOST_LOG_LEVEL ?? 'info',
    dataDir: resolve(environment.SIGNPOST_DATA_DIR ?? 'data'),
    databaseConnections: databaseConnections(environment),
    diskReserveBytes: (environment.SIGNPOST_DISK_RESERVE_MB ?? 500) * 1024 * 1024,
    dialogsDir: resolve(environment.SIGNPOST_DIALOGS_DIR ?? `${PROJECT_ROOT}/dialogs`),
    languagesDir:
      environment.SIGNPOST_LANGUAGES_DIR === undefined
        ? null
        : resolve(environment.SIGNPOST_LANGUAGES_DIR),
    web: webConfig(environment),
    desksFile:
      environment.SIGNPOST_DESKS === undefined ? null : resolve(environment.SIGNPOST_DESKS),
    closeAfterDays: environment.TICKET_CLOSE_AFTER_DAYS ?? 5,
    files: filesConfig(environment),
    publicUrl: environment.SIGNPOST_PUBLIC_URL ?? null,
    teams: teamsConfig(environment),
    slack: slackConfig(environment),
    webhookUrl: environment.TICKET_WEBHOOK_URL ?? null,
    facts: facts.facts,
    unknownVariables: unknownVariables(
      Object.keys(variables),
      Object.keys(environmentSchema.shape),
    ),
    secrets: {
      databaseUrl: environment.DATABASE_URL ?? null,
      teamsPassword: environment.MicrosoftAppPassword ?? null,
      slack: slackSecrets(environment),
      webhookSecret: environment.TICKET_WEBHOOK_SECRET ?? null,
    },
  };
}

/**
 * Returns the variables, valid alone and in combination. Throws with every problem that doesn't
 * depend on an invalid variable.
 */
function validated(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = environmentSchema.safeParse(variables);
  const issues = parsed.error?.issues ?? [];
  const wrong = new Set(issues.map((issue) => String(issue.path[0])));
  const rest = parsed.data ?? environmentSchema.parse({ ...variables, ...blanks(wrong) });
  const problems = [
    ...issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`),
    ...readFacts(rest.SIGNPOST_FACTS ?? '').problems,
    // A problem with an invalid variable may change once the variable is fixed.
    ...unsafeCombinations(rest).filter(
      (line) => !(line.match(/\w+/g) ?? []).some((word) => wrong.has(word)),
    ),
  ];
  if (problems.length > 0) throw refusal(problems);
  return rest;
}

function blanks(names: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries([...names].map((name) => [name, '']));
}

function webConfig(environment: Environment): Config['web'] {
  const enabled = environment.SIGNPOST_WEB !== 'off';
  const allowRemote = environment.SIGNPOST_WEB_ALLOW_REMOTE;
  // A platform calls us through a proxy, and so could anyone: the desk then has to be enabled
  // explicitly.
  const desk = environment.SIGNPOST_WEB_DESK ?? (isCalled(environment) ? 'off' : 'on');
  const limits = allowRemote
    ? (environment.SIGNPOST_WEB_LIMITS ?? DEFAULT_WEB_LIMITS)
    : NO_WEB_LIMITS;
  const trustedProxies = environment.SIGNPOST_TRUSTED_PROXIES ?? [];
  return {
    enabled,
    allowRemote,
    desk: enabled && !allowRemote && desk === 'on',
    limits,
    trustedProxies,
  };
}

/** Returns true if a platform reaches this server over the network. */
function isCalled(environment: Environment): boolean {
  return environment.MicrosoftAppId !== undefined || slackConfig(environment)?.transport === 'http';
}

/** Finds combinations of valid variables that would not work, or would let strangers in. */
function unsafeCombinations(environment: Environment): string[] {
  const host = environment.SIGNPOST_HOST ?? '127.0.0.1';
  const remote = !isLoopback(host);
  const problems = [...teamsProblems(environment, host), ...slackProblems(environment)];
  if (remote && environment.SIGNPOST_WEB !== 'off' && !environment.SIGNPOST_WEB_ALLOW_REMOTE) {
    problems.push(
      `SIGNPOST_HOST=${host} would show the web page, which asks for no sign-in, to other machines; ` +
        'write SIGNPOST_WEB=off, or SIGNPOST_WEB_ALLOW_REMOTE=1 if that is what you want.',
    );
  }
  if (environment.SIGNPOST_WEB_DESK === 'on' && environment.SIGNPOST_WEB_ALLOW_REMOTE) {
    problems.push(
      'SIGNPOST_WEB_DESK=on would make an agent of anyone who opens the page; leave it out where SIGNPOST_WEB_ALLOW_REMOTE=1.',
    );
  }
  problems.push(...withoutEffect(environment));
  if (
    environment.TICKET_WEBHOOK_URL !== undefined &&
    environment.TICKET_WEBHOOK_SECRET === undefined
  ) {
    problems.push(
      'TICKET_WEBHOOK_SECRET is missing; write at least 16 random characters the receiver knows too.',
    );
  }
  if (
    environment.TICKET_WEBHOOK_URL === undefined &&
    environment.TICKET_WEBHOOK_SECRET !== undefined
  ) {
    problems.push(
      'TICKET_WEBHOOK_URL is missing; write where tickets are posted to, or leave the secret out.',
    );
  }
  return problems;
}

/** A limit that applies to no request would only seem to protect. */
function withoutEffect(environment: Environment): string[] {
  if (environment.SIGNPOST_WEB !== 'off' && environment.SIGNPOST_WEB_ALLOW_REMOTE) return [];
  return (['SIGNPOST_WEB_LIMITS', 'SIGNPOST_TRUSTED_PROXIES'] as const)
    .filter((name) => environment[name] !== undefined)
    .map(
      (name) =>
        `${name} has no effect unless other machines see the page; set SIGNPOST_WEB_ALLOW_REMOTE=1, or leave it out.`,
    );
}

function readFacts(text: string): {
  facts: Record<string, Record<string, string>>;
  problems: string[];
} {
  const facts: Record<string, Record<string, string>> = {};
  const problems: string[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [, runbook, fact, option] = FACT.exec(entry) ?? [];
    if (runbook === undefined || fact === undefined || option === undefined) {
      problems.push(
        `SIGNPOST_FACTS has "${entry}"; write runbook.fact=option, separated by commas.`,
      );
      continue;
    }
    facts[runbook] = { ...facts[runbook], [fact]: option };
  }
  return { facts, problems };
}

function refusal(lines: readonly string[]): SignpostError {
  return new SignpostError('config', lines.join('\n'));
}
