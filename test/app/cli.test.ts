import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const CLI = resolve(import.meta.dirname, '../../src/app/cli.ts');

async function run(
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const ended = await promisify(execFile)(process.execPath, [CLI, ...args]).catch(
    (error: unknown) => error,
  );
  const { code = 0, stdout, stderr } = Object(ended);
  return { code, out: String(stdout), err: String(stderr) };
}

describe('the command line', () => {
  for (const args of [['--help'], ['match', '--help'], ['package', 'slack', '-h']]) {
    it(`prints the usage text for: ${args.join(' ')}`, async () => {
      const { code, out, err } = await run(...args);
      expect([code, err]).to.deep.equal([0, '']);
      expect(out).to.match(/^npm run -s signpost -- <command>\n/);
    });
  }

  const mistakes: [string[], RegExp][] = [
    [['bogus'], /^There is no command "bogus"\.\n\nnpm run/],
    [['constructor'], /^There is no command "constructor"\.\n\nnpm run/],
    [['dead-letters', '--foo'], /^Unknown option '--foo'\.\n\nnpm run/],
    [['refusals', '--foo'], /^Unknown option '--foo'\.\n\nnpm run/],
    [
      ['refusals', '--limit', 'all'],
      /^--limit takes a number from 1 to 10000; write: signpost refusals --limit 50\n$/,
    ],
    [
      ['learn', '--since', 'yesterday'],
      /^--since takes a date; write: signpost learn --since 2026-01-01\n$/,
    ],
    [['learn', '--write'], /^Unknown option '--write'\.\n\nnpm run/],
    [['dead-letters', 'retry'], /^Unexpected argument 'retry'\.\n\nnpm run/],
  ];
  for (const [args, sentence] of mistakes) {
    it(`reports the mistake and exits with code 2 for: ${args.join(' ')}`, async () => {
      const { code, out, err } = await run(...args);
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.match(sentence);
    });
  }
});
