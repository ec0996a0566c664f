import type { Locale } from './locale.ts';

/**
 * The mask that replaces a secret in stored text: the same in every language, so that it can be
 * searched for.
 */
const MASK = /\[masked: (?<kind>[a-z -]{1,20})\]/g;

/** The Chinese name of each kind of secret. */
export const CHINESE_KINDS: Readonly<Record<string, string>> = {
  password: '密码',
  'password hash': '密码哈希',
  secret: '机密',
  key: '密钥',
  'private key': '私钥',
  'recovery key': '恢复密钥',
  'product key': '产品密钥',
  token: '令牌',
  cookie: 'Cookie',
  'one-time code': '验证码',
  'card number': '卡号',
};

/** Returns a stored text for display: in Chinese, `[masked: password]` reads 〔已遮盖：密码〕. */
export function shownMasks(text: string, locale: Locale): string {
  if (locale !== 'zh-CN') return text;
  return text.replace(MASK, (mask, kind: string) => {
    return Object.hasOwn(CHINESE_KINDS, kind) ? `〔已遮盖：${CHINESE_KINDS[kind]}〕` : mask;
  });
}

/** Does the same for each string in a JSON value. Keys stay as they are. */
export function withShownMasks<T>(value: T, locale: Locale): T {
  if (locale !== 'zh-CN') return value;
  const text = JSON.stringify(value);
  // Neither the mask nor its replacement contains characters that JSON escapes.
  return text === undefined ? value : JSON.parse(shownMasks(text, locale));
}
