import { z } from 'zod';

/** Contents of a token before its signature is verified. */
const headerSchema = z.object({ alg: z.string() });
const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  serviceurl: z.string().min(1),
  exp: z.number(),
  nbf: z.number().optional(),
});

const SIGNATURES = ['RS256', 'RS384', 'RS512'];
/** Allowed clock skew; botbuilder allows the same. */
const TOLERANCE_SECONDS = 300;

export interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly serviceUrl: string;
  readonly nowMs: number;
}

/**
 * Returns why a token can't be valid, worded for the log, or `null` if only its signature is left
 * to verify. Checking this first means garbage can't make us fetch keys. It is also stricter than
 * botbuilder, which accepts tokens of skills and emulators too and checks no service URL for those.
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
