import i18next, { type i18n } from 'i18next';
import { SignpostError } from '../diagnostics/errors.ts';
import { CHANNEL_WORD_FILES, type ChannelWordFile } from '../platforms/channels.ts';
import type agent from './en/agent.json';
import type commands from './en/commands.json';
import type downloads from './en/downloads.json';
import type masks from './en/masks.json';
import type reasons from './en/reasons.json';
import type requester from './en/requester.json';
import type slack from './en/slack.json';
import type teams from './en/teams.json';
import type { Language, WordFile, Words } from './language.ts';
import { languageOf } from './languages.ts';
import type { Locale } from './locale.ts';

/** Texts for requesters, and those for others under a name of their own. */
type DefaultWords = typeof requester & {
  desk: typeof agent;
  reasons: typeof reasons;
  commands: typeof commands;
  downloads: typeof downloads;
  masks: typeof masks;
} & { [File in ChannelWordFile]: WordsOfChannels[File] };

/** A channel's words are missing here if the type above doesn't compile. */
interface WordsOfChannels {
  slack: typeof slack;
  teams: typeof teams;
}

/** Every key that has a text, such as `choice.fixed`; a plural's key omits `_one` or `_other`. */
export type WordKey = WithoutPlural<Leaves<DefaultWords>>;

/** The keys below another one, without it. */
export type WordsUnder<Above extends string> = WordKey extends infer Key
  ? Key extends `${Above}.${infer Below}`
    ? Below
    : never
  : never;

export type WordValues = Readonly<Record<string, string | number>>;

type Leaves<T> = {
  [Key in keyof T & string]: T[Key] extends string ? Key : `${Key}.${Leaves<T[Key]>}`;
}[keyof T & string];

type WithoutPlural<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}`
  ? Name
  : Key;

/** Returns all texts of a language as one tree: plain sentences, some with `{{placeholders}}`. */
export function wordsOf(locale: Locale): Words {
  return interpreterOf(languageOf(locale)).words;
}

/**
 * Returns the text of a key with its `{{placeholders}}`, to be filled in elsewhere.
 * @throws SignpostError `card` if there is no such text.
 */
export function unfilled(locale: Locale, key: WordKey): string {
  let found: string | Words | undefined = wordsOf(locale);
  for (const step of key.split('.')) found = typeof found === 'object' ? found[step] : undefined;
  if (typeof found === 'string') return found;
  throw new SignpostError('card', `There are no words for "${key}"; add them in src/i18n.`);
}

/**
 * Returns the text of a key with values filled in literally (a value is never interpreted as a
 * template).
 * @throws SignpostError `card` if the key or a value is missing: a person never sees a key.
 */
export function translate(locale: Locale, key: WordKey, values?: WordValues): string {
  const interpreter = interpreterOf(languageOf(locale));
  if (values !== undefined) return interpreted(interpreter, key, values);
  const words = interpreter.fixed.get(key) ?? interpreted(interpreter, key, {});
  interpreter.fixed.set(key, words);
  return words;
}

interface Interpreter {
  readonly words: Words;
  readonly i18n: i18n;
  /** Texts without values never change, and interpolating them is most of the work of a card. */
  readonly fixed: Map<string, string>;
}

const interpreters = new WeakMap<Language, Interpreter>();

function interpreterOf(language: Language): Interpreter {
  const known = interpreters.get(language) ?? createInterpreter(language);
  interpreters.set(language, known);
  return known;
}

function createInterpreter({ locale, files }: Language): Interpreter {
  const of = (file: WordFile): Words => files.get(file)?.words ?? {};
  const words: Words = {
    ...of('requester'),
    desk: of('agent'),
    reasons: of('reasons'),
    commands: of('commands'),
    downloads: of('downloads'),
    masks: of('masks'),
    ...Object.fromEntries(CHANNEL_WORD_FILES.map((file) => [file, of(file)])),
  };
  const instance = i18next.createInstance({
    resources: { [locale]: { translation: words } },
    lng: locale,
    fallbackLng: false,
    initAsync: false,
    // Nothing here goes into HTML as is: each channel does its own escaping.
    interpolation: { escapeValue: false },
    returnObjects: true,
    parseMissingKeyHandler: (key: string) => {
      throw new SignpostError('card', `There are no words for "${key}"; add them in src/i18n.`);
    },
    missingInterpolationHandler: (text: string, [placeholder]: RegExpExecArray) => {
      throw new SignpostError('card', `The words "${text}" need a value for ${placeholder}.`);
    },
  });
  instance.init();
  return { words, i18n: instance, fixed: new Map() };
}

function interpreted({ i18n }: Interpreter, key: WordKey, values: WordValues): string {
  const words: unknown = i18n.t(key, { ...values });
  if (typeof words === 'string') return words;
  throw new SignpostError('card', `"${key}" holds several words; name one of them.`);
}
