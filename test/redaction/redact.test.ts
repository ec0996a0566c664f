import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { redact } from '../../src/redaction/redact.ts';
import { isCardNumber } from '../../src/redaction/rules/number-rules.ts';
import { isOneSlipAway } from '../../src/redaction/rules/remarks.ts';
import { HOSTILE } from './hostile-samples.ts';
import { INNOCENT } from './innocent-samples.ts';
import { fake, SECRETS } from './secret-samples.ts';

/** Fixed, so that a failure speaks of a change, not of luck. */
const SEED = 20_261_122;
const root = new URL('../../', import.meta.url);
const pasted = (sample: string) => sample.replace(/[⟦⟧]/g, '');
const secretOf = (sample: string) => /⟦([^⟧]*)⟧/.exec(sample)?.[1] ?? '';

describe('masking secrets', () => {
  for (const [kind, sample] of SECRETS) {
    it(`masks the ${kind} in ${JSON.stringify(sample).slice(0, 70)}`, () => {
      expect(redact(pasted(sample))).to.deep.equal({
        text: sample.replace(/⟦[^⟧]*⟧/, `[masked: ${kind}]`),
        masked: [kind],
      });
    });
  }

  it('names each kind of secret once, in the order of the text', () => {
    const { text, masked } = redact('pwd=abc1; my PIN is 4829, old pwd=abc0');
    expect(masked).to.deep.equal(['password', 'one-time code']);
    expect(text).to.equal(
      'pwd=[masked: password]; my PIN is [masked: one-time code], old pwd=[masked: password]',
    );
  });
});

describe('redacting many secrets in a row', () => {
  const keys = fake('AKIA', 16, 'Q7WZ2K');
  const rows = {
    'switches of one command': [
      `mysql${' -pR00tpw!'.repeat(30)}`,
      `mysql${' -p[masked: password]'.repeat(30)}`,
    ],
    'accounts of one command': [
      `curl${' -u a:b'.repeat(30)}`,
      `curl${' -u a:[masked: password]'.repeat(30)}`,
    ],
    'tokens without anything between': [
      `rubygems_${'a1'.repeat(24)}`.repeat(30),
      '[masked: key]'.repeat(30),
    ],
    'keys that end in an equals sign': [
      `${'a'.repeat(40)}+ASt123456==`.repeat(30),
      '[masked: key]'.repeat(30),
    ],
    'blocks in one line': [
      `-----BEGIN PRIVATE KEY-----Version: 1 ${keys} `.repeat(30),
      `-----BEGIN PRIVATE KEY-----[masked: private key]`.repeat(30),
    ],
  };
  for (const [name, [text = '', masked]] of Object.entries(rows)) {
    it(`masks all ${name}`, () => expect(redact(text).text).to.equal(masked));
  }

  it('takes the word in a mask for no name of a value', () => {
    const text = '[masked: token] = 482913abcdefgh, [masked: password]： Summer2024';
    expect(redact(text)).to.deep.equal({ text, masked: [] });
  });
});

/** Reports with one-time codes, a passphrase, and a log whose thread id stands after "password". */
const SECRET = /使用验证码 \d{6}|passphrase is "|\(P\d+-T\d+\)/;

describe('text without secrets', () => {
  for (const text of INNOCENT) {
    it(`leaves ${JSON.stringify(text).slice(0, 70)} unchanged`, () => {
      expect(redact(text)).to.deep.equal({ text, masked: [] });
    });
  }

  it('leaves every line of the runbooks unchanged', () => {
    const files = filesUnder('dialogs/').filter((name) => /\.ya?ml$/.test(name));
    expect(files).not.to.be.empty;
    for (const file of files) {
      for (const line of read(file).split('\n')) expect(redact(line).text, file).to.equal(line);
    }
  });

  it('leaves every report of the evaluation unchanged that has no password or code', () => {
    const files = filesUnder('test/eval/').filter((name) => name.endsWith('.jsonl'));
    expect(files).not.to.be.empty;
    for (const file of files) {
      for (const line of read(file).trim().split('\n')) {
        const { text }: { text: string } = JSON.parse(line);
        if (!SECRET.test(text)) expect(redact(text).text, file).to.equal(text);
      }
    }
  });
});

describe('masking of arbitrary text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...SECRETS.map(([, sample]) => pasted(sample))),
    fc.constantFrom(...INNOCENT),
    fc.constantFrom(
      'password',
      '密码',
      ' is ',
      '=',
      ':',
      '"',
      "'",
      '\\"',
      ',',
      ';',
      '&',
      '[masked: password]',
      '[masked: ',
      '\u200b',
      'ｐｗｄ：',
      '密\u2060码为',
      'рwd',
      '%3D',
      '%3A%20',
      '%22',
      '\u{1d429}',
    ),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

  it('changes nothing when masked text is masked again', () => {
    fc.assert(
      fc.property(text, (any) => {
        const once = redact(any).text;
        expect(redact(once)).to.deep.equal({ text: once, masked: [] });
      }),
      { numRuns: 600, seed: SEED },
    );
  });

  it('only removes text: everything around the masks comes from the original, in the same order', () => {
    fc.assert(
      fc.property(text, (any) => {
        const { text: result, masked } = redact(any);
        if (masked.length === 0) expect(result).to.equal(any);
        let from = 0;
        for (const kept of result.split(/\[masked: [a-z -]+\]/)) {
          const at = any.indexOf(kept, from);
          expect(at).to.be.at.least(from);
          from = at + kept.length;
        }
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('finds a secret on its own line, regardless of the text before and after it', () => {
    const innocent = fc
      .array(fc.constantFrom(...INNOCENT), { maxLength: 3 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(
        innocent,
        fc.constantFrom(...SECRETS),
        innocent,
        (before, [kind, sample], after) => {
          const { text: result, masked } = redact(`${before}\n\n${pasted(sample)}\n\n${after}`);
          expect(masked).to.include(kind);
          const pieces = secretOf(sample).split('\n');
          if (pieces.length === 1)
            expect(result.split(secretOf(sample)).length).to.equal(
              `${before}${after}`.split(secretOf(sample)).length,
            );
        },
      ),
      { numRuns: 400, seed: SEED },
    );
  });

  it('keeps JSON parseable, with all its keys', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.integer(),
    );
    const object = fc.dictionary(
      fc.constantFrom('user', 'error', 'password', 'client_secret', 'token', 'note'),
      value,
    );
    fc.assert(
      fc.property(object, fc.constantFrom(0, 2), (any, indent) => {
        const kept = JSON.parse(quotedNumbers(redact(JSON.stringify(any, null, indent)).text));
        expect(Object.keys(kept)).to.deep.equal(Object.keys(any));
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  for (const unit of HOSTILE) {
    it(`finishes masking 100 KB of ${JSON.stringify(unit)}`, function () {
      this.timeout(10_000);
      const once = redact(unit.repeat(100_000 / unit.length)).text;
      expect(once.length).to.be.above(0);
    });
  }
});

describe('single-letter typos', () => {
  it('accepts one letter added, missing, wrong or swapped, and nothing more', () => {
    for (const slip of ['rejectd', 'rejjected', 'rejekted', 'rejetced', 'rejected']) {
      expect(isOneSlipAway(slip, 'rejected'), slip).to.equal(true);
    }
    for (const other of ['rejct', 'injected', 'reflected!', 'monkey']) {
      expect(isOneSlipAway(other, 'rejected'), other).to.equal(false);
    }
  });
});

describe('card numbers', () => {
  it('requires a valid check digit and the prefix of an issuer', () => {
    expect(isCardNumber('4111111111111111')).to.equal(true);
    expect(isCardNumber('4111111111111112')).to.equal(false);
    expect(isCardNumber('0000000000000000')).to.equal(false);
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}${name}`,
  );
}

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** A number that was masked stands without quotation marks: `"pin": [masked: …]`. */
function quotedNumbers(json: string): string {
  return json.replace(/(?<=: ?)\[masked: [a-z -]+\]/g, '0');
}
