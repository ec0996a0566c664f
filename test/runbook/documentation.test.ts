import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { compileRunbook } from '../../src/runbook/compile-runbook.ts';
import { packs } from '../support/vocabulary.ts';
import { type FileName, wholeFile } from './whole-runbook.ts';

const GUIDE = readFileSync(resolve(import.meta.dirname, '../../docs/runbooks.md'), 'utf8');

describe('guide "How to write a runbook"', () => {
  it('shows a complete example that compiles unchanged', () => {
    const source = (name: FileName) => ({ path: name, text: exampleOf(name) });
    const words = { en: source('en.yaml'), 'zh-CN': source('zh-CN.yaml') };
    const { problems } = compileRunbook(
      { id: 'printing', outline: source('runbook.yaml'), words },
      { digest: '', packs },
    );
    expect(problems).to.deep.equal([]);
  });

  for (const name of ['runbook.yaml', 'en.yaml', 'zh-CN.yaml'] as const) {
    it(`shows the ${name} that the other tests use`, () => {
      expect(exampleOf(name)).to.equal(wholeFile(name));
    });
  }
});

/** The YAML block under the heading with the file's name. */
function exampleOf(name: FileName): string {
  const section = GUIDE.split(`### \`${name}\`\n`)[1] ?? '';
  return /```yaml\n(.*?)```/s.exec(section)?.[1] ?? '';
}
