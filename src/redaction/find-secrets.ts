import { RULES } from './rules/rules.ts';
import type { SecretKind, SecretRule } from './rules/secret-rule.ts';

/** A secret in a text, and the rule that found it. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
  /** Place of the rule in the list: the earlier, the surer. */
  readonly rank: number;
}

const LOOK_AHEAD = 40;
const FINDERS = RULES.map(finder);

/** All secrets of all rules, in the order of the rules. Findings may overlap. */
export function findSecrets(text: string): Finding[] {
  return FINDERS.flatMap((find) => find(text));
}

interface Match {
  /** Where the match ends, which may be behind its secret. */
  readonly end: number;
  /** Null if there is no secret in it after all. */
  readonly secret: readonly [start: number, end: number] | null;
}

function finder(
  { kind, pattern, again = pattern, accepts }: SecretRule,
  rank: number,
): (text: string) => Finding[] {
  const search = locator(pattern, 'g');
  const behind = locator(again, 'y');

  return (text) => {
    const findings: Finding[] = [];
    // Not matchAll: it copies the pattern each time, which for a hundred patterns and a short text
    // is most of the work.
    for (let match = next(search, text, 0); match !== null; match = next(search, text, match.end)) {
      for (let more: Match | null = match; more?.secret; more = following(text, more.secret[1])) {
        const [start, end] = more.secret;
        findings.push({ start, end, kind, rank });
        match = { end: Math.max(match.end, more.end), secret: null };
      }
    }
    return findings;
  };

  /**
   * One more secret right behind another, as if the other were masked already. Without this, a row
   * of secrets of which each hides the next would take a pass for each.
   */
  function following(text: string, from: number): Match | null {
    if (from === text.length) return null;
    const match = next(behind, text.slice(from), 0);
    if (match === null) return null;
    const { end, secret } = match;
    return { end: from + end, secret: secret && [from + secret[0], from + secret[1]] };
  }

  function next(locate: Locate, text: string, from: number): Match | null {
    const match = locate(text, from);
    if (match === null) return null;
    const [start, end] = match.secret;
    const secret = text.slice(start, end);
    const after = text.slice(end, end + LOOK_AHEAD);
    const found = start < end && (accepts?.({ secret, quoted: match.quoted, after }) ?? true);
    return { end: match.end, secret: found ? match.secret : null };
  }
}

type Locate = (
  text: string,
  from: number,
) => {
  readonly end: number;
  readonly quoted: boolean;
  readonly secret: readonly [start: number, end: number];
} | null;

/**
 * Where a pattern matches next. Indices make a match several times as slow, so they are asked for
 * only if the secret stands in the match twice.
 */
function locator({ source, ignoreCase }: RegExp, mode: 'g' | 'y'): Locate {
  const plain = new RegExp(source, ignoreCase ? `${mode}i` : mode);
  const indexed = new RegExp(source, ignoreCase ? 'diy' : 'dy');

  return (text, from) => {
    plain.lastIndex = from;
    const match = plain.exec(text);
    if (match === null) return null;
    const [whole] = match;
    const secret = match.groups?.secret ?? '';
    const at = whole.indexOf(secret);
    const quoted = match.groups?.quote !== undefined;
    const end = match.index + whole.length;
    const start = match.index + at;
    if (at >= 0 && whole.indexOf(secret, at + 1) < 0)
      return { end, quoted, secret: [start, start + secret.length] };
    indexed.lastIndex = match.index;
    return { end, quoted, secret: indexed.exec(text)?.indices?.groups?.secret ?? [0, 0] };
  };
}
