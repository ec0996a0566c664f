import { locales } from '../i18n/locales.ts';
import { fromLanguages } from '../i18n/understood.ts';

const MONTHS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 1)));
const DAYS = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 0, 5 + day)));

/** Gives the names of months and days in every language, long and short, in lower case. */
export const dateNames: () => ReadonlySet<string> = fromLanguages(
  () =>
    new Set(
      locales().flatMap((locale) =>
        (['long', 'short'] as const).flatMap((style) => [
          ...namesOf(locale, { month: style }, MONTHS),
          ...namesOf(locale, { weekday: style }, DAYS),
        ]),
      ),
    ),
);

/** Matches a date or a number with its unit as written without blanks. */
export const unspacedDate: () => RegExp = fromLanguages(() => {
  const units = locales().flatMap((locale) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' })
      .formatToParts(MONTHS[0])
      .flatMap(({ type, value }) =>
        type === 'literal' ? (value.match(/\p{Script=Han}+/gu) ?? []) : [],
      ),
  );
  const unit = units.length > 0 ? `(?:${[...new Set(units)].join('|')})` : '(?!)';
  return new RegExp(`(?:\\d+\\s*${unit})+`, 'gu');
});

function namesOf(
  locale: string,
  style: Intl.DateTimeFormatOptions,
  dates: readonly Date[],
): string[] {
  const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' });
  return dates.map((date) => format.format(date).toLowerCase().replace(/\.$/, ''));
}
