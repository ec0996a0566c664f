/**
 * `npm test`: lint, types, then every mocha suite; the last line is the plain `N passed, N failed`.
 * Lint and types count as one check each, so that neither can fail in silence.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import Mocha from 'mocha';

const root = resolve(import.meta.dirname, '..');
let passed = 0;
let failed = 0;

for (const [name, command, ...args] of [
  ['lint', 'biome', 'check', '--error-on-warnings'],
  ['types', 'tsc'],
] as const) {
  const { status } = spawnSync(resolve(root, 'node_modules/.bin', command), args, { cwd: root, stdio: 'inherit' });
  if (status === 0) passed += 1;
  else failed += 1;
  console.log(`${name}: ${status === 0 ? 'ok' : 'failed'}`);
}

const mocha = new Mocha({ timeout: 30_000, forbidOnly: true, forbidPending: true, reporter: 'spec' });
for (const file of globSync('test/**/*.test.ts', { cwd: root }).sort()) mocha.addFile(resolve(root, file));
await mocha.loadFilesAsync();
const runner = mocha.run(() => {
  const { passes = 0, failures = 0 } = runner.stats ?? {};
  passed += passes;
  failed += failures;
  process.stdout.write(`${passed} passed, ${failed} failed\n`, () => process.exit(failed === 0 ? 0 : 1));
});
