import type { SecretRule } from './secret-rule.ts';

const raw = String.raw;
const BEGIN = raw`-{4,5} ?BEGIN (?:[A-Z0-9]{2,12} ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}`;
const HEADER = raw`(?:Proc-Type|DEK-Info|Version|Comment):`;
/**
 * Stops before the beginning of another key; otherwise each key would be searched for in the same
 * text again.
 */
const IN_LINE = raw`(?:(?!-{4,5} ?BEGIN )[^\r\n\\])`;
/**
 * A header ends at the end of its line. With any other end, the ways to split a text into headers
 * multiply.
 */
const LINES = raw`(?:\s|\\+[nr]|${HEADER}${IN_LINE}{0,203}(?=[\r\n\\])){0,40}`;
/** Headers on the same line as the key. */
const LOST_BREAKS = raw`${IN_LINE}{0,600}`;
const BASE64 = raw`[A-Za-z0-9+/]{20}[A-Za-z0-9+/=\s\\]*`;

/** Secrets recognized by their overall form: private keys, password hashes, recovery keys. */
export const blockRules: readonly SecretRule[] = [
  // -----BEGIN … PRIVATE KEY-----: complete, truncated, or with its line breaks escaped or lost
  {
    kind: 'private key',
    pattern: new RegExp(
      raw`${BEGIN}(?<secret>${LINES}(?:${HEADER}${LOST_BREAKS})?${BASE64})`,
      'dg',
    ),
  },
  {
    kind: 'private key',
    pattern: /Private-Lines: \d{1,3}\s{1,3}(?<secret>(?:(?!Private-)[A-Za-z0-9+/=\s]){40,})/dg,
  },
  // Password hashes: pwdump, NetNTLM, mimikatz, crypt, Kerberos
  { kind: 'password hash', pattern: /(?<=:)(?<secret>[0-9a-f]{32}:[0-9a-f]{32})(?=:::)/dgi },
  { kind: 'password hash', pattern: /(?<=:)(?<secret>[0-9a-f]{32})(?=:::)/dgi },
  {
    kind: 'password hash',
    pattern:
      /(?<![\w.-])[\w.$-]{1,64}::[\w.-]{0,64}:(?<secret>[0-9a-f]{16,48}:[0-9a-f]{32,48}:[0-9a-f]{16,4000})/dgi,
  },
  {
    kind: 'password hash',
    pattern:
      /\b(?:NTLM|NT|LM|NTLMv2|NTHash|LMHash)(?:[ _-]?hash)?["']?\s{0,20}(?:[:=]|is)?\s{0,20}["']?(?<secret>[0-9a-f]{32})(?![0-9a-f])/dgi,
  },
  {
    kind: 'password hash',
    pattern:
      /(?<secret>\$(?:2[abxy]?|[156y]|apr1|argon2(?:id|i|d)|scrypt|pbkdf2-\w{1,10}|krb5\w{3,8})\$[\w./+=$,*@-]{20,4000})/dg,
  },
  { kind: 'password hash', pattern: /(?<secret>\{S?SHA\d{0,3}\}[A-Za-z0-9+/]{20,200}={0,2})/dg },
  // Passwords that Windows encrypted for one account: ConvertFrom-SecureString
  { kind: 'password', pattern: /(?<![0-9a-f])(?<secret>01000000d08c9ddf[0-9a-f]{40,})/dgi },
  { kind: 'password', pattern: /(?<![\w+/])(?<secret>AQAAANCMnd8BFdERjHoAwE[\w+/=]{20,})/dg },
  // BitLocker recovery passwords, FileVault recovery keys, product keys
  { kind: 'recovery key', pattern: /(?<![\d-])(?<secret>\d{6}(?:[- ]\d{6}){7})(?![\d-])/dg },
  {
    kind: 'recovery key',
    pattern: /(?<![\w-])(?<secret>[A-Z0-9]{4}(?:-[A-Z0-9]{4}){5})(?![\w-])/dg,
  },
  {
    kind: 'product key',
    pattern: /(?<![\w-])(?<secret>(?=[\d-]{0,29}[A-Z])[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4})(?![\w-])/dg,
  },
  {
    kind: 'recovery key',
    pattern:
      /(?:seed|mnemonic|recovery|secret) phrase["']?\s{0,3}(?:[:：=]|is)\s{0,3}["']?(?!\[masked: )(?<secret>[a-z]{3,8}(?:[ ,]{1,3}[a-z]{3,8}){11,23})/dgi,
  },
  {
    kind: 'recovery key',
    pattern:
      /(?:recovery|backup|rescue|emergency|恢复|备用|备份)[ _-]{0,2}(?:key|code|password|密钥|代码|码)s?["']?\s{0,3}(?:[:：=]|is|are|是|为)\s{0,3}["']?(?!\[masked: )(?<secret>(?=[A-Za-z-]{0,40}\d)[\w-]{6,80}(?:[ ,]{1,3}(?=[A-Za-z-]{0,40}\d)[\w-]{6,80}){0,19})/dgi,
  },
];
