import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { SignpostError } from '../../../src/diagnostics/errors.ts';
import { createTokenCipher } from '../../../src/store/slack/token-cipher.ts';

const TOKEN = 'xoxb-1-a-token-nobody-else-may-read';
const seal = createTokenCipher(newKey());

function newKey(): string {
  return randomBytes(32).toString('base64');
}

function refusalOf(open: () => string): SignpostError {
  try {
    open();
  } catch (error) {
    if (error instanceof SignpostError) return error;
    throw error;
  }
  throw new Error('It was opened.');
}

describe('encrypted Slack token', () => {
  it('decrypts a token with its key for its installation', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (secret, purpose) => {
        expect(seal.open(seal.seal(secret, purpose), purpose)).to.equal(secret);
      }),
      { numRuns: 200 },
    );
  });

  it('reveals nothing of the token, and encrypts it differently every time', () => {
    const [one, other] = [seal.seal(TOKEN, 'T1'), seal.seal(TOKEN, 'T1')];
    expect(one).not.to.equal(other).and.not.to.contain('xoxb');
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.to.contain('xoxb');
    expect(one).to.match(/^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]+$/);
  });

  it('rejects an encrypted token with any single character changed', () => {
    const sealed = seal.seal(TOKEN, 'T1');
    for (const at of sealed.split('').keys()) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      // The last bits of base64 may mean nothing, in which case nothing was changed.
      if (isSameBytes(sealed, changed)) continue;
      expect(refusalOf(() => seal.open(changed, 'T1')).code).to.equal('stored-data');
    }
  });

  it('rejects a token of another installation, so a token moved between rows is useless', () => {
    const sealed = seal.seal(TOKEN, 'T1');
    expect(refusalOf(() => seal.open(sealed, 'T2')).message).to.match(
      /^The stored token of T2 was changed or moved/,
    );
  });

  it('rejects a token under another key, and names the key as the reason', () => {
    const sealed = seal.seal(TOKEN, 'T1');
    const error = refusalOf(() => createTokenCipher(newKey()).open(sealed, 'T1'));
    expect(error.message).to.equal(
      'The token of T1 was encrypted with another SIGNPOST_ENCRYPTION_KEY; write that key back, or install Signpost there again.',
    );
    expect(error.message).not.to.contain(TOKEN);
  });

  for (const text of [
    '',
    'xoxb-plain',
    'v1.',
    'v1.a.b.c',
    'v2.aaaaaaaa.aaaaaaaaaaaaaaaa.aaaa',
    'v1.a.b.c.d',
  ]) {
    it(`rejects a text that is not an encrypted token: "${text}"`, () => {
      expect(refusalOf(() => seal.open(text, 'T1')).code).to.equal('stored-data');
    });
  }

  it('requires a key of 32 bytes, and tells how to create one', () => {
    for (const key of [
      '',
      'short',
      randomBytes(31).toString('base64'),
      randomBytes(33).toString('base64'),
    ]) {
      const make = () => createTokenCipher(key).seal('x', 'y');
      expect(refusalOf(make).message).to.match(/openssl rand -base64 32/);
    }
  });

  it('decrypts a token with the same key after a restart', () => {
    const key = newKey();
    expect(createTokenCipher(key).open(createTokenCipher(key).seal(TOKEN, 'E1'), 'E1')).to.equal(
      TOKEN,
    );
    expect(createTokenCipher(key).sign('a')).to.equal(createTokenCipher(key).sign('a'));
    expect(createTokenCipher(key).sign('a')).not.to.equal(createTokenCipher(newKey()).sign('a'));
  });
});

function isSameBytes(one: string, other: string): boolean {
  const bytes = (text: string) =>
    text
      .split('.')
      .map((part, at) => (at < 2 ? part : Buffer.from(part, 'base64url').toString('hex')));
  return bytes(one).join() === bytes(other).join();
}
