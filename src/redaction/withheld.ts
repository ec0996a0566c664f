import { WITHHELD } from '../tickets/file.ts';
import type { SecretKind } from './rules/secret-rule.ts';

/** A text as it may be kept. */
export interface Redacted {
  readonly text: string;
  /** Each kind once; empty if nothing was masked or withheld. */
  readonly masked: readonly (SecretKind | typeof WITHHELD)[];
}

/**
 * Stands in place of a text that could not be checked: in Chinese if the text has any Chinese, else
 * in English.
 */
export function withheldNote(text: string): string {
  return /[\u4e00-\u9fff]/.test(text)
    ? '[已隐去：未能及时检查其中是否含有密码或密钥]'
    : '[withheld: could not be checked for secrets in time]';
}

/** A text that could not be checked, with nothing of it left. */
export function withheld(text: string): Redacted {
  return { text: withheldNote(text), masked: [WITHHELD] };
}
