import { WITHHELD_MARK } from '../i18n/stored-marks.ts';
import { WITHHELD } from '../tickets/file.ts';
import type { SecretKind } from './rules/secret-rule.ts';

/** A text that is safe to store. */
export interface Redacted {
  readonly text: string;
  /** Each kind once; empty if nothing was masked or withheld. */
  readonly masked: readonly (SecretKind | typeof WITHHELD)[];
}

/** What replaces a text that couldn't be checked, if it is written in a script. */
export interface WithheldNote {
  readonly script: RegExp;
  readonly note: string;
}

/**
 * Returns the note that replaces a text that couldn't be checked: in the language of its script,
 * otherwise the mark that is the same in every language.
 */
export function withheldNote(text: string, notes: readonly WithheldNote[]): string {
  return notes.find(({ script }) => script.test(text))?.note ?? WITHHELD_MARK;
}

/** Replaces a whole text that couldn't be checked with a note. */
export function withheld(text: string, notes: readonly WithheldNote[]): Redacted {
  return { text: withheldNote(text, notes), masked: [WITHHELD] };
}
