import i18next from 'i18next';
import { SignpostError } from '../diagnostics/errors.ts';
import type { Locale } from './locale.ts';
import deskEn from './words/desk-en.json' with { type: 'json' };
import deskZhCN from './words/desk-zh-CN.json' with { type: 'json' };
import talkEn from './words/en.json' with { type: 'json' };
import talkZhCN from './words/zh-CN.json' with { type: 'json' };

/** Texts for requesters and, under `desk`, for the helpdesk. */
const en = { ...talkEn, desk: deskEn };
const zhCN = { ...talkZhCN, desk: deskZhCN };

/** The texts of the interface, by language: plain sentences, some with `{{placeholders}}`. */
export const WORDS: Readonly<Record<Locale, Words>> = { en, 'zh-CN': zhCN };

/** A tree of texts; plural forms are siblings, `key_one` and `key_other`. */
export interface Words {
  readonly [key: string]: string | Words;
}

/** Every key that has a text, such as `choice.fixed`; a plural's key omits `_one` or `_other`. */
export type WordKey = WithoutPlural<Leaves<typeof en>>;

export type WordValues = Readonly<Record<string, string | number>>;

type Leaves<T> = {
  [Key in keyof T & string]: T[Key] extends string ? Key : `${Key}.${Leaves<T[Key]>}`;
}[keyof T & string];

type WithoutPlural<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}`
  ? Name
  : Key;

const interpreter = i18next.createInstance({
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  // Nothing here goes into HTML as is: each channel does its own escaping.
  interpolation: { escapeValue: false },
  returnObjects: true,
  parseMissingKeyHandler: (key: string) => {
    throw new SignpostError('card', `There are no words for "${key}"; add them in src/i18n/words.`);
  },
  missingInterpolationHandler: (text: string, [placeholder]: RegExpExecArray) => {
    throw new SignpostError('card', `The words "${text}" need a value for ${placeholder}.`);
  },
});
interpreter.init();

/**
 * Returns the text of a key with values filled in literally (a value is never interpreted as a
 * template).
 * @throws SignpostError `card` if the key or a value is missing: a person never sees a key.
 */
export function translate(locale: Locale, key: WordKey, values?: WordValues): string {
  if (values !== undefined) return interpreted(locale, key, values);
  const id = `${locale} ${key}`;
  const words = fixed.get(id) ?? interpreted(locale, key, {});
  fixed.set(id, words);
  return words;
}

/** Texts without values never change, and interpolating them is most of the work of a card. */
const fixed = new Map<string, string>();

function interpreted(locale: Locale, key: WordKey, values: WordValues): string {
  const words: unknown = interpreter.t(key, { lng: locale, ...values });
  if (typeof words === 'string') return words;
  throw new SignpostError('card', `"${key}" holds several words; name one of them.`);
}
