import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { SignpostError } from '../../diagnostics/errors.ts';

/**
 * Encrypts stored secrets and signs values that come back through a browser, with keys derived from
 * a single key.
 */
export interface TokenCipher {
  /**
   * Encrypts with AES-256-GCM: `v1.<key>.<nonce>.<ciphertext and tag>`, where `<key>` identifies
   * the key. The purpose (the id of the installation) isn't part of the text, but is required to
   * open it.
   */
  seal(secret: string, purpose: string): string;
  /**
   * @throws SignpostError `stored-data`, saying whether the key is different or the text was
   * changed.
   */
  open(sealed: string, purpose: string): string;
  /** Returns an HMAC-SHA-256 in base64url. */
  sign(text: string): string;
}

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Creates a cipher from the configured key: 32 bytes in base64.
 * @throws SignpostError `config` if the key is anything else.
 */
export function createTokenCipher(key: string): TokenCipher {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32) {
    throw new SignpostError(
      'config',
      'SIGNPOST_ENCRYPTION_KEY is not 32 random bytes in base64; make a key with: openssl rand -base64 32.',
    );
  }
  const encryption = derived(bytes, 'encryption of stored tokens');
  const signature = derived(bytes, 'signature of install links');
  const name = createHash('sha256').update(encryption).digest('base64url').slice(0, 8);
  return {
    seal: (secret, purpose) => `${VERSION}.${name}.${encrypt(encryption, secret, purpose)}`,
    open(sealed, purpose) {
      const [version, sealedWith, nonce, box, ...rest] = sealed.split('.');
      if (version !== VERSION || nonce === undefined || box === undefined || rest.length > 0)
        throw damaged(purpose);
      if (sealedWith !== name) throw otherKey(purpose);
      return decrypt(encryption, { nonce, box }, purpose);
    },
    sign: (text) => createHmac('sha256', signature).update(text).digest('base64url'),
  };
}

function derived(key: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `signpost: ${use}`, 32));
}

function encrypt(key: Buffer, secret: string, purpose: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(`${VERSION}:${purpose}`));
  const box = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${nonce.toString('base64url')}.${box.toString('base64url')}`;
}

function decrypt(
  key: Buffer,
  sealed: { readonly nonce: string; readonly box: string },
  purpose: string,
): string {
  const nonce = Buffer.from(sealed.nonce, 'base64url');
  const box = Buffer.from(sealed.box, 'base64url');
  if (nonce.length !== NONCE_BYTES || box.length < TAG_BYTES) throw damaged(purpose);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(`${VERSION}:${purpose}`));
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  try {
    return (
      decipher.update(box.subarray(0, box.length - TAG_BYTES), undefined, 'utf8') +
      decipher.final('utf8')
    );
  } catch (cause) {
    throw damaged(purpose, cause);
  }
}

function otherKey(purpose: string): SignpostError {
  return new SignpostError(
    'stored-data',
    `The token of ${purpose} was encrypted with another SIGNPOST_ENCRYPTION_KEY; write that key back, or install Signpost there again.`,
  );
}

function damaged(purpose: string, cause?: unknown): SignpostError {
  return new SignpostError(
    'stored-data',
    `The stored token of ${purpose} was changed or moved since it was encrypted; install Signpost there again.`,
    { cause },
  );
}
