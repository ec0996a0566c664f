import { distance } from 'fastest-levenshtein';
import { COMMAND_NAMES, COMMAND_WORDS, type CommandName, HINTS } from './command-words.ts';

/** A line cut into the command it begins with and what follows that, verbatim. */
export interface CommandStart {
  readonly name: CommandName;
  readonly rest: string;
}

const HAN = /^\p{Script=Han}/u;
/** What may follow a Latin word that is a command: "claim#1001" is one, "claims" is not. */
const ENDS_WORD = /^(?:$|[\s#:,])/;

/** Characters of full-width keyboards as their ASCII twins, one for one: positions stay what they are. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (wide) =>
    wide === '\u3000' ? ' ' : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
}

/** The command a line begins with; null where it begins with none. */
export function parseCommandName(line: string): CommandStart | null {
  const inbound = halfWidth(line).toLowerCase();
  for (const [word, name] of MAX_FIRST) {
    if (!inbound.startsWith(word)) continue;
    const rest = line.slice(word.length);
    // Between Chinese words there is no space: a command may stand right before what it is about.
    if (HAN.test(word) || ENDS_WORD.test(halfWidth(rest)))
      return { name, rest: rest.replace(/^\s*[:：,，]?\s*/u, '') };
  }
  return null;
}

/** The command that a mistyped word most probably was meant to be; null where it is far from all of them. */
export function nearestCommand(line: string): CommandName | null {
  const inbound = halfWidth(line).trim().toLowerCase();
  const hinted = Object.entries(HINTS).find(([word]) => firstOf(inbound, word) === word);
  if (hinted !== undefined) return hinted[1];
  let best: { readonly name: CommandName; readonly changes: number } | null = null;
  for (const [word, name] of MAX_FIRST) {
    const changes = distance(firstOf(inbound, word), word);
    if (changes <= slips(word, inbound) && changes < (best?.changes ?? Number.POSITIVE_INFINITY))
      best = { name, changes };
  }
  return best?.name ?? null;
}

/** What stands where a word like this one would stand. */
function firstOf(inbound: string, word: string): string {
  return HAN.test(word) ? inbound.slice(0, word.length) : (/^[^\s#:,]+/.exec(inbound)?.[0] ?? '');
}

const MAX_FIRST: readonly (readonly [string, CommandName])[] = COMMAND_NAMES.flatMap((name) =>
  COMMAND_WORDS[name].map((word) => [word, name] as const),
).sort(([one], [other]) => other.length - one.length);

/**
 * How many characters may be wrong. A swap of two letters counts as two. Half of a Chinese word of two characters is
 * enough only if what was typed is as short: "解觉 1002" is a command, "文档打不开" is not.
 */
function slips(word: string, inbound: string): number {
  if (!HAN.test(word)) return word.length > 4 ? 2 : 1;
  return word.length > 2 || ENDS_PAIR.test(inbound) ? 1 : 0;
}

const ENDS_PAIR = /^\p{Script=Han}{2}(?:$|[\s#:,\d]|sp[ -]?\d)/u;
