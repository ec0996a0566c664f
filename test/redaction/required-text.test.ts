import { expect } from 'chai';
import { requiredTexts } from '../../src/redaction/required-text.ts';
import { RULES } from '../../src/redaction/rules/rules.ts';
import { sampler, seededRandom } from './cost/pattern-sampler.ts';
import { SECRETS } from './secret-samples.ts';

const SEED = 20_261_122;
const SAMPLES = 200;

describe('texts that a pattern requires', () => {
  const patterns: readonly (readonly [RegExp, readonly string[] | null])[] = [
    [/abc/, ['abc']],
    [/ab?cd/, ['cd']],
    [/ab*cde{0,3}/, ['cd']],
    [/ab{1,3}c/, ['ab']],
    [/ab+c/, ['ab']],
    [/\$\.\//, ['$./']],
    [/\d\n\bab\s\u4e00/, ['ab']],
    [/[a|(]b[\]c]/, ['b']],
    [/(?:foo|bar)/, ['foo', 'bar']],
    [/(?:foo|foobar)/, ['foo']],
    [/(?:foo|[0-9])/, null],
    [/(?:foo)?(?:bar){0,2}/, null],
    [/foo|bar/, ['foo', 'bar']],
    [/(?<secret>gh[po]_)x/, ['gh']],
    [/(?<quote>["'])a{2}\k<quote>/, ['a']],
    [/(?!foo)(?<!bar)a/, ['a']],
    [/a(?=:::)/, [':::']],
    [/(?:api|access)[ _-]?key/, ['key']],
  ];
  for (const [pattern, texts] of patterns) {
    it(`are ${JSON.stringify(texts)} for ${pattern}`, () => {
      expect(requiredTexts(pattern)).to.deep.equal(texts);
    });
  }

  it('occur in each text that the pattern of a rule matches', () => {
    const random = seededRandom(SEED);
    let matches = 0;
    for (const { pattern } of RULES) {
      const { source, ignoreCase, flags } = pattern;
      const texts = requiredTexts(pattern)?.map((text) => (ignoreCase ? lower(text) : text)) ?? [
        '',
      ];
      const sample = sampler(pattern);
      const samples = Array.from({ length: SAMPLES }, () => sample(random));
      for (const text of [...samples, ...SECRETS.map(([, secret]) => secret)]) {
        if (!new RegExp(source, flags).test(text)) continue;
        matches += 1;
        const searched = ignoreCase ? lower(text) : text;
        expect(
          texts.some((part) => searched.includes(part)),
          `${pattern}: ${text}`,
        ).to.equal(true);
      }
    }
    expect(matches).to.be.above(RULES.length);
  });

  it('are known for all rules but those for numbers alone', () => {
    const unknown = RULES.filter(({ pattern }) => requiredTexts(pattern) === null);
    expect(unknown.map(({ kind }) => kind)).to.deep.equal(['recovery key', 'card number']);
  });
});

function lower(text: string): string {
  return text.toLowerCase();
}
