/**
 * A process that runs suites for `run.ts`: each message names a file, each answer says how it went.
 * What the reporter prints comes back with the answer, so that suites that run side by side do not
 * write into one another.
 */
import { format } from 'node:util';
import Mocha from 'mocha';
import { removeFreshPaths } from './support/scratch.ts';

export interface SuiteResult {
  readonly passes: number;
  readonly failures: number;
  readonly printed: string;
}

process.on('message', async (file: string) => {
  const lines: string[] = [];
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => lines.push(format(...args));
  const mocha = new Mocha({
    timeout: 30_000,
    forbidOnly: true,
    forbidPending: true,
    reporter: 'spec',
  });
  mocha.addFile(file);
  let failure = '';
  await mocha.loadFilesAsync().catch((error: unknown) => {
    failure = format(error);
  });
  if (failure !== '')
    return answer({ passes: 0, failures: 1, printed: `${file} cannot be loaded: ${failure}` });
  const runner = mocha.run(() => {
    const { passes = 0, failures = 0 } = runner.stats ?? {};
    mocha.dispose();
    removeFreshPaths();
    answer({ passes, failures, printed: lines.join('\n') });
  });
});
process.once('disconnect', () => process.exit(0));

function answer(result: SuiteResult): void {
  process.send?.(result);
}
