import { type Locate, locator } from './locate.ts';
import { type RequiredTexts, requiredTexts } from './required-text.ts';
import { RULES } from './rules/rules.ts';
import type { SecretKind, SecretRule } from './rules/secret-rule.ts';

/** A secret found in a text, with the rank of the rule that found it. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
  /** Position of the rule in the list. Earlier rules are more reliable. */
  readonly rank: number;
}

const LOOK_AHEAD = 40;

/** Rules that need one of the same texts, so that they are looked for once. */
interface Group {
  /** In lower case if the rules ignore case. */
  readonly needs: RequiredTexts;
  readonly ignoreCase: boolean;
  readonly finders: ((text: string) => Finding[])[];
}
const GROUPS = groups();

/**
 * Returns the secrets found by all rules. Findings may overlap. Rules that can't match are skipped:
 * to look for a few characters takes a tenth of the time of a pattern.
 */
export function findSecrets(text: string): Finding[] {
  const lower = text.toLowerCase();
  return GROUPS.flatMap(({ needs, ignoreCase, finders }) => {
    const searched = ignoreCase ? lower : text;
    if (needs !== null && !needs.some((part) => searched.includes(part))) return [];
    return finders.flatMap((find) => find(text));
  });
}

function groups(): readonly Group[] {
  const found = new Map<string, Group>();
  for (const [rank, rule] of RULES.entries()) {
    const { ignoreCase } = rule.pattern;
    const texts = requiredTexts(rule.pattern);
    const needs = ignoreCase ? (texts?.map((text) => text.toLowerCase()) ?? null) : texts;
    const key = JSON.stringify([ignoreCase, needs]);
    const group = found.get(key) ?? { needs, ignoreCase, finders: [] };
    found.set(key, group);
    group.finders.push(finder(rule, rank));
  }
  return [...found.values()];
}

interface Match {
  /** End of the match, which may be past its secret. */
  readonly end: number;
  /** Null if the match contains no secret after all. */
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
    // Not `matchAll`: it copies the pattern each time, which is most of the work for a hundred
    // patterns and a short text.
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
   * Finds another secret right after the previous one, as if the previous one were already masked.
   * Without this, a row of secrets that each hide the next would need one pass per secret.
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
