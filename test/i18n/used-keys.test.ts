import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import type { Words } from '../../src/i18n/language.ts';
import { wordsOf } from '../../src/i18n/words.ts';

const root = resolve(import.meta.dirname, '../..');
const sources = [
  ...globSync('src/**/*.ts', { cwd: root }),
  ...globSync('cards/**/*.json', { cwd: root }),
].map((file) => readFileSync(join(root, file), 'utf8'));

/** A quoted text without blanks, or the path of words in a card's template. */
const QUOTED = /'([\w.-]+)'|`((?:[\w.-]|\$\{[^`{}]+\})+)`|\$root\.words\.([\w.-]+)/g;
const PLURAL = /_(?:zero|one|two|few|many|other)$/;
/** The functions that ask for texts below a key of their own. */
const BELOW = ['slack.message', 'slack.desk', 'teams.desk'];

describe('keys of the texts in the default language', () => {
  it('are all used: a literal or a template in the code names each', () => {
    const { exact, patterns } = keysInCode();
    const unused = keysOf(wordsOf('en')).filter(
      (key) => !exact.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).to.deep.equal([]);
  });

  it('would be reported if nothing named them', () => {
    const { exact, patterns } = keysInCode();
    const key = 'card.review.never-used';
    expect(exact.has(key) || patterns.some((pattern) => pattern.test(key))).to.equal(false);
  });
});

function keysInCode(): {
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
} {
  const exact = new Set<string>();
  const patterns: RegExp[] = [];
  for (const [, plain, template, path] of sources.flatMap((text) => [...text.matchAll(QUOTED)])) {
    const literal = plain ?? path;
    if (template !== undefined && /^\$\{[^}]+\}-\w+$/.test(template)) {
      for (const above of BELOW) patterns.push(patternOf(`${above}.${template}`));
    }
    if (literal !== undefined) {
      exact.add(literal);
      for (const above of BELOW) exact.add(`${above}.${literal}`);
    } else if (template?.includes('.') && /^\w[\w-]*\./.test(template)) {
      const pattern = template
        .split(/\$\{[^}]+\}/)
        .map(escaped)
        .join('[\\w -]+');
      if (!BELOW.some((above) => template.startsWith(`${above}.$`)))
        patterns.push(new RegExp(`^${pattern}$`));
    }
  }
  return { exact, patterns };
}

function patternOf(template: string): RegExp {
  return new RegExp(
    `^${template
      .split(/\$\{[^}]+\}/)
      .map(escaped)
      .join('[\\w -]+')}$`,
  );
}

function keysOf(words: Words, above = ''): string[] {
  const keys = Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${above}${key}`] : keysOf(value, `${above}${key}.`),
  );
  return [...new Set(keys.map((key) => key.replace(PLURAL, '')))];
}

function escaped(text: string): string {
  return text.replace(/[.-]/g, '\\$&');
}
