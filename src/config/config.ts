import { resolve } from 'node:path';
import { SignpostError } from '../diagnostics/errors.ts';
import type { LogLevel } from '../diagnostics/log.ts';
import type { Network } from '../http/client-address.ts';
import { unsafeCombinations } from './combinations.ts';
import { databaseConnections } from './database.ts';
import { type Environment, environmentSchema } from './environment-schema.ts';
import { type FilesConfig, filesConfig } from './files.ts';
import { type SlackConfig, type SlackSecrets, slackConfig, slackSecrets } from './slack.ts';
import { type TeamsConfig, teamsConfig } from './teams.ts';
import { type UnknownVariable, unknownVariables } from './unknown-variables.ts';
import { DEFAULT_WEB_LIMITS, NO_WEB_LIMITS, type WebLimits } from './web.ts';

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
  /** The file of the replies that agents write often; null if there is none. */
  readonly repliesFile: string | null;
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
  /** Ids of the runbooks that aren't loaded; checked against the runbooks. */
  readonly runbooksOff: readonly string[];
  /** Names of the organization's systems that no runbook is about. */
  readonly otherSystems: readonly string[];
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
    repliesFile:
      environment.SIGNPOST_REPLIES === undefined ? null : resolve(environment.SIGNPOST_REPLIES),
    desksFile:
      environment.SIGNPOST_DESKS === undefined ? null : resolve(environment.SIGNPOST_DESKS),
    closeAfterDays: environment.TICKET_CLOSE_AFTER_DAYS ?? 5,
    files: filesConfig(environment),
    publicUrl: environment.SIGNPOST_PUBLIC_URL ?? null,
    teams: teamsConfig(environment),
    slack: slackConfig(environment),
    webhookUrl: environment.TICKET_WEBHOOK_URL ?? null,
    facts: facts.facts,
    runbooksOff: environment.SIGNPOST_RUNBOOKS_OFF ?? [],
    otherSystems: environment.SIGNPOST_OTHER_SYSTEMS ?? [],
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
  if (problems.length > 0) throw new SignpostError('config', problems.join('\n'));
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
