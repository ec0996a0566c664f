import { isUnspaced } from '../../i18n/script.ts';
import { fromLanguages } from '../../i18n/understood.ts';
import { editDistance } from '../../spelling/edit-distance.ts';
import type { CommandName } from './command-entry.ts';
import { commandWords, hintWords } from './command-words.ts';

/** The command a line begins with and the rest of the line, verbatim. */
export interface CommandStart {
  readonly name: CommandName;
  readonly rest: string;
}

/** What may follow a Latin command word: "claim#1001" is a command, "claims" is not. */
const ENDS_WORD = /^(?:$|[\s#:,])/;

/**
 * Replaces full-width characters with their ASCII counterparts one for one, so that positions don't
 * change.
 */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (wide) =>
    wide === '\u3000' ? ' ' : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
}

/** Returns the command a line begins with; null if there is none. */
export function parseCommandName(line: string): CommandStart | null {
  const inbound = halfWidth(line).toLowerCase();
  for (const [word, name] of longestFirst()) {
    if (!inbound.startsWith(word)) continue;
    const rest = line.slice(word.length);
    // Without spaces between words, a command may be directly followed by its object.
    if (isUnspaced(word) || ENDS_WORD.test(halfWidth(rest)))
      return { name, rest: rest.replace(/^\s*[:：,，]?\s*/u, '') };
  }
  return null;
}

/** Returns the command that a mistyped word most probably means; null if it resembles none. */
export function nearestCommand(line: string): CommandName | null {
  const inbound = halfWidth(line).trim().toLowerCase();
  const hinted = hintWords().find(([word]) => firstOf(inbound, word) === word);
  if (hinted !== undefined) return hinted[1];
  let best: { readonly name: CommandName; readonly changes: number } | null = null;
  for (const [word, name] of longestFirst()) {
    const limit = slips(word, inbound);
    const changes = editDistance(firstOf(inbound, word), word, limit);
    if (changes <= limit && changes < (best?.changes ?? Number.POSITIVE_INFINITY))
      best = { name, changes };
  }
  return best?.name ?? null;
}

/** Returns the part of the input to compare with a word like this one. */
function firstOf(inbound: string, word: string): string {
  return isUnspaced(word) ? inbound.slice(0, word.length) : (/^[^\s#:,]+/.exec(inbound)?.[0] ?? '');
}

const longestFirst = fromLanguages(() =>
  commandWords().toSorted(([one], [other]) => other.length - one.length),
);

/**
 * Returns how many slips are allowed: a character too many, missing or wrong, or two swapped. For a
 * Chinese word of two characters, one is allowed only if the input is as short: "解觉 1002" is a
 * command, "文档打不开" is not.
 */
function slips(word: string, inbound: string): number {
  if (!isUnspaced(word)) return word.length > 4 ? 2 : 1;
  return word.length > 2 || ENDS_PAIR.test(inbound) ? 1 : 0;
}

const ENDS_PAIR = /^\p{Script=Han}{2}(?:$|[\s#:,\d]|sp[ -]?\d)/u;
