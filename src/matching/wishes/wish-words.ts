import type { Locale } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locales.ts';
import { needsReader } from '../../i18n/phrase-needs.ts';
import { anyOf, anyWordOf, patternOf } from '../../i18n/phrase-template.ts';
import { byScript, isUnspaced, wholeWords } from '../../i18n/script.ts';
import { fromLanguages } from '../../i18n/understood.ts';
import { usualSpelling } from '../usual-spelling.ts';
import { RULES, type Rule, type RuleLists, type WishWords, wishWords } from './wish-lists.ts';

/** One pattern of a rule, for clauses in plain form. */
export interface Pattern {
  readonly rule: Rule;
  readonly list: 'says' | 'alone' | 'may-say';
  /** Texts, one of which is in every clause that matches; empty if none is known. */
  readonly needs: readonly string[];
  readonly matches: () => RegExp;
}

/** What keeps the patterns of a rule from holding. */
export interface Exceptions {
  /** With these it says nothing. */
  readonly unless: RegExp;
  /** With these it says nothing that it only may say. */
  readonly mayNotSay: RegExp;
}

/** How one language says what a clause may say. */
export interface Grammar {
  /** True if its script puts no spaces between words. */
  readonly unspaced: boolean;
  /** In the order in which a clause is checked for them. */
  readonly patterns: readonly Pattern[];
  readonly exceptions: ReadonlyMap<Rule, Exceptions>;
  /** The texts that patterns need, by their first character. */
  readonly needed: ReadonlyMap<string, readonly string[]>;
  /** Positions of the patterns that need a text; those that need none under `''`. */
  readonly needing: ReadonlyMap<string, readonly number[]>;
  /** Matches a clause of nothing but words around others. */
  readonly filler: RegExp;
  readonly leads: RegExp;
  readonly trails: RegExp;
  readonly anywhere: RegExp;
  readonly limits: RegExp;
  /** Matches a word that says that something is new. */
  readonly novelties: RegExp;
  /** Each character and the one that it may stand for. */
  readonly homophones: ReadonlyMap<string, string>;
}

/** The grammars of all languages, because a message may be in any of them. */
export const grammars = fromLanguages(() => locales().map(grammarOf));

/** Matches words between two clauses. */
export const conjunctions = fromLanguages(() => {
  const { spaced, unspaced } = allOf(({ conjunctions: words, contrasts }) => [
    ...words,
    ...contrasts,
  ]);
  return new RegExp(`\\s+(?=${wholeWords(anyOf(spaced))}\\s)|(?=${anyOf(unspaced)})`, 'iu');
});

/** Matches words at the beginning of a clause that set it against the one before it. */
export const contrasts = fromLanguages(() => {
  const { spaced, unspaced } = allOf(({ contrasts: words }) => words);
  return new RegExp(`^(?:${wholeWords(anyOf(spaced))} |${anyOf(unspaced)})+(?=.)`, 'u');
});

/** Gives words of scripts with spaces that the grammars know, for correcting others. */
export const grammarWords = fromLanguages(() => {
  const texts = locales().flatMap((locale) => {
    const { classes, rules, leads, trails, anywhere } = wishWords(locale);
    const templates = Object.values(rules).flatMap((rule) => Object.values(rule).flat());
    return [...Object.values(classes).flat(), ...templates, ...leads, ...trails, ...anywhere];
  });
  const words = texts.flatMap(
    (text) => text.replace(/<[\w-]+>|\(\w\)/gu, ' ').match(/[a-z]+/gu) ?? [],
  );
  return [...new Set(words)].filter((word) => word.length > 2);
});

/** Gives single words at the edges of a clause that don't change it. */
export const edgeWords = fromLanguages(() =>
  locales().flatMap((locale) => {
    const { leads, trails, anywhere } = wishWords(locale);
    return [...leads, ...trails, ...anywhere].filter((words) => /^\p{L}+$/u.test(words));
  }),
);

/** Gives phrases that say how long something takes. */
export const durationWords = fromLanguages(() =>
  locales().flatMap((locale) => wishWords(locale).durations),
);

/** Finds words that say that nothing has changed. */
export const persistence = fromLanguages(() => finding(({ persistence: words }) => words));

/** Finds words that say that something has changed. */
export const change = fromLanguages(() => finding(({ change: words }) => words));

/** Matches words at the beginning of a clause that begin another matter. */
export const additions = fromLanguages(() => {
  const { spaced, unspaced } = allOf(({ additions: words }) => words);
  return new RegExp(`^(?:${wholeWords(anyOf(spaced))} |${anyOf(unspaced)})`, 'u');
});

/** Matches a clause that begins or ends with thanks, beside what else it says. */
export const gratitude = fromLanguages(() => {
  const { spaced, unspaced } = allOf(({ gratitude: words }) => words);
  const [words, han] = [wholeWords(anyOf(spaced)), anyOf(unspaced)];
  return new RegExp(`^(?:${words}|${han}).|.(?:${words}|${han})$`, 'u');
});

function finding(pick: (words: WishWords) => readonly string[]): RegExp {
  return new RegExp(anyWordOf(locales().flatMap((locale) => pick(wishWords(locale)))), 'u');
}

/** Gives words of a region or of chat, and the usual ones. */
export const regionalWords = fromLanguages(() => {
  const usual = new Map(
    locales().flatMap((locale) =>
      Object.entries(wishWords(locale).regional).map(([word, meant]) => [
        usualSpelling(word),
        meant,
      ]),
    ),
  );
  return { usual, found: new RegExp(anyWordOf(longestFirst([...usual.keys()])), 'gu') };
});

function longestFirst(words: readonly string[]): string[] {
  return words.toSorted((one, other) => other.length - one.length);
}

/** Gives words that mean something else in capitals, and what they mean. */
export const capitals = fromLanguages(() =>
  locales().flatMap((locale) => Object.entries(wishWords(locale).capitals)),
);

function allOf(pick: (words: WishWords) => readonly string[]) {
  return byScript(locales().flatMap((locale) => pick(wishWords(locale))));
}

function grammarOf(locale: Locale): Grammar {
  const { rules, classes, leads, trails, anywhere, limits, novelties, homophones } =
    wishWords(locale);
  const unspaced = isUnspaced(leads.join(''));
  const gap = unspaced ? '' : ' ';
  const around = anyOf([...leads, ...trails, ...anywhere], classes);
  const needsOf = needsReader(classes);
  const patterns = LISTS.flatMap((list) =>
    RULES.flatMap((rule) =>
      rules[rule][list].map((template) =>
        patternFor({ rule, list, needs: needsOf(template) ?? [] }, template, classes),
      ),
    ),
  );
  const needing = patternsByNeed(patterns);
  const needed = [...needing.keys()].filter((text) => text !== '');
  return {
    unspaced,
    patterns,
    needing,
    needed: new Map(
      [...new Set(needed.map((text) => text.charAt(0)))].map((start) => [
        start,
        needed.filter((text) => text.startsWith(start)),
      ]),
    ),
    exceptions: new Map(RULES.map((name) => [name, exceptionsOf(rules[name], classes, unspaced)])),
    filler: new RegExp(`^${around}(?:${gap}${around})*$`, 'u'),
    leads: new RegExp(`^${anyOf(leads, classes)}${gap}(?=.)`, 'u'),
    trails: new RegExp(`(?<=.)(?:${gap}${anyOf(trails, classes)})+$`, 'u'),
    anywhere: unspaced
      ? new RegExp(anyOf(anywhere), 'gu')
      : new RegExp(` ?${wholeWords(anyOf(anywhere))}(?= ?)`, 'gu'),
    limits: new RegExp(`^${anyOf(limits)}${unspaced ? '' : '(?: |$)'}`, 'u'),
    novelties: new RegExp(unspaced ? anyOf(novelties) : wholeWords(anyOf(novelties)), 'u'),
    homophones: new Map(
      homophones.flatMap(([right = '', ...others]) => others.map((other) => [other, right])),
    ),
  };
}

function patternsByNeed(patterns: readonly Pattern[]): ReadonlyMap<string, readonly number[]> {
  const needing = new Map<string, number[]>([['', []]]);
  for (const [position, { needs }] of patterns.entries()) {
    for (const text of needs.length === 0 ? [''] : needs) {
      const known = needing.get(text);
      if (known === undefined) needing.set(text, [position]);
      else known.push(position);
    }
  }
  return needing;
}

const LISTS = ['says', 'may-say', 'alone'] as const;

function patternFor(
  of: Omit<Pattern, 'matches'>,
  template: string,
  classes: WishWords['classes'],
): Pattern {
  let made: RegExp | null = null;
  return {
    ...of,
    matches: () => {
      made ??= new RegExp(`^(?:${patternOf(template, classes)})$`, 'u');
      return made;
    },
  };
}

function exceptionsOf(
  rule: RuleLists,
  classes: WishWords['classes'],
  unspaced: boolean,
): Exceptions {
  const first = anyOf(rule['unless-first'], classes);
  const inside = (templates: readonly string[]) => {
    const source = anyOf(templates, classes);
    return unspaced ? source : wholeWords(source);
  };
  return {
    unless: new RegExp(`${inside(rule.unless)}|^${first}${unspaced ? '' : '(?: |$)'}`, 'u'),
    mayNotSay: new RegExp(inside(rule['may-not-say']), 'u'),
  };
}
