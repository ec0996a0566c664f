import { expect } from 'chai';
import fc from 'fast-check';
import { redact } from '../../src/redaction/redact.ts';
import { redactLong } from '../../src/redaction/redact-long.ts';
import { INNOCENT } from './innocent-samples.ts';
import { SECRETS } from './secret-samples.ts';

const SEED = 20_261_122;
const PIECE = 256 * 1024;
const LINE = '2026-11-22T10:00:01.694594-04:00 0x00007b24 <INFO> received 200 OK for REGISTER\r\n';
const KEY_LINE = 'MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn1ygWyf8sJbH0bcKr1mZ0n2V9kT4uYq7Lw\r\n';

describe('masking a long text', () => {
  it('finds the same secrets as masking the whole text at once, wherever it is split', () => {
    const line = fc.oneof(
      fc.constantFrom(...SECRETS.map(([, sample]) => sample.replace(/[⟦⟧]/g, ''))),
      fc.constantFrom(...INNOCENT),
      fc.constant(LINE),
    );
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 300 }),
        (lines, piece) => {
          const text = lines.join('\n');
          expect(redactLong(text, { piece }).text).to.equal(redact(text).text);
        },
      ),
      { numRuns: 150, seed: SEED },
    );
  });

  it('masks a complete private key across a split, at any position', () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\r\n${KEY_LINE.repeat(40)}-----END RSA PRIVATE KEY-----\r\n`;
    for (let before = 0; before <= 60; before += 3) {
      const text = `${LINE.repeat(before)}${key}${LINE.repeat(60)}`;
      const { text: result, masked } = redactLong(text, { piece: 4000 });
      expect(masked).to.deep.equal(['private key']);
      expect(result).not.to.include(KEY_LINE.slice(0, 20));
      expect(result.split(LINE)).to.have.length(before + 61);
    }
  });

  it('masks a complete block that is longer than several pieces', () => {
    const text = `${LINE}-----BEGIN PRIVATE KEY-----\r\n${KEY_LINE.repeat(1000)}-----END PRIVATE KEY-----\r\n${LINE}`;
    expect(redactLong(text, { piece: 4000 }).text).to.equal(
      `${LINE}-----BEGIN PRIVATE KEY-----[masked: private key]-----END PRIVATE KEY-----\r\n${LINE}`,
    );
  });

  it('masks a private key at the end of a first piece of default size', () => {
    const before = LINE.repeat(Math.floor(PIECE / LINE.length) - 10);
    const text = `${before}-----BEGIN PRIVATE KEY-----\r\n${KEY_LINE.repeat(60)}-----END PRIVATE KEY-----\r\n${LINE}`;
    expect(redactLong(text).text).to.equal(
      `${before}-----BEGIN PRIVATE KEY-----[masked: private key]-----END PRIVATE KEY-----\r\n${LINE}`,
    );
  });

  it('masks secrets in a single line without line breaks', () => {
    const secret = '"password":"Sommer2026!",';
    const filler = '"time":"2026-11-22","message":"request_finished",';
    const text = `{${Array.from({ length: 50 }, (_, index) => filler.repeat(index) + secret).join('')}"end":0}`;
    expect(redactLong(text, { piece: 5000 })).to.deep.equal({
      text: text.replaceAll('Sommer2026!', '[masked: password]'),
      masked: ['password'],
    });
  });

  it('returns unsplittable text unchanged, even 2 MB of a single word', () => {
    const text = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldY'.repeat(65_536);
    expect(redactLong(text)).to.deep.equal({ text, masked: [] });
  });

  it('names each kind of secret once, in the order of the text', () => {
    const text = `${LINE}my PIN is 4829\r\n${LINE.repeat(30)}pwd=abc1\r\n${LINE.repeat(30)}my PIN is 4829\r\n`;
    expect(redactLong(text, { piece: 1000 }).masked).to.deep.equal(['one-time code', 'password']);
  });

  it('withholds the rest of the text when its time is up, and keeps the checked part', () => {
    const text = LINE.repeat(60_000);
    const { text: result, masked } = redactLong(text, { budgetMs: 150 });
    expect(masked).to.deep.equal(['withheld']);
    expect(result.endsWith('[withheld: could not be checked for secrets in time]')).to.equal(true);
    expect(text.startsWith(result.slice(0, result.lastIndexOf('[')))).to.equal(true);
    expect(redactLong(text, { budgetMs: 0 }).text).to.equal(
      '[withheld: could not be checked for secrets in time]',
    );
  });

  it('withholds the rest if 1 MB cannot be split because secrets cross every possible split', () => {
    const { text: result, masked } = redactLong('curl -u a:'.repeat(400_000));
    expect(masked).to.deep.equal(['password', 'withheld']);
    expect(result.length).to.be.below(3_000_000);
    expect(result.replaceAll('[masked: password]', '')).to.match(
      /^(?:curl -u a:|[ -]|u a:|a:|curl)*\[withheld: [a-z ]+\]$/,
    );
  });
});
