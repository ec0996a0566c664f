import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { listen } from './listen.ts';

export const APP_ID = '00000000-0000-4000-8000-00000000a001';
export const TENANT_ID = '00000000-0000-4000-8000-00000000b001';

const ISSUER = 'https://api.botframework.com';
const KEY_ID = 'signing-key';

/** What a token says; what is left out is as the Bot Framework would have it. */
export interface TokenClaims {
  readonly issuer?: string;
  readonly audience?: string;
  readonly serviceUrl?: string | null;
  /** Seconds from now. */
  readonly expiresIn?: number;
  readonly notBefore?: number;
  readonly keyId?: string;
}

export interface TeamsTokens {
  readonly metadataUrl: string;
  /** An `Authorization` header for the service URL. */
  sign(serviceUrl: string, claims?: TokenClaims): Promise<string>;
  /** Signed by someone else, in the name of the same key. */
  forge(serviceUrl: string): Promise<string>;
  /** Not signed at all: `alg: none`. */
  unsigned(serviceUrl: string): string;
  close(): Promise<void>;
}

/**
 * A Bot Framework identity on loopback: a key of our own, its OpenID metadata over plain HTTP, and
 * tokens.
 */
export async function startTeamsTokens(
  endorsements: readonly string[] = ['msteams'],
): Promise<TeamsTokens> {
  const own = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256');
  const key = {
    ...(await exportJWK(own.publicKey)),
    kid: KEY_ID,
    use: 'sig',
    alg: 'RS256',
    endorsements,
  };

  const server = createServer((request, response) => {
    const metadata = { issuer: ISSUER, jwks_uri: `http://${request.headers.host}/keys` };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [key] } : metadata));
  });
  const { url, close } = await listen(server);

  return {
    metadataUrl: `${url}/openidconfiguration`,
    sign: (serviceUrl, claims = {}) => signed(own.privateKey, serviceUrl, claims),
    forge: (serviceUrl) => signed(other.privateKey, serviceUrl, {}),
    unsigned: (serviceUrl) =>
      `Bearer ${new UnsecuredJWT({ serviceurl: serviceUrl }).setIssuer(ISSUER).setAudience(APP_ID).setExpirationTime('1h').encode()}`,
    close,
  };
}

async function signed(
  key: Parameters<SignJWT['sign']>[0],
  serviceUrl: string,
  {
    issuer = ISSUER,
    audience = APP_ID,
    expiresIn = 3600,
    notBefore = -60,
    keyId = KEY_ID,
    ...claims
  }: TokenClaims,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const named = claims.serviceUrl === undefined ? serviceUrl : claims.serviceUrl;
  const token = new SignJWT(named === null ? {} : { serviceurl: named })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(now + expiresIn)
    .setNotBefore(now + notBefore);
  return `Bearer ${await token.sign(key)}`;
}
