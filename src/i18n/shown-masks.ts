import { DEFAULT_LOCALE, type Locale } from './locale.ts';
import { MASK } from './stored-marks.ts';
import { translate, type WordsUnder, wordsOf } from './words.ts';

/** Returns a stored text for display: `[masked: password]` in the words of the reader. */
export function shownMasks(text: string, locale: Locale): string {
  if (locale === DEFAULT_LOCALE) return text;
  return text.replace(MASK, (mask, kind: string) => shownMask(kind, locale) ?? mask);
}

/** Does the same for each string in a JSON value. Keys stay as they are. */
export function withShownMasks<T>(value: T, locale: Locale): T {
  if (locale === DEFAULT_LOCALE) return value;
  const text = JSON.stringify(value);
  if (text === undefined) return value;
  return JSON.parse(
    text.replace(MASK, (mask, kind: string) => {
      const shown = shownMask(kind, locale);
      return shown === undefined ? mask : JSON.stringify(shown).slice(1, -1);
    }),
  );
}

/** Returns undefined for a kind that a person made up. */
function shownMask(kind: string, locale: Locale): string | undefined {
  if (!isKind(kind, locale)) return undefined;
  return translate(locale, 'masks.masked', { kind: translate(locale, `masks.kind.${kind}`) });
}

function isKind(kind: string, locale: Locale): kind is WordsUnder<'masks.kind'> {
  const { masks } = wordsOf(locale);
  const kinds = typeof masks === 'object' ? masks.kind : undefined;
  return typeof kinds === 'object' && Object.hasOwn(kinds, kind);
}
