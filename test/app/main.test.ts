import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { PageClient, send } from '../channels/web/page-client.ts';
import { inherited } from '../support/inherited.ts';
import { freshPath } from '../support/scratch.ts';
import { onlyFirst } from '../support/shipped-runbooks.ts';
import { freshDataDir } from '../support/store.ts';

const root = resolve(import.meta.dirname, '../..');

type Child = ChildProcessByStdio<null, Readable, Readable>;

interface Running {
  readonly url: string;
  /** What it wrote to standard error so far. */
  readonly told: string;
  readonly child: Child;
  readonly output: Promise<string>;
}

/** Runs the program as `npm start` does, with these variables and hardly any others. */
const children = new Set<Child>();

function run(variables: Readonly<Record<string, string>>, cwd = root): Child {
  const env = { ...inherited(), PORT: '0', ...onlyFirst(variables), ...variables };
  const child = spawn(process.execPath, [join(root, 'src/app/main.ts')], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  return child;
}

async function start(variables: Readonly<Record<string, string>>): Promise<Running> {
  const child = run(variables);
  const output = text(child.stdout);
  const running = { url: '', child, output, told: '' };
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`It did not start: ${running.told}`)));
    // Read to the end: a process whose standard error is closed under it may die of that.
    child.stderr.on('data', (chunk) => {
      running.told += String(chunk);
      running.url ||= /Open (http:\S+) to talk to it/.exec(running.told)?.[1] ?? '';
      if (running.url !== '') resolve();
    });
  });
  return running;
}

async function stopped({ child }: Running): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = await once(child, 'exit');
  return code;
}

async function refusal(
  variables: Readonly<Record<string, string>>,
  cwd = root,
): Promise<{ code: number | null; told: string }> {
  const child = run(variables, cwd);
  const [told] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, told };
}

describe('the server process', function () {
  this.timeout(60_000);

  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
  });

  it('starts without configuration, prints its address, reports healthy and ready, and stops cleanly on SIGTERM', async () => {
    const running = await start({ SIGNPOST_DATA_DIR: await freshDataDir() });
    expect((await send(`${running.url}/healthz`, 'GET')).body).to.equal('{"status":"ok"}');
    const ready = await send(`${running.url}/readyz`, 'GET');
    expect(JSON.parse(ready.body)).to.deep.equal({
      status: 'ready',
      database: 'embedded',
      channels: { web: 'ok' },
      problems: [],
      deadReplies: 0,
      deadPosts: 0,
      deadTickets: 0,
      pendingTickets: 0,
    });
    const proxied = await send(`${running.url}/readyz`, 'GET', {
      'x-forwarded-for': '203.0.113.7',
    });
    const stranger = {
      status: 'ready',
      database: 'embedded',
      channels: { web: 'ok' },
      problems: [],
    };
    expect(JSON.parse(proxied.body), 'strangers hear no counts').to.deep.equal(stranger);
    const renamed = await send(`${running.url}/readyz`, 'GET', { host: 'signpost.example.com' });
    expect(renamed.status, 'another name is not answered').to.equal(421);
    const nothing = await send(`${running.url}/nothing`, 'GET');
    expect(nothing.status).to.equal(404);
    expect(JSON.parse(nothing.body)).to.deep.equal({ error: 'There is nothing at this address.' });
    const again = await send(`${running.url}/healthz`, 'GET');
    expect(again.status).to.equal(200);
    running.child.kill('SIGTERM');
    expect(await stopped(running), running.told).to.equal(0);
  });

  it('resumes every conversation at the same point after a restart', async () => {
    const dataDir = await freshDataDir();
    const first = await start({ SIGNPOST_DATA_DIR: dataDir });
    const page = await PageClient.open(first.url);
    const report = 'User is not SIP enabled, unmistakable-words, my password is Tr0ub4dor&3';
    await page.say(report);
    await page.listen((messages) => messages.length >= 2);
    const before = await page.state();
    first.child.kill('SIGINT');
    expect(await stopped(first), first.told).to.equal(0);
    expectOneTurnLogged(await first.output);

    const second = await start({ SIGNPOST_DATA_DIR: dataDir });
    const after = await page.at(second.url).state();
    expect({ ...after, ticket: null }).to.deep.equal({ ...before, ticket: null });
    expect(after.phase).to.equal('guide');
    const messages = await page.at(second.url).listen((seen) => seen.length >= 2);
    expect(messages[0]?.text).to.match(/^User is not SIP enabled, unmistakable-words/);
    second.child.kill('SIGTERM');
    await stopped(second);
  });

  /** One line a turn, with ids, duration and outcome, and never what was written. */
  function expectOneTurnLogged(output: string): void {
    const turns = output.split('\n').filter((line) => line.includes('"msg":"turn"'));
    expect(turns).to.have.length(1);
    expect(JSON.parse(turns[0] ?? '')).to.include.keys(
      'conversation',
      'event',
      'kind',
      'phase',
      'outcome',
      'ms',
    );
    expect(output).not.to.match(/unmistakable-words|Tr0ub4dor|SIP enabled/);
  }

  it('refuses an unworkable or unsafe configuration with one line per problem and exit code 1', async () => {
    const { code, told } = await refusal({ PORT: 'http', SIGNPOST_LOG_LEVEL: 'loud' });
    expect(code).to.equal(1);
    expect(told).to.match(
      /^Signpost cannot start\.\n\nPORT is not a port.*\nSIGNPOST_LOG_LEVEL is not a level.*\n$/,
    );
    const unsafe = await refusal({
      TEAMS_ALLOW_ANONYMOUS: '1',
      SIGNPOST_HOST: '0.0.0.0',
      SIGNPOST_WEB: 'off',
    });
    expect(unsafe.code).to.equal(1);
    expect(unsafe.told).to.match(/\nTEAMS_ALLOW_ANONYMOUS /);
  });

  it('reads a .env file in its folder, and lets the environment override it', async () => {
    const folder = freshPath();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.env'), 'SIGNPOST_LOG_LEVEL=loud\nSIGNPOST_WEB=perhaps\n');
    const { told } = await refusal({ SIGNPOST_WEB: 'sometimes' }, folder);
    expect(told)
      .to.include('SIGNPOST_LOG_LEVEL is not a level')
      .and.to.include('SIGNPOST_WEB is neither on nor off; write one');
    const overruled = await refusal(
      { SIGNPOST_WEB: 'off', SIGNPOST_LOG_LEVEL: 'info', TEAMS_ALLOW_ANONYMOUS: 'yes' },
      folder,
    );
    expect(overruled.told).to.match(/^Signpost cannot start\.\n\nTEAMS_ALLOW_ANONYMOUS [^\n]*\n$/);
  });

  it('refuses facts that no runbook defines', async () => {
    const { code, told } = await refusal({
      SIGNPOST_FACTS: 'skype-sign-in.weather=fine',
      SIGNPOST_DATA_DIR: freshPath(),
    });
    expect(code).to.equal(1);
    expect(told).to.match(/\nSIGNPOST_FACTS .*weather/);
  });

  it('refuses a broken runbook and lists its problems by file, line and column', async () => {
    const dialogs = freshPath();
    mkdirSync(dialogs, { recursive: true });
    cpSync(join(root, 'test/fixtures/runbooks/whole'), dialogs, { recursive: true });
    const file = join(dialogs, 'printing/runbook.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('causes: [toner-low]', 'causes: [toner-lwo]'),
    );
    const dataDir = freshPath();
    const { code, told } = await refusal({
      SIGNPOST_DIALOGS_DIR: dialogs,
      SIGNPOST_DATA_DIR: dataDir,
    });
    expect(
      existsSync(join(dataDir, 'pg')),
      'nobody waits for a database to be made first',
    ).to.equal(false);
    expect(code).to.equal(1);
    expect(told).to.match(/printing\/runbook\.yaml:\d+:\d+: .*toner-lwo/);
    expect(told).to.include('^^^^^^^^^');
  });

  it('refuses a port that another program is using', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, told } = await refusal({
      SIGNPOST_DATA_DIR: await freshDataDir(),
      PORT: String(port),
    });
    other.close();
    expect(code).to.equal(1);
    expect(told).to.include(`PORT ${port} is taken by another program`);
  });
});
