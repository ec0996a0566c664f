import { z } from 'zod';

/** What is in a token, before anyone has checked its signature. */
const headerSchema = z.object({ alg: z.string() });
const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  serviceurl: z.string().min(1),
  exp: z.number(),
  nbf: z.number().optional(),
});

const SIGNATURES = ['RS256', 'RS384', 'RS512'];
/** Clocks may differ by this much; botbuilder allows the same. */
const TOLERANCE_SECONDS = 300;

export interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly serviceUrl: string;
  readonly nowMs: number;
}

/**
 * Why a token cannot be good, in words for the log, or `null` where only its signature is left to check. Looking here
 * first keeps garbage from making us fetch keys, and is stricter than botbuilder, which takes skills' and emulators'
 * tokens too and checks no service URL for those.
 */
export function tokenFault(authorization: string, expected: Expected): string | null {
  const [, header, payload] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]*$/.exec(authorization) ?? [];
  if (header === undefined || payload === undefined) return 'no bearer token';
  const head = headerSchema.safeParse(decode(header)).data;
  const claims = claimsSchema.safeParse(decode(payload)).data;
  if (head === undefined || claims === undefined) return 'not a token of the Bot Framework';
  if (!SIGNATURES.includes(head.alg)) return 'signature algorithm not allowed';
  if (claims.iss !== expected.issuer) return 'wrong issuer';
  if (claims.aud !== expected.audience) return 'wrong audience';
  if (claims.serviceurl !== expected.serviceUrl) return 'wrong service URL';
  const now = expected.nowMs / 1000;
  if (claims.exp < now - TOLERANCE_SECONDS) return 'expired';
  if ((claims.nbf ?? 0) > now + TOLERANCE_SECONDS) return 'not valid yet';
  return null;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
