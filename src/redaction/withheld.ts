import { WITHHELD } from '../tickets/file.ts';
import type { SecretKind } from './rules/secret-rule.ts';

/** A text that is safe to store. */
export interface Redacted {
  readonly text: string;
  /** Each kind once; empty if nothing was masked or withheld. */
  readonly masked: readonly (SecretKind | typeof WITHHELD)[];
}

/**
 * Returns the note that replaces a text that couldn't be checked: in Chinese if the text contains
 * any Chinese, otherwise in English.
 */
export function withheldNote(text: string): string {
  return /[\u4e00-\u9fff]/.test(text)
    ? '[已隐去：未能及时检查其中是否含有密码或密钥]'
    : '[withheld: could not be checked for secrets in time]';
}

/** Replaces a whole text that couldn't be checked with a note. */
export function withheld(text: string): Redacted {
  return { text: withheldNote(text), masked: [WITHHELD] };
}
