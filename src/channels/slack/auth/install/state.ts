import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { TokenCipher } from '../../../../store/slack/token-cipher.ts';

/** One installation attempt: travels through Slack as `state` and comes back with the person. */
export interface InstallState {
  readonly id: string;
  readonly expiresAt: Date;
}

export type StateFault = 'not-ours' | 'expired' | 'other-browser';

const LIFETIME_MS = 10 * 60_000;
const STATE = /^[0-9a-z]{8,9}\.[\w-]{22}\.[\w-]{43}\.[\w-]{43}$/;

/** Creates a signed state for this browser (the secret in its cookie), valid for ten minutes. */
export function newState(seal: TokenCipher, browser: string, now: Date): string {
  const expires = (now.getTime() + LIFETIME_MS).toString(36);
  const claims = [
    expires,
    randomBytes(16).toString('base64url'),
    seal.sign(`browser ${browser}`),
  ].join('.');
  return `${claims}.${seal.sign(`state ${claims}`)}`;
}

/** Reads a state back, or says why it isn't valid. The caller checks whether it was used before. */
export function readState(
  seal: TokenCipher,
  state: string | null,
  browser: string | null,
  now: Date,
): InstallState | StateFault {
  const [expires = '', id = '', bound = '', signature = ''] = STATE.test(state ?? '')
    ? (state ?? '').split('.')
    : [];
  if (!same(signature, seal.sign(`state ${expires}.${id}.${bound}`))) return 'not-ours';
  const expiresAt = new Date(Number.parseInt(expires, 36));
  if (expiresAt.getTime() <= now.getTime()) return 'expired';
  if (browser === null || !same(bound, seal.sign(`browser ${browser}`))) return 'other-browser';
  return { id, expiresAt };
}

/** Compares in constant time. */
function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
