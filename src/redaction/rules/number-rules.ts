import { pattern } from './pattern.ts';
import type { SecretRule } from './secret-rule.ts';

const raw = String.raw;
/**
 * Names of codes issued for one-time use, which excludes error codes, postal codes and country
 * codes.
 */
const PURPOSE = raw`(?:verification|verify|security|one[ -]?time|authentication|authenticator|auth|log[ -]?in|sign[ -]?in|sms|text|2fa|mfa|otp|totp|two[ -]factor|access|confirmation|pairing|unlock|pass)`;
const CODE = raw`(?:${PURPOSE}[ -]?(?:pass)?(?:code|number|pin)|\b(?:otp|totp|passcode|one[ -]time password)(?: code)?|验证码|驗證碼|校验码|动态码|动态口令|动态密码|安全码|安全代码|一次性(?:密码|代码|验证码)|短信码)`;
const DIGITS = raw`(?!\[masked: )(?<secret>(?:[A-Z]-)?\d{3}[ -]\d{3}|(?:[A-Z]-)?\d{4,10})(?![\w-]|\.\d)`;
const SIX = raw`(?!\[masked: )(?<secret>\d{6}|\d{3}[ -]\d{3})(?![\w-]|\.\d)`;
const PIN = raw`(?<![\w-])(?:pin|puk|cvv2?|cvc)(?:[ -]?(?:code|number)| ?码)?`;
const CARD = /(?<![\w.+/-])(?<secret>[2-6]\d{3}(?:[ -]?\d){9,15})(?![\w/:-]|\.\d)/dg;
const ISSUERS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17})$/;

/** Secrets made of digits: one-time codes, PINs, card numbers. */
export const numberRules: readonly SecretRule[] = [
  {
    kind: 'one-time code',
    pattern: pattern(
      raw`${CODE}(?:\s{1,3}(?:for|from|to|of)\s[^\r\n:;.]{1,40}?)?["']?\s{0,3}(?:[:：=(（]|is|was|为|是)?\s{0,3}["'“「]?${DIGITS}`,
    ),
  },
  {
    kind: 'one-time code',
    pattern: pattern(
      raw`(?<![\w.-])(?<secret>(?:[A-Z]-)?\d{4,8}|\d{3} \d{3})\s{1,3}(?:is|as|for)\s{1,3}(?:\w{1,12}\s{1,3}){0,4}${CODE}`,
    ),
  },
  {
    kind: 'one-time code',
    pattern: pattern(
      raw`(?<![\w.-])(?<secret>\d{4,8})\s{0,3}(?:是|为|用作|作为|（)[^\r\n，。]{0,20}?(?:验证码|驗證碼|校验码|动态码|安全代码)`,
    ),
  },
  // the code from my authenticator app is …, code … by SMS, MFA: …, enter this code: …
  {
    kind: 'one-time code',
    pattern: pattern(raw`\bcode from [^\r\n\d:;.]{1,40}?\s(?:is|was|says)\s{1,3}${SIX}`),
  },
  {
    kind: 'one-time code',
    pattern: pattern(
      raw`\bcode\s{1,3}${SIX}(?=\s{1,3}(?:by|from|via|in|on)\s[^\r\n.]{0,30}?\b(?:sms|text|app|authenticator|phone|mail|email))`,
    ),
  },
  {
    kind: 'one-time code',
    pattern: pattern(
      raw`\b(?:mfa|2fa|authenticator(?: app)?)(?:\s{0,3}[:=]|\s(?:shows?|says?|gives?|displays?)(?: me)?)\s{0,3}${SIX}`,
    ),
  },
  {
    kind: 'one-time code',
    pattern: pattern(raw`\b(?:enter|use|type(?: in)?)\s(?:this|the)\scode\s{0,3}:?\s{0,3}${SIX}`),
  },
  {
    kind: 'one-time code',
    pattern: pattern(
      raw`${PIN}["']?\s{0,3}(?:[:：=]|is|was|为|是)?\s{0,3}["'“]?(?!\[masked: )(?<secret>\d{3,12})(?![\w-]|\.\d)`,
    ),
  },
  {
    kind: 'card number',
    pattern: CARD,
    accepts: ({ secret }) => isCardNumber(secret.replace(/\D/g, '')),
  },
];

/**
 * Returns whether a card issuer could have issued the number, judging by its prefix, length and
 * check digit (Luhn).
 */
export function isCardNumber(digits: string): boolean {
  if (!ISSUERS.test(digits)) return false;
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
