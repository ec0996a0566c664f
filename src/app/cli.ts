import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SignpostError } from '../diagnostics/errors.ts';

const HELP = `npm run -s signpost -- <command>

  match "text"              what a report would be understood as, and why
  match                     the same for JSON Lines {"id","text"} on standard input
  check                     prove that every language is complete, and that every path of every
                            runbook ends solved or in a ticket
  package teams             write the app package for Teams
      --app-id GUID             of your Azure bot (else MicrosoftAppId)
      --host HOST               of your organization's pages, for the links of the manifest
      --out FILE                where to write it (else signpost-teams.zip)
  package slack             print the app manifest for Slack
      --url URL                 where Slack reaches Signpost, such as https://signpost.example.com
      --socket                  for Socket Mode, which needs no address
  dead-letters              what could not be delivered, or have its turn; with --retry, try it all once more
  refusals                  what was refused at the desk, newest first: who tried what, and why not
      --limit N                 at most so many (else 50)
  learn                     new wordings for the runbooks from what people reported, as a diff
      --since DATE              from reports since that day, such as 2026-01-01 (else all)
      --runbook ID              for one runbook only
  help                      this text`;

/** A command resolves to the process's exit code. */
type Command = (args: string[]) => Promise<number>;

// Each command loads only what it needs, so that all of them start fast.
const COMMANDS: Readonly<Record<string, Command>> = {
  async match(args) {
    const { runMatchCommand } = await import('../authoring/match-command.ts');
    const { loadSwitchedOn } = await import('./load-runbooks.ts');
    const { loadLanguages } = await import('../i18n/languages.ts');
    const read = await config();
    loadLanguages(read.languagesDir);
    const runbooks = await loadSwitchedOn({ ...read, facts: {} });
    const { otherSystems } = read;
    const streams = { input: process.stdin, output: process.stdout };
    return runMatchCommand({ args, ...streams, runbooks, otherSystems });
  },

  async check(args) {
    if (args.length > 0)
      throw new SignpostError('usage', `check takes no "${args[0]}"; write: signpost check`);
    const { check, formatCheck } = await import('../authoring/check.ts');
    const report = await check(await config());
    process.stdout.write(`${formatCheck(report)}\n`);
    return report.problems.length === 0 ? 0 : 1;
  },

  async package([what, ...args]) {
    if (what === 'teams') return packageTeams(args);
    if (what === 'slack') return packageSlack(args);
    throw new SignpostError(
      'usage',
      'There are packages for teams and slack; write: signpost package teams, or slack',
    );
  },

  async 'dead-letters'(args) {
    const { values } = parsed(args, { retry: 'boolean' });
    const { runDeadLettersCommand } = await import('../outbox/dead-letters-command.ts');
    return runDeadLettersCommand({
      config: await config(),
      retry: values.retry === true,
      output: process.stdout,
    });
  },

  async refusals(args) {
    const { values } = parsed(args, { limit: 'string' });
    const { runRefusalsCommand } = await import('../helpdesk/refusals-command.ts');
    const limit = values.limit === undefined ? null : String(values.limit);
    return runRefusalsCommand({ config: await config(), limit, output: process.stdout });
  },

  async learn(args) {
    const { values } = parsed(args, { since: 'string', runbook: 'string' });
    const { runLearnCommand } = await import('../learning/learn-command.ts');
    const { loadLanguages } = await import('../i18n/languages.ts');
    const settings = await config();
    loadLanguages(settings.languagesDir);
    const typed = (value: unknown) => (value === undefined ? null : String(value));
    return runLearnCommand({
      config: settings,
      since: typed(values.since),
      runbook: typed(values.runbook),
      output: process.stdout,
      notes: process.stderr,
    });
  },

  async help() {
    process.stdout.write(`${HELP}\n`);
    return 0;
  },
};

async function packageTeams(args: string[]): Promise<number> {
  const { values } = parsed(args, { 'app-id': 'string', host: 'string', out: 'string' });
  const { packageTeamsApp } = await import('../channels/teams/package-app.ts');
  const host = values.host === undefined ? {} : { host: String(values.host) };
  const appId =
    values['app-id'] === undefined ? (await config()).teams?.appId : String(values['app-id']);
  const path = await packageTeamsApp({
    appId,
    ...host,
    output: resolve(String(values.out ?? 'signpost-teams.zip')),
  });
  process.stdout.write(`${path}\n`);
  return 0;
}

async function packageSlack(args: string[]): Promise<number> {
  const { values } = parsed(args, { url: 'string', socket: 'boolean' });
  const { slackManifest } = await import('../channels/slack/package-app.ts');
  const url = values.url === undefined ? undefined : String(values.url);
  process.stdout.write(await slackManifest({ url, socket: values.socket === true }));
  return 0;
}

async function config() {
  const { configOfEnvironment } = await import('./environment.ts');
  return configOfEnvironment();
}

function parsed(args: string[], options: Readonly<Record<string, 'string' | 'boolean'>>) {
  try {
    const known = Object.fromEntries(
      Object.entries(options).map(([name, type]) => [name, { type }]),
    );
    return parseArgs({ args, options: known });
  } catch (cause) {
    // The second sentence is about positional arguments and addresses the developers of commands.
    const [problem] = (cause instanceof Error ? cause.message : String(cause)).split('. ');
    throw new SignpostError('usage', `${problem}.\n\n${HELP}`, { cause });
  }
}

async function run([name = 'help', ...args]: string[]): Promise<number> {
  const wanted = [name, ...args].some(isHelp) ? 'help' : name;
  const command = Object.hasOwn(COMMANDS, wanted) ? COMMANDS[wanted] : undefined;
  if (!command) throw new SignpostError('usage', `There is no command "${name}".\n\n${HELP}`);
  return command(args);
}

function isHelp(arg: string): boolean {
  return /^--?(h|help)$/.test(arg);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SignpostError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.code === 'usage' ? 2 : 1;
}
