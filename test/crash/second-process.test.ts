import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { type RealProcess, startRealProcess } from '../bench/real-process.ts';
import { PageClient } from '../channels/web/page-client.ts';
import { rowsOnDisk } from '../support/disk-image.ts';
import { inherited } from '../support/inherited.ts';
import { freshPath } from '../support/scratch.ts';
import { freshDataDir } from '../support/store.ts';

const root = resolve(import.meta.dirname, '../..');

describe('a second process on a data folder', function () {
  this.timeout(120_000);
  let dataDir: string;
  let link: string;
  let first: RealProcess;
  let page: PageClient;

  before(async () => {
    dataDir = await freshDataDir();
    link = freshPath();
    symlinkSync(dataDir, link);
    first = await startRealProcess({ SIGNPOST_DATA_DIR: dataDir });
    page = await PageClient.open(first.url);
  });
  after(() => first.child.kill('SIGKILL'));

  it('refuses a second server or command under any name of the folder, without harm to the first', async () => {
    const others = [
      ['src/app/main.ts', link],
      ['src/app/cli.ts', relative(root, dataDir), 'dead-letters', '--retry'],
    ] as const;
    const texts: string[] = [];
    for (const [script, folder, ...args] of others) {
      const said = crypto.randomUUID();
      const [refusal] = await Promise.all([run(script, folder, args), page.say(said)]);
      expect(refusal.code).to.equal(1);
      expect(refusal.told).to.match(
        /is in use by another Signpost\. Stop that one first|A running Signpost has .* Stop it/,
      );
      texts.push(said);
    }
    expect(await shown(page)).to.include.members(texts);
  });

  it('admits a second process once the first was killed, with all acknowledged work', async () => {
    const said = crypto.randomUUID();
    expect((await page.say(said)).status).to.equal(200);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(
      await rowsOnDisk(link, 'select 1 from web_messages where text = $1', [said]),
    ).to.have.length(1);
    first = await startRealProcess({ SIGNPOST_DATA_DIR: link });
    expect(await shown(page.at(first.url))).to.include(said);
  });
});

async function run(script: string, dataDir: string, args: readonly string[]) {
  const env = { ...inherited(), PORT: '0', SIGNPOST_DATA_DIR: dataDir };
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [told] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, told };
}

async function shown(page: PageClient): Promise<string[]> {
  return (await page.news(0)).map(({ text: said }) => said);
}
