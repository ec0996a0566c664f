/**
 * The marks that stand in stored text for what must not be stored. They are the same in every
 * language, so that they can be searched for. Imports nothing: the threads that mask text read it.
 */

/** Replaces a secret. */
export const MASK = /\[masked: (?<kind>[a-z -]{1,20})\]/g;

/** Replaces a text that couldn't be checked, if nothing shows its language. */
export const WITHHELD_MARK = '[withheld: could not be checked for secrets in time]';
