import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');

describe('relaxed writes', () => {
  it('uses relaxed writes only in the files that docs/durability.md lists', () => {
    const used = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
      /\brelaxed\(\w|\.\.\.claims\b/.test(read(file)),
    );
    const [, exceptions = ''] = read('docs/durability.md').split('## Exceptions');
    const listed = [...exceptions.matchAll(/^\| `(src\/[^`]+)`/gm)].map(([, file]) => file);
    expect(used.filter((file) => !file.endsWith('/relaxed.ts')).sort()).to.deep.equal(
      listed.sort(),
    );
  });

  it('sets synchronous_commit in no other source file', () => {
    const elsewhere = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
      read(file).includes('synchronous_commit'),
    );
    expect(elsewhere.sort()).to.deep.equal([
      'src/store/embedded/durability.ts',
      'src/store/embedded/open-embedded.ts',
      'src/store/inbox.ts',
    ]);
  });
});
