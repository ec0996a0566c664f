import { isIP } from 'node:net';
import { z } from 'zod';
import type { Network } from '../http/client-address.ts';
import { optional } from './variable.ts';

/** A limit of the page: per network that requests come from, and for all networks together. */
export interface WebLimit {
  readonly perAddress: number;
  readonly inAll: number;
}

/** How much the page takes from strangers. */
export interface WebLimits {
  /** Messages and button presses per minute; a long message counts once per 4 KB. */
  readonly messages: WebLimit;
  /** Files per minute. */
  readonly uploads: WebLimit;
  /** Megabytes of files per day. */
  readonly uploadMegabytes: WebLimit;
  /** Megabytes of files that wait for their message to be sent. */
  readonly unsentMegabytes: WebLimit;
  /** New sessions per hour. */
  readonly sessions: WebLimit;
  /** Concurrently open event streams. */
  readonly streams: WebLimit;
}

/** Fits an office of 50 people behind one address; the calculation is in docs/web-page.md. */
export const DEFAULT_WEB_LIMITS: WebLimits = {
  messages: { perAddress: 600, inAll: 3_000 },
  uploads: { perAddress: 100, inAll: 500 },
  uploadMegabytes: { perAddress: 1_000, inAll: 5_000 },
  unsentMegabytes: { perAddress: 250, inAll: 1_000 },
  sessions: { perAddress: 200, inAll: 2_000 },
  streams: { perAddress: 200, inAll: 1_000 },
};

/** For a page that can be opened only on this machine. */
export const NO_WEB_LIMITS: WebLimits = {
  messages: unlimited(),
  uploads: unlimited(),
  uploadMegabytes: unlimited(),
  unsentMegabytes: unlimited(),
  sessions: unlimited(),
  streams: unlimited(),
};

const NAMES: ReadonlyMap<string, keyof WebLimits> = new Map([
  ['messages', 'messages'],
  ['uploads', 'uploads'],
  ['upload-mb', 'uploadMegabytes'],
  ['unsent-mb', 'unsentMegabytes'],
  ['sessions', 'sessions'],
  ['streams', 'streams'],
]);

const LIMIT = /^([a-z-]+)=([1-9]\d{0,6})\/([1-9]\d{0,6})$/;

/** `/8` for IPv4 and IPv6: no set of proxies fills a wider network. */
const MIN_PREFIX = 8;

/** The variables for the page's limits, to be read with all others. */
export const webVariables = {
  SIGNPOST_WEB_LIMITS: optional(z.string().transform(readLimits)),
  SIGNPOST_TRUSTED_PROXIES: optional(z.string().transform(readNetworks)),
};

function readLimits(text: string, context: z.RefinementCtx): WebLimits {
  const limits: Record<keyof WebLimits, WebLimit> = { ...DEFAULT_WEB_LIMITS };
  for (const entry of entriesOf(text)) {
    const [, name = '', perAddress, inAll] = LIMIT.exec(entry) ?? [];
    const key = NAMES.get(name);
    const limit = { perAddress: Number(perAddress), inAll: Number(inAll) };
    if (key === undefined) {
      context.addIssue({
        code: 'custom',
        message:
          `has "${entry}"; write name=per address/in all, such as messages=600/3000, ` +
          `with one of the names ${[...NAMES.keys()].join(', ')}`,
      });
    } else if (limit.perAddress > limit.inAll) {
      const message = `has "${entry}", more for one address than in all; write the smaller number first`;
      context.addIssue({ code: 'custom', message });
    } else limits[key] = limit;
  }
  return limits;
}

function readNetworks(text: string, context: z.RefinementCtx): Network[] {
  return entriesOf(text).flatMap((entry) => {
    const network = networkOf(entry);
    if (network === null) {
      const message = `has "${entry}"; write the addresses or networks of your proxies, such as 10.0.0.5,fd00::/8`;
      context.addIssue({ code: 'custom', message });
      return [];
    }
    if (network.prefix < MIN_PREFIX) {
      const message = `has "${entry}", a network too wide to be trusted; name only your proxies`;
      context.addIssue({ code: 'custom', message });
      return [];
    }
    return network;
  });
}

function networkOf(entry: string): Network | null {
  const [address = '', bits, ...rest] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || rest.length > 0) return null;
  const maxPrefix = family === 4 ? 32 : 128;
  if (bits === undefined) return { address, prefix: maxPrefix };
  return /^\d{1,3}$/.test(bits) && Number(bits) <= maxPrefix
    ? { address, prefix: Number(bits) }
    : null;
}

function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function unlimited(): WebLimit {
  return { perAddress: Number.POSITIVE_INFINITY, inAll: Number.POSITIVE_INFINITY };
}
