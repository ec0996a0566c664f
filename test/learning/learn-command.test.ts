import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { expect } from 'chai';
import { loadWorld } from '../../src/app/load-files.ts';
import { check } from '../../src/authoring/check.ts';
import { type Config, readConfig } from '../../src/config/config.ts';
import { runLearnCommand } from '../../src/learning/learn-command.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { type DeskRig, openDeskRig } from '../support/desk-rig.ts';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { rejectionOf } from '../support/rejection.ts';
import { ada } from '../support/sample-actors.ts';
import { freshPath } from '../support/scratch.ts';
import { freshDataDir, silentLog } from '../support/store.ts';

const SMALL = resolve(import.meta.dirname, '../fixtures/runbooks/whole');
const COMMENT = '      # As people say it.\n      - print is too light # often\n';
const PALE = 'printing/pages-pale';
const ENGLISH = 'Hi Anna, everything looks washed out on paper since Monday 12 May. Thanks, Bob';
const CHINESE = '您好，打印出来的字发灰看不清，谢谢';

describe('learning from reports, embedded', () =>
  learns(async () => ({ SIGNPOST_DATA_DIR: await freshDataDir() }), 'stopped'));

describe('learning from reports, on PostgreSQL', () =>
  learns(async () => ({ DATABASE_URL: await freshDatabaseUrl() }), 'running'));

/** @param server whether the server runs while the command does. */
function learns(
  variables: () => Promise<Readonly<Record<string, string>>>,
  server: 'running' | 'stopped',
): void {
  let config: Config;
  let store: Store;
  let folder: string;

  before(async () => {
    folder = runbooksWithComments();
    config = readConfig({ SIGNPOST_DIALOGS_DIR: join(folder, 'dialogs'), ...(await variables()) });
    const { dataDir, secrets } = config;
    store = await openStore({ dataDir, databaseUrl: secrets.databaseUrl, log: silentLog });
    const rig = await openDeskRig(store, { world: await loadWorld(config) });
    await talk(rig);
    await rig.stop();
    if (server === 'stopped') await store.close();
  });
  after(async () => {
    if (server === 'running') await store.close();
  });

  it('prints a diff that applies, keeps comments and layout, and lets the reports be understood', async () => {
    const { diff } = await run(config);
    expect(diff).to.include('--- a/dialogs/printing/en.yaml\n+++ b/dialogs/printing/en.yaml\n');
    expect(added(diff)).to.deep.equal([
      '      - everything looks washed out on paper',
      '      - 打印出来的字发灰看不清',
    ]);
    for (const [command, args] of [
      ['git', ['apply', '-']],
      ['patch', ['-p1', '--quiet']],
    ] as const) {
      const copy = freshPath();
      cpSync(folder, copy, { recursive: true });
      execFileSync(command, args, { cwd: copy, input: diff });
      const dialogsDir = join(copy, 'dialogs');
      const { match } = createMatcher(await loadRunbooks(dialogsDir));
      for (const text of [ENGLISH, CHINESE]) {
        expect(match(text), text).to.deep.include({
          outcome: 'symptom',
          symptom: { runbook: 'printing', symptom: 'pages-pale' },
        });
      }
      expect(readFileSync(join(dialogsDir, 'printing/en.yaml'), 'utf8')).to.include(
        `${COMMENT}      - everything looks washed out on paper\n`,
      );
      expect((await check({ dialogsDir })).problems).to.deep.equal([]);
    }
  });

  it('says how many reports there were, and which of them look alike', async () => {
    const { notes } = await run(config);
    expect(notes).to.equal(
      [
        '5 reports: 2 confirmed, 1 corrected, 2 unanswered, 0 without an outcome.',
        `2 new wordings proposed. Read each, then apply the diff with "git apply" in ${folder} and run "signpost check".`,
        'Reports without an answer that look alike, perhaps a new symptom:',
        '  2 × stapler jammed in room five',
        '',
      ].join('\n'),
    );
  });

  it('leaves the runbooks as they are', async () => {
    const before = readFileSync(join(folder, 'dialogs/printing/en.yaml'), 'utf8');
    await run(config);
    expect(readFileSync(join(folder, 'dialogs/printing/en.yaml'), 'utf8')).to.equal(before);
  });

  it('reads only reports since a date', async () => {
    const { diff, notes } = await run(config, '2999-01-01');
    expect(diff).to.equal('');
    expect(notes).to.match(/^0 reports since 2999-01-01: .*\nNo new wording is proposed\.\n$/);
  });

  it('rejects a date or a runbook that is none', async () => {
    for (const date of ['yesterday', '2026-02-31', '2026-1-1'])
      expect(String(await rejectionOf(run(config, date)))).to.include('--since takes a date');
    const error = await rejectionOf(run(config, null, 'printng'));
    expect(error).to.include({ code: 'usage' });
    expect(String(error)).to.include('did you mean "printing"?');
  });
}

describe('learning while the server runs on the embedded database', () => {
  it('says that the server has to be stopped', async () => {
    const config = readConfig({
      SIGNPOST_DATA_DIR: await freshDataDir(),
      SIGNPOST_DIALOGS_DIR: SMALL,
    });
    const { dataDir } = config;
    const running = await openStore({ dataDir, databaseUrl: null, log: silentLog });
    const error = await rejectionOf(run(config));
    await running.close();
    expect(error).to.include({ name: 'SignpostError', code: 'data-in-use' });
    expect(String(error)).to.include('Stop it and run this again');
  });
});

/** What people reported, and what came of it. */
async function talk(rig: DeskRig): Promise<void> {
  const bob = rig.requester('Bob');
  await bob.say(ENGLISH);
  await bob.press('pick', undefined, { symptom: PALE });

  const wei = rig.requester('张伟', 'zh-CN');
  await wei.say(CHINESE);
  await wei.press('person');
  await wei.press('skip');
  await wei.press('send');
  const sent = (await wei.inbound()).findLast((reply) => reply.kind === 'sent');
  const number = sent?.kind === 'sent' ? sent.number : '';
  expect(await rig.type(ada, `relabel ${number} pages-pale`)).to.include({ kind: 'done' });

  const carla = rig.requester('Carla');
  await carla.say('print is too light');
  await carla.press('fixed');

  await rig.requester('Dan').say('the stapler jammed in room five again');
  await rig.requester('Eve').say('stapler jammed in room five');
}

function runbooksWithComments(): string {
  const folder = freshPath();
  mkdirSync(folder);
  cpSync(SMALL, join(folder, 'dialogs'), { recursive: true });
  const path = join(folder, 'dialogs/printing/en.yaml');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('      - print is too light\n', COMMENT));
  return folder;
}

async function run(
  config: Config,
  since: string | null = null,
  runbook: string | null = null,
): Promise<{ readonly diff: string; readonly notes: string }> {
  const [output, notes] = [new Recorder(), new Recorder()];
  expect(await runLearnCommand({ config, since, runbook, output, notes })).to.equal(0);
  return { diff: output.text, notes: notes.text };
}

class Recorder extends Writable {
  text = '';

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

function added(diff: string): string[] {
  return diff
    .split('\n')
    .filter((line) => /^\+(?!\+\+)/.test(line))
    .map((line) => line.slice(1));
}
