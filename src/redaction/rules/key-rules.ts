import { ASSIGNS, BRACKET, pattern, VALUE } from './pattern.ts';
import { isKeySetting, isRandom, isVeryRandom } from './plausible.ts';
import type { SecretRule } from './secret-rule.ts';

const raw = String.raw;
const KEY = raw`(?:api|access|secret|account|shared(?:[ _-]?access)?|master|primary|secondary|subscription|encryption|signing|private|session|storage|auth|functions?|machine|validation|decryption)[ _-]?key`;
const SECRET = raw`(?:(?:client|app|application|consumer|webhook|shared|oauth|bot|api|jwt|user)[ _-]?secret|(?<![a-z])secret|(?:客户端|应用|应用程序|共享)(?:密钥|机密|密码))(?:[ _-]?(?:value|key|text))?`;
const TOKEN = raw`(?<!public[ _-]{0,3}key[ _-]{0,3})token`;
const CHINESE = raw`(?:密钥|密鑰|秘钥|令牌|授权码)`;
/** `=`, or `:` after a quoted name: what follows is a value, not a sentence. */
const EQUALS = raw`(?:${BRACKET}[ \t]{0,20}:?={1,3}>?|\\{0,3}["']\]?[ \t]{0,20}(?::?={1,3}>?|:))[ \t]{0,20}`;
const TOLD = raw`(?:\s{1,3}(?:is|was|to|=)\s{1,3}|\s{0,3}(?:是|为|改为|设为|改成)\s{0,3})`;

/** Named keys, tokens and client secrets: assignments, connection strings, query strings. */
export const keyRules: readonly SecretRule[] = [
  { kind: 'secret', pattern: pattern(raw`${SECRET}${EQUALS}${VALUE}`), accepts: isKeySetting },
  { kind: 'key', pattern: pattern(raw`${KEY}${EQUALS}${VALUE}`), accepts: isKeySetting },
  { kind: 'token', pattern: pattern(raw`${TOKEN}${EQUALS}${VALUE}`), accepts: isKeySetting },
  { kind: 'secret', pattern: pattern(raw`${SECRET}${ASSIGNS}${VALUE}`), accepts: isRandom },
  { kind: 'key', pattern: pattern(raw`${KEY}${ASSIGNS}${VALUE}`), accepts: isRandom },
  { kind: 'token', pattern: pattern(raw`${TOKEN}${ASSIGNS}${VALUE}`), accepts: isRandom },
  { kind: 'key', pattern: pattern(raw`${CHINESE}${ASSIGNS}${VALUE}`), accepts: isRandom },
  // my api key is …  客户端密钥是 …
  { kind: 'secret', pattern: pattern(raw`${SECRET}${TOLD}${VALUE}`), accepts: isRandom },
  { kind: 'key', pattern: pattern(raw`(?:${KEY}|${CHINESE})${TOLD}${VALUE}`), accepts: isRandom },
  { kind: 'token', pattern: pattern(raw`${TOKEN}${TOLD}${VALUE}`), accepts: isRandom },
  // --api-key …  api key …
  { kind: 'secret', pattern: pattern(raw`${SECRET}[ \t]{1,3}${VALUE}`), accepts: isVeryRandom },
  {
    kind: 'key',
    pattern: pattern(raw`(?:${KEY}|${CHINESE})[ \t]{0,3}${VALUE}`),
    accepts: isVeryRandom,
  },
  { kind: 'token', pattern: pattern(raw`${TOKEN}[ \t]{1,3}${VALUE}`), accepts: isVeryRandom },
  // <ClientSecret>…</ClientSecret>
  {
    kind: 'secret',
    pattern: pattern(
      raw`<(?:\w{1,20}:)?[\w.-]{0,40}?(?:${SECRET}|${KEY}|${TOKEN})(?:\s[^<>]{0,200})?>(?!\[masked: )(?<secret>[^<>\s]{8,8000})</`,
    ),
    accepts: isRandom,
  },
  {
    kind: 'secret',
    pattern: pattern(
      raw`(?:name|key)=["'][\w.-]{0,40}?(?:${SECRET}|${KEY})["']\s{1,5}value=["'](?!\[masked: )(?<secret>[^"'<>\s]{8,4000})["']`,
    ),
    accepts: isRandom,
  },
  {
    kind: 'secret',
    pattern: pattern(
      raw`name=["'][\w.-]{0,40}?(?:${SECRET}|${KEY})["'][^<>]{0,100}>(?!\[masked: )(?<secret>[^<>\s]{8,8000})</`,
    ),
    accepts: isRandom,
  },
  // Shared access signatures, and secrets in URLs
  {
    kind: 'key',
    pattern: pattern(
      raw`(?<![a-z])(?:sig|signature|x-amz-signature|x-goog-signature|x-amz-security-token)=(?!\[masked: )(?<secret>[\w%+/=.~-]{16,4000})`,
    ),
  },
  {
    kind: 'token',
    pattern: pattern(
      raw`(?<=^|[?&;\s"'#])(?:code|assertion|client_assertion|ticket|otp|auth|jwt|refresh|device_code|nonce_token|wresult)=(?!\[masked: )(?<secret>[\w%+/=.~!*-]{20,8000})`,
    ),
  },
  {
    kind: 'key',
    pattern: pattern(raw`[?&]key=(?!\[masked: )(?<secret>[\w%+/=.~-]{16,400})`),
    accepts: isVeryRandom,
  },
];
