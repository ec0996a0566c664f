import { AliasTree } from './alias-tree.ts';
import {
  COURTESIES,
  INTENT_WORDS,
  LANGUAGE_CHANGES,
  LANGUAGE_NAMES,
  LANGUAGE_VERBS,
  WHOLE_INTENTS,
} from './lexicon/wishes.ts';
import type { Intent } from './match.ts';
import type { Token } from './tokens.ts';
import { tokensOf } from './tokens.ts';

/** An intent and the words that express it. */
export interface FoundIntent {
  readonly intent: Intent;
  readonly words: string;
}

/**
 * An intent about the conversation is a short message; a longer message reports something. In
 * tokens.
 */
const SHORT = 12;
/** In a long paste, only the text at its two ends is addressed to us. In tokens. */
const ENDS = 40;
/** Maximum number of tokens between the two halves of an intent. */
const GAP = 4;

/** Pairs of roles that, in this order, ask for a person or a ticket, or to hand in logs. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['talk', 'person'],
  ['speak', 'someone'],
  ['file', 'ticket'],
  ['hand-in', 'logs'],
  ['logs', 'where-to'],
];

const roles = roleTree(INTENT_WORDS);
const wholes = phraseMap(WHOLE_INTENTS);
const courtesies = roleTree({ courtesy: COURTESIES });
const languages = roleTree({ ...LANGUAGE_NAMES, verb: LANGUAGE_VERBS });
const languageChanges = new Set(LANGUAGE_CHANGES.split(' | ').map(spoken));

/**
 * Finds a request about the conversation itself; `evidenceNouns` are additional names of things
 * that can be handed in.
 */
export function findIntent(
  tokens: readonly Token[],
  evidenceNouns: ReadonlySet<string>,
): FoundIntent | null {
  if (tokens.length === 0) return null;
  return (
    wholeIntent(tokens) ??
    namedEvidence(tokens, evidenceNouns) ??
    languageIntent(tokens) ??
    statusIntent(tokens) ??
    personIntent(tokens, evidenceNouns)
  );
}

function wholeIntent(tokens: readonly Token[]): FoundIntent | null {
  if (tokens.length > SHORT) return null;
  const whole = spokenTokens(tokens);
  const plain = spokenTokens(withoutCourtesies(tokens));
  const kind = wholes.get(whole) ?? wholes.get(plain);
  if (kind !== undefined) return { intent: { kind }, words: whole };
  return languageChanges.has(plain)
    ? { intent: { kind: 'language', to: null }, words: whole }
    : null;
}

/** Matches only the name of something that can be handed in. */
function namedEvidence(
  tokens: readonly Token[],
  evidenceNouns: ReadonlySet<string>,
): FoundIntent | null {
  const rest = withoutCourtesies(tokens);
  if (rest.length === 0 || !rest.every(({ text }) => evidenceNouns.has(text))) return null;
  return { intent: { kind: 'person' }, words: spokenTokens(tokens) };
}

/** Matches a short message that contains only the name of a language and words that ask for it. */
function languageIntent(tokens: readonly Token[]): FoundIntent | null {
  const rest = withoutCourtesies(tokens);
  if (rest.length > SHORT) return null;
  let to: 'en' | 'zh-CN' | undefined;
  let others = 0;
  for (let at = 0; at < rest.length; ) {
    const found = languages.longestAt(rest, at);
    const role = found?.values[0];
    if (role === 'en' || role === 'zh-CN') to = role;
    else if (role === undefined) others += 1;
    at += found?.length ?? 1;
  }
  return to !== undefined && others === 0
    ? { intent: { kind: 'language', to }, words: spokenTokens(tokens) }
    : null;
}

/** Matches a question about a ticket, by its number or as "my ticket". */
function statusIntent(tokens: readonly Token[]): FoundIntent | null {
  if (tokens.length > SHORT) return null;
  const words = spokenTokens(tokens);
  const ticket = /\bsp ?\d{3,}|\bmy (?:\w+ )?ticket\b|\bthe ticket\b|工单/.test(words);
  const asked =
    /\b(?:status|update|updates|news|progress|happening|happened|state|resolved|done|going)\b|进度|状态|进展|怎么样|到哪|处理|消息|情况/.test(
      words,
    );
  const filing = /提交|新建|创建|开个|开一|报|\b(?:open|create|raise|file|new)\b/.test(words);
  const numberOnly = /^sp ?\d{3,}$/.test(words);
  return numberOnly || (ticket && asked && !filing) ? { intent: { kind: 'status' }, words } : null;
}

function personIntent(
  tokens: readonly Token[],
  evidenceNouns: ReadonlySet<string>,
): FoundIntent | null {
  const ends = tokens.length <= 2 * ENDS ? [tokens] : [tokens.slice(0, ENDS), tokens.slice(-ENDS)];
  for (const part of ends) {
    const words = askedForPerson(part, evidenceNouns);
    if (words !== null) return { intent: { kind: 'person' }, words };
  }
  return null;
}

interface Spoken {
  readonly roles: readonly string[];
  readonly from: number;
  readonly to: number;
}

function askedForPerson(
  tokens: readonly Token[],
  evidenceNouns: ReadonlySet<string>,
): string | null {
  const spokenRoles = rolesIn(tokens, evidenceNouns);
  for (const [index, first] of spokenRoles.entries()) {
    if (
      first.roles.includes('person-asked-for') ||
      (first.roles.includes('escalate') && tokens.length <= ENDS)
    ) {
      return spokenTokens(tokens.slice(first.from, first.to));
    }
    for (const second of spokenRoles.slice(index + 1)) {
      if (second.from - first.to > GAP) break;
      const pair = PAIRS.some(
        ([one, other]) => first.roles.includes(one) && second.roles.includes(other),
      );
      if (pair && !isChrome(tokens, first, second))
        return spokenTokens(tokens.slice(first.from, second.to));
    }
  }
  return null;
}

function rolesIn(tokens: readonly Token[], evidenceNouns: ReadonlySet<string>): Spoken[] {
  const found: Spoken[] = [];
  for (let at = 0; at < tokens.length; ) {
    const alias = roles.longestAt(tokens, at);
    const noun = evidenceNouns.has(tokens[at]?.text ?? '');
    const length = alias?.length ?? 1;
    if (alias !== undefined || noun)
      found.push({ roles: noun ? ['logs'] : (alias?.values ?? []), from: at, to: at + length });
    at += length;
  }
  return found;
}

/** "Please contact your support team" is error dialog text, not a request from the person. */
function isChrome(tokens: readonly Token[], first: Spoken, second: Spoken): boolean {
  const words = spokenTokens(tokens.slice(first.from, second.to));
  return /\b(?:contact|call|reach|ask) (?:your|the|our|an?) (?:support|system|administrator|it|helpdesk|help desk|technical)/.test(
    words,
  );
}

function withoutCourtesies(tokens: readonly Token[]): Token[] {
  const rest: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const courtesy = courtesies.longestAt(tokens, at);
    if (courtesy === undefined && token !== undefined) rest.push(token);
    at += courtesy?.length ?? 1;
  }
  return rest;
}

function roleTree(groups: Readonly<Record<string, string>>): AliasTree<string> {
  const tree = new AliasTree<string>((token) => token.text);
  for (const [role, aliases] of Object.entries(groups)) {
    for (const alias of aliases.split(' | ')) tree.add(alias, role);
  }
  return tree;
}

function phraseMap<Kind extends string>(groups: Readonly<Record<Kind, string>>): Map<string, Kind> {
  const phrases = new Map<string, Kind>();
  for (const kind of Object.keys(groups)) {
    if (!isKeyOf(kind, groups)) continue;
    for (const alias of groups[kind].split(' | ')) phrases.set(spoken(alias), kind);
  }
  return phrases;
}

function isKeyOf<Kind extends string>(
  key: string,
  groups: Readonly<Record<Kind, string>>,
): key is Kind {
  return key in groups;
}

function spoken(text: string): string {
  return spokenTokens(tokensOf(text.toLowerCase()));
}

function spokenTokens(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) =>
      index > 0 && !token.han && !tokens[index - 1]?.han ? ` ${token.text}` : token.text,
    )
    .join('');
}
