import { PASSWORD, pattern, UNQUOTED, VALUE } from './pattern.ts';
import { isPhrase, isStrong, isTold } from './plausible.ts';
import type { SecretRule } from './secret-rule.ts';

const raw = String.raw;
const HAN = raw`[\u4e00-\u9fff]`;
/** Between a password and its value. "错误次数为" and "有效期为" are about something else. */
const LEADING = raw`(?:(?![错误数期限时])${HAN}){0,12}?`;
/** Matches white space in one place only: two adjacent places could divide it in many ways. */
const COLON = raw`(?:\s{0,3}[:：]\s{0,3}|\s{0,6})`;
/** A whole token from its beginning: a search can't start in the middle of it. */
const TOKEN = raw`(?<![!-~])["']?(?<secret>[!-~]{4,64}?)["']?`;

/**
 * Words that continue the sentence after a passphrase, and things that the word "passphrase" itself
 * can name.
 */
const NO_WORD_OF_PHRASE = raw`(?!(?:is|was|are|and|or|but|so|does|do|did|not|for|to|the|in|on|at|of|from|with|when|if|that|which|keeps?|kept|doesn|isn|won|can|please|it|my|we|you|they)\b)`;
const NOT_A_PHRASE = raw`(?!(?:entry|dialog|prompts?|screen|box|field|window|policy|manager|generator|length|errors?|rules?|requirements?|options?|page|protected|protection|authentication|based|required|recovery|change|reset|cache|agent|fails?|failed)\b)`;

/** Passwords given in a sentence, in English and Chinese. */
export const proseRules: readonly SecretRule[] = [
  // my password is …  the password for my account was …
  {
    kind: 'password',
    pattern: pattern(
      raw`${PASSWORD}(?:\s(?:for|of|to|on|at|in)\s[^\r\n:;=]{1,60}?)?(?:\s{1,3}|['’])(?:is|was|are|were|s|will be|should be|used to be|would be)\s{1,3}(?:(?:now|still|currently|actually|just|set to|set as|always)\s{1,3}){0,2}:?\s?${VALUE}`,
    ),
    accepts: isTold,
  },
  // password is: …, passphrase is several words
  {
    kind: 'password',
    pattern: pattern(
      raw`passphrase\s{0,3}(?:is|was|:|=)\s{0,3}(?!\[masked: )(?<secret>\w{3,20}(?:[ -]\w{3,20}){2,11})`,
    ),
    accepts: ({ secret, after }) => isTold({ secret, after, quoted: true }),
  },
  // passphrase correct horse battery
  {
    kind: 'password',
    pattern: pattern(
      raw`\bpassphrase\s{1,3}${NOT_A_PHRASE}(?<secret>[a-z]{3,12}(?:[ -]${NO_WORD_OF_PHRASE}[a-z]{3,12}){2,7})(?![a-z])`,
    ),
    accepts: isPhrase,
  },
  // changed my password to …, log in with password …, use … as my password
  {
    kind: 'password',
    pattern: pattern(
      raw`${PASSWORD}(?:\s[^\r\n:;=]{0,60}?)?\s(?:to|as|into|is|was|->|→|=>|-|–)\s{1,3}${VALUE}`,
    ),
    accepts: isStrong,
  },
  { kind: 'password', pattern: pattern(raw`${PASSWORD}s?\s{1,3}${VALUE}`), accepts: isStrong },
  // wrong password, but I typed …
  {
    kind: 'password',
    pattern: pattern(
      raw`${PASSWORD}[^\r\n]{0,60}?\b(?:type|typed|enter|entered|tried|used|put)\s{1,3}(?:in\s{1,3})?${VALUE}`,
    ),
    accepts: isStrong,
  },
  {
    kind: 'password',
    pattern: pattern(
      raw`${TOKEN}\s{1,3}(?:is|was|as|for)\s{1,3}(?:(?:my|the|a|his|her|our|their|your)\s{1,3})?(?:\w{1,12}\s{1,3})?${PASSWORD}`,
    ),
    accepts: isStrong,
  },
  // 密码是…  密码已经重置为…  密码改成了…
  {
    kind: 'password',
    pattern: pattern(raw`密[码碼](?!管理器)${LEADING}[是为為成叫用到]了?${COLON}${VALUE}`),
    accepts: isTold,
  },
  {
    kind: 'password',
    pattern: pattern(raw`口令${LEADING}[是为為成叫用到]了?${COLON}${VALUE}`),
    accepts: isTold,
  },
  // 密码 …  输入密码…
  { kind: 'password', pattern: pattern(raw`(?:密[码碼]|口令)\s{0,3}${VALUE}`), accepts: isStrong },
  // 用 … 作为密码
  {
    kind: 'password',
    pattern: pattern(
      raw`(?<![!-~])["']?(?<secret>[!-~]{4,64}?)["']?\s{0,3}(?:是|作为|当作|作|当|做)${HAN}{0,6}?(?:密[码碼]|口令)`,
    ),
    accepts: isStrong,
  },
  // the password (…), "…" as the password
  {
    kind: 'password',
    pattern: pattern(raw`${PASSWORD}\s{0,2}[(（]\s{0,2}(?<secret>[^\s()（）]{6,64})\s{0,2}[)）]`),
    accepts: isStrong,
  },
  {
    kind: 'password',
    pattern: pattern(
      raw`(?<quote>["“'‘「])(?<secret>[^"“”'‘’「」\r\n]{4,64})["”'’」]\s{1,3}(?:is|was|as)\s{1,3}(?:\w{1,12}\s{1,3}){0,2}${PASSWORD}`,
    ),
    accepts: isStrong,
  },
  // .netrc
  {
    kind: 'password',
    pattern: pattern(raw`\blogin\s{1,5}\S{1,64}\s{1,5}password\s{1,5}${UNQUOTED}`),
  },
  // Cisco: password 7 …
  {
    kind: 'password',
    pattern: pattern(raw`\b(?:password|secret) [05789] ${UNQUOTED}`),
    accepts: ({ secret }) => secret.length >= 6 && /\d/.test(secret),
  },
];
