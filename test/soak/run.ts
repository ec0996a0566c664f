/**
 * `npm run soak`: what takes too long for every run of the tests. Names of parts as arguments run
 * only those, such as `npm run soak -- power`. Each part prints its figures and throws if a promise
 * was broken.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const ONE = '--one=';
const parts = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'run')
  .sort();

const asked = process.argv.slice(2);
const [first = ''] = asked;
if (first.startsWith(ONE)) {
  const part: { soak(): Promise<void> } = await import(
    resolve(import.meta.dirname, `${first.slice(ONE.length)}.ts`)
  );
  await part.soak();
  process.exit(0);
}

const unknown = asked.find((name) => !parts.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no part "${unknown}"; there are ${parts.join(', ')}.\n`);
  process.exit(2);
}

let failed = 0;
for (const name of asked.length > 0 ? asked : parts) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, [import.meta.filename, `${ONE}${name}`], {
    stdio: 'inherit',
  });
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
