import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { shippedRunbooks } from '../support/shipped-runbooks.ts';

const SRC = resolve(import.meta.dirname, '../../src');
/** Platforms that Signpost runs on, and things and deeds that people name in any talk. */
const OWN = new RegExp(
  `^(?:${[
    '(?:microsoft |ms )?teams(?: app| client)?',
    'vpn|office|e?-?mails?|printers?|printing|print|scanners?|scanning|scan|copier|outbox|mfp',
    '邮箱|邮件|附件|打印机?|扫描仪?',
    // The beginning of a family of error codes.
    'aadsts',
  ].join('|')})$`,
  'u',
);

describe('subjects of the runbooks', () => {
  it('have no name in the code that understands people, nor in the languages', async () => {
    const runbooks = await shippedRunbooks();
    const names = runbooks.flatMap(({ products }) => products).filter((name) => !OWN.test(name));
    const latin = names.filter((name) => /^[a-z]/.test(name) && name.length > 3);
    const other = names.filter((name) => /^\p{Script=Han}{2,}$/u.test(name));
    const subject = new RegExp(
      `(?<![\\w-])(?:${latin.join('|')})(?![\\w-])|${other.join('|')}`,
      'u',
    );
    const files = globSync(
      ['matching/**/*.ts', 'i18n/*/understood/*.yaml', 'conversation/**/*.ts'],
      {
        cwd: SRC,
      },
    );
    expect(latin).to.include.members(['outlook', 'skype']);
    expect(files.length).to.be.above(60);

    const found = files.flatMap((file) =>
      readFileSync(resolve(SRC, file), 'utf8')
        .split('\n')
        .filter((line) => !/^\s*(#|\/\/|\/?\*)/.test(line))
        .flatMap((line) => subject.exec(line.toLowerCase())?.[0] ?? [])
        .map((word) => `${file}: ${word}`),
    );

    expect([...new Set(found)]).to.deep.equal([]);
  });
});
