/**
 * `npm test`: lint, types, then every mocha suite, two at a time; the last line is the plain `N
 * passed, N failed`. Lint and types count as one check each, so that neither can fail in silence.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SuiteResult } from './suite-process.ts';
import { findScratch, SCRATCH_VARIABLE } from './support/scratch.ts';
import { TEMPLATE_VARIABLE } from './support/template-variable.ts';

const root = resolve(import.meta.dirname, '..');
/** More would not be quicker: some suites start processes and browsers of their own. */
const AT_ONCE = 2;
const SLOWEST_PRINTED = 10;
/** What waits for other processes comes first, so that nothing long is left for the end. */
const LONG =
  /crash|order|away|readyz|killed|channels\.test|across|page\.test|desk-browser|main\.test|app\.test|reliability|check\.test/;

const MEASURED = /\/cost\//;

let passed = 0;
let failed = 0;
const failures: string[] = [];
const durations: { readonly file: string; readonly seconds: number }[] = [];

// Many suites start processes of their own: each compiles half the code it needs if the last one
// left it here.
process.env.NODE_COMPILE_CACHE = resolve(root, 'node_modules/.cache/compiled');

const temporary = mkdtempSync(join(findScratch(), 'signpost-run-'));
process.once('exit', () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
// PostgreSQL, and some of the tests, run as another user.
chmodSync(temporary, 0o711);
process.env[SCRATCH_VARIABLE] = temporary;
const template = join(temporary, 'template');
process.env[TEMPLATE_VARIABLE] = template;

// The database takes as long as the rest together.
await Promise.all([
  check('a database to copy', 'node', 'test/make-template.ts', template),
  types(),
]);

const files = globSync('test/**/*.test.ts', { cwd: root }).sort(
  (one, other) => weight(other) - weight(one),
);
// What measures CPU time does so before anything else is running.
await work(files.filter((file) => MEASURED.test(file)));
const rest = files.filter((file) => !MEASURED.test(file));
await Promise.all(Array.from({ length: AT_ONCE }, () => work(rest)));
durations.sort((one, other) => other.seconds - one.seconds);
const slowest = durations
  .slice(0, SLOWEST_PRINTED)
  .map(({ file, seconds }) => `${seconds.toFixed(0)} s ${file}`);
console.log(['slowest:', ...slowest].join('\n  '));
for (const each of failures) console.log(`failed: ${each}`);
process.stdout.write(`${passed} passed, ${failed} failed\n`, () =>
  process.exit(failed === 0 ? 0 : 1),
);

async function types(): Promise<void> {
  await check('lint', 'biome', 'check', '--error-on-warnings');
  await check('types', 'tsc');
  await check('types of the page', 'tsc', '-p', 'src/channels/web/page');
}

async function check(name: string, command: string, ...args: readonly string[]): Promise<void> {
  const child = spawn(resolve(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
  });
  const [status] = await once(child, 'close');
  if (status === 0) passed += 1;
  else {
    failed += 1;
    failures.push(name);
  }
  console.log(`${name}: ${status === 0 ? 'ok' : 'failed'}`);
}

function weight(file: string): number {
  return (LONG.test(file) ? 1e9 : 0) + statSync(resolve(root, file)).size;
}

/** Takes one file after the other, in a process of its own, as long as there are any. */
async function work(queue: string[]): Promise<void> {
  const child = fork(resolve(root, 'test/suite-process.ts'), { cwd: root });
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const started = performance.now();
    const result = await run(child, file);
    durations.push({ file, seconds: (performance.now() - started) / 1000 });
    console.log(result.printed);
    passed += result.passes;
    failed += result.failures;
    if (result.failures > 0) failures.push(file);
    if (!child.connected) return work(queue);
  }
  child.disconnect();
}

/** A process that ends in the middle of a suite is a failure of that suite. */
function run(child: ChildProcess, file: string): Promise<SuiteResult> {
  return new Promise((done) => {
    const ended = (code: number | null) =>
      done({ passes: 0, failures: 1, printed: `${file}: its process ended with ${code}.` });
    child.once('exit', ended);
    child.once('message', (result: SuiteResult) => {
      child.off('exit', ended);
      done(result);
    });
    child.send(resolve(root, file));
  });
}
