import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { expect } from 'chai';
import { SignpostError } from '../../src/diagnostics/errors.ts';
import { loadRunbooks, readRunbooks } from '../../src/runbook/load-runbooks.ts';
import { WHOLE } from './whole-runbook.ts';

const FIXTURES = resolve(import.meta.dirname, '../fixtures/runbooks');

describe('runbook loader', () => {
  let dir = '';

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'signpost-dialogs-'));
    cpSync(WHOLE, dir, { recursive: true });
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  it('loads one runbook per folder, in the order of their ids', async () => {
    cpSync(join(dir, 'printing'), join(dir, 'copying'), { recursive: true });
    mkdirSync(join(dir, '.git'));
    writeFileSync(join(dir, 'README.md'), 'not a runbook');
    const runbooks = await loadRunbooks(dir);
    expect(runbooks.map(({ id }) => id)).to.deep.equal(['copying', 'printing']);
  });

  it('follows a link to a runbook that stands elsewhere', async () => {
    symlinkSync(join(dir, 'printing'), join(dir, 'linked'));
    const runbooks = await loadRunbooks(dir);
    expect(runbooks.map(({ id }) => id)).to.deep.equal(['linked', 'printing']);
  });

  it('reads a runbook that uses no vocabulary but the general one', async () => {
    const outline = join(dir, 'printing/runbook.yaml');
    const text = readFileSync(outline, 'utf8').replace(/^packs:.*\n/m, '');
    writeFileSync(outline, `${text}\npacks: []\n`);
    const [runbook] = await loadRunbooks(dir);
    expect([...(runbook?.vocabulary.synonyms.keys() ?? [])]).to.not.include('document-feeder');
  });

  it('changes the digest of a runbook when a single character changes', async () => {
    const digest = async () => (await loadRunbooks(dir))[0]?.digest;
    const before = await digest();
    expect(before).to.match(/^[0-9a-f]{64}$/);
    expect(await digest()).to.equal(before);
    const words = join(dir, 'printing/zh-CN.yaml');
    writeFileSync(words, readFileSync(words, 'utf8').replace('打印缺页', '打印少页'));
    expect(await digest()).not.to.equal(before);
  });

  it('rejects invalid runbooks with every problem of every file, in compiler format', async () => {
    const broken = resolve(FIXTURES, 'broken');
    const expected = readFileSync(resolve(FIXTURES, 'broken.txt'), 'utf8');
    const error = await refusal(broken);
    expect(error.code).to.equal('runbook');
    expect(`${error.message}\n`.replaceAll(relative(process.cwd(), broken), 'dialogs')).to.equal(
      expected,
    );
  });

  it('returns the valid runbooks to a tool that shows the problems of the others', async () => {
    cpSync(resolve(FIXTURES, 'broken/coffee'), join(dir, 'coffee'), { recursive: true });
    const { runbooks, problems } = await readRunbooks(dir);
    expect(runbooks.map(({ id }) => id)).to.deep.equal(['printing']);
    expect(problems.map(({ file }) => file.split('/').at(-1))).to.deep.equal([
      'fr.yaml',
      'runbook.yaml',
      'zh-CN.yaml',
    ]);
  });

  it('reports a folder without runbooks and a path that is not a folder', async () => {
    rmSync(join(dir, 'printing'), { recursive: true });
    expect((await refusal(dir)).message).to.contain('there is no runbook in this folder');
    expect((await refusal(join(dir, 'nowhere'))).message).to.contain('this folder cannot be read');
  });
});

async function refusal(dir: string): Promise<SignpostError> {
  const outcome = await loadRunbooks(dir).catch((error: unknown) => error);
  if (!(outcome instanceof SignpostError)) throw new Error('The runbooks were not refused.');
  return outcome;
}
