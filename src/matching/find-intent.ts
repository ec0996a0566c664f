import type { Locale } from '../i18n/locale.ts';
import { locales } from '../i18n/locales.ts';
import { anyWordOf } from '../i18n/phrase-template.ts';
import { fromLanguages } from '../i18n/understood.ts';
import { AliasTree } from './alias-tree.ts';
import {
  courtesyWords,
  intentWords,
  languageChanges,
  languageNames,
  languageVerbs,
  ROLES,
  roleWords,
  WHOLE_INTENTS,
  wholeWords,
} from './intent-words.ts';
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

/** Pairs of roles that, in this order, ask to hand in logs, which leads to a ticket. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['hand-in', 'logs'],
  ['logs', 'where-to'],
];

const roles = fromLanguages(() =>
  treeOf(ROLES.flatMap((role) => roleWords(role).map((alias) => [alias, role] as const))),
);
const wholes = fromLanguages(
  () =>
    new Map(
      WHOLE_INTENTS.flatMap((kind) =>
        wholeWords(kind).map((phrase) => [spoken(phrase), kind] as const),
      ),
    ),
);
const courtesies = fromLanguages(() =>
  treeOf(courtesyWords().map((alias) => [alias, 'courtesy'] as const)),
);
/** Names of languages, and verbs that ask for one, as null. */
const languages = fromLanguages(() =>
  treeOf<Locale | null>([
    ...locales().flatMap((to) => languageNames(to).map((alias) => [alias, to] as const)),
    ...languageVerbs().map((alias) => [alias, null] as const),
  ]),
);
const changes = fromLanguages(() => new Set(languageChanges().map(spoken)));
const status = fromLanguages(() => ({
  ticket: patternOfAll(({ status: { ticket } }) => ticket),
  asked: patternOfAll(({ status: { asked } }) => asked),
  filing: patternOfAll(({ status: { filing } }) => filing),
}));
const dialogs = fromLanguages(() => patternOfAll((words) => words.dialogs));

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
    logsIntent(tokens, evidenceNouns)
  );
}

function wholeIntent(tokens: readonly Token[]): FoundIntent | null {
  if (tokens.length > SHORT) return null;
  const whole = spokenTokens(tokens);
  const plain = spokenTokens(withoutCourtesies(tokens));
  const kind = wholes().get(whole) ?? wholes().get(plain);
  if (kind !== undefined) return { intent: { kind }, words: whole };
  return changes().has(plain) ? { intent: { kind: 'language', to: null }, words: whole } : null;
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
  let to: Locale | undefined;
  let others = 0;
  for (let at = 0; at < rest.length; ) {
    const found = languages().longestAt(rest, at);
    if (found === undefined) others += 1;
    else to = found.values[0] ?? to;
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
  const ticket = /\bsp ?\d{3,}/.test(words) || status().ticket.test(words);
  const asked = status().asked.test(words);
  const filing = status().filing.test(words);
  const numberOnly = /^sp ?\d{3,}$/.test(words);
  return numberOnly || (ticket && asked && !filing) ? { intent: { kind: 'status' }, words } : null;
}

function logsIntent(
  tokens: readonly Token[],
  evidenceNouns: ReadonlySet<string>,
): FoundIntent | null {
  const ends = tokens.length <= 2 * ENDS ? [tokens] : [tokens.slice(0, ENDS), tokens.slice(-ENDS)];
  for (const part of ends) {
    const words = logsHandedIn(part, evidenceNouns);
    if (words !== null) return { intent: { kind: 'person' }, words };
  }
  return null;
}

interface Spoken {
  readonly roles: readonly string[];
  readonly from: number;
  readonly to: number;
}

function logsHandedIn(tokens: readonly Token[], evidenceNouns: ReadonlySet<string>): string | null {
  const spokenRoles = rolesIn(tokens, evidenceNouns);
  for (const [index, first] of spokenRoles.entries()) {
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
    const alias = roles().longestAt(tokens, at);
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
  return dialogs().test(words);
}

function withoutCourtesies(tokens: readonly Token[]): Token[] {
  const rest: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const courtesy = courtesies().longestAt(tokens, at);
    if (courtesy === undefined && token !== undefined) rest.push(token);
    at += courtesy?.length ?? 1;
  }
  return rest;
}

function treeOf<T>(aliases: readonly (readonly [string, T])[]): AliasTree<T> {
  const tree = new AliasTree<T>((token) => token.text);
  for (const [alias, value] of aliases) tree.add(alias, value);
  return tree;
}

function patternOfAll(pick: (words: ReturnType<typeof intentWords>) => readonly string[]): RegExp {
  return new RegExp(anyWordOf(locales().flatMap((locale) => pick(intentWords(locale)))), 'u');
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
