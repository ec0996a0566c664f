import { pattern } from './pattern.ts';
import type { SecretRule } from './secret-rule.ts';

const raw = String.raw;
const AUTHORIZATION = raw`authorization\\{0,3}["'\]]{0,2}\s{0,5}[:=,]\s{0,5}\\{0,3}["']?`;
const BASE64 = raw`[\w+/~.-]{6,8000}={0,3}`;
const SESSION = raw`(?:ESTSAUTH\w{0,20}|ESTSSC|SignInStateCookie|FedAuth\d?|rtFa|MSISAuth\d?|MSISAuthenticated|JSESSIONID|PHPSESSID|ASP\.NET_SessionId|\.ASPXAUTH|\.AspNet\.\w{1,40}|connect\.sid|sessionid|session_id|sid|SSID|HSID|auth_session)`;
const SIGNATURE = raw`[^\r\n]{0,400}?Signature=(?<secret>[0-9a-f]{32,128})`;

/**
 * Credentials that programs send over the wire: authorization headers, cookies, SAML and SIP
 * credentials.
 */
export const headerRules: readonly SecretRule[] = [
  {
    kind: 'token',
    pattern: pattern(
      raw`${AUTHORIZATION}(?:bearer|negotiate|ntlm|kerberos|token|apikey|key|SharedKey(?:Lite)?|DPoP|PoP|GoogleLogin auth=|Splunk|SSWS)\s{1,5}(?!\[masked: )(?<secret>${BASE64}(?::${BASE64})?)`,
    ),
    accepts: ({ secret }) => !/^\w+=/.test(secret) || secret.endsWith('='),
  },
  {
    kind: 'password',
    pattern: pattern(raw`${AUTHORIZATION}basic\s{1,5}(?!\[masked: )(?<secret>${BASE64})`),
  },
  {
    kind: 'token',
    pattern: pattern(raw`\bbearer\s{1,5}(?!\[masked: )(?<secret>[\w+/~.-]{16,8000}={0,3})`),
    accepts: ({ secret }) => /\d/.test(secret),
  },
  {
    kind: 'password',
    pattern: pattern(raw`\bbasic\s{1,5}(?<secret>[a-z0-9+/]{8,2000}={0,2})(?![\w+/=])`),
    accepts: ({ secret }) => isUserAndPassword(secret),
  },
  {
    kind: 'password',
    pattern: pattern(
      raw`["']?auth["']?\s{0,3}[:=]\s{0,3}["']?(?<secret>[a-z0-9+/]{8,2000}={0,2})(?![\w+/=])`,
    ),
    accepts: ({ secret }) => isUserAndPassword(secret),
  },
  {
    kind: 'token',
    pattern: pattern(raw`AWS4-HMAC-SHA256${SIGNATURE}`),
    again: pattern(SIGNATURE),
  },
  // SIP and digest: keeps the challenge, masks the response
  {
    kind: 'token',
    pattern: pattern(
      raw`\b(?:gssapi-data|response|rspauth|cnonce)\s{0,3}=\s{0,3}\\?"(?!\[masked: )(?<secret>[\w+/=]{16,16000})\\?"`,
    ),
  },
  // Cookie: name=value; name=value
  {
    kind: 'cookie',
    pattern: pattern(
      raw`(?<![\w-])cookie\\{0,3}["']?\s{0,5}[:=]\s{0,5}\\{0,3}["']?(?!\[masked: )(?<secret>[^\s=;,:"'\\]{1,100}=[^\r\n"'\\]{1,8000})`,
    ),
  },
  {
    kind: 'cookie',
    pattern: pattern(
      raw`set-cookie\\{0,3}["']?\s{0,5}[:=]\s{0,5}\\{0,3}["']?[^\s=;,:"'\\]{1,100}=(?!\[masked: )(?<secret>[^\s;"'\\]{4,8000})`,
    ),
  },
  {
    kind: 'cookie',
    pattern: pattern(
      raw`(?<![\w.])${SESSION}\s{0,3}=\s{0,3}["']?(?!\[masked: )(?<secret>[^\s;,"'&<>]{12,8000})`,
    ),
    accepts: ({ secret }) => /\d/.test(secret),
  },
  // SAML and WS-Trust
  {
    kind: 'token',
    pattern: pattern(
      raw`\bSAMLResponse["']?\s{0,5}(?:value)?[=:]\s{0,5}["']?(?!\[masked: )(?<secret>[\w%+/=-]{20,})`,
    ),
  },
  {
    kind: 'token',
    pattern: pattern(
      raw`<(?:\w{1,20}:)?BinarySecurityToken(?:\s[^<>]{0,600})?>(?!\[masked: )(?<secret>[^<>]{16,})</`,
    ),
  },
];

/**
 * Returns whether it is base64 of "user:password", as in basic authentication and Docker's
 * configuration.
 */
function isUserAndPassword(base64: string): boolean {
  // Check first for input that atob would throw on, because throwing is far slower.
  const letters = base64.replace(/=+$/, '').length;
  if (letters % 4 === 1 || (base64.endsWith('=') && base64.length % 4 !== 0)) return false;
  return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(atob(base64));
}
