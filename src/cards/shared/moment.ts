import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';

/**
 * A moment in the text of a card. Teams shows it in the reader's own time zone; our other renderers
 * find it by this pattern. Hosts take capitals, no spaces and whole seconds only:
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
const MARK = /\{\{DATE\((?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ),SHORT\)\}\} \{\{TIME\(\k<at>\)\}\}/g;

/** Part of a text: words, or a moment (ISO 8601, UTC, whole seconds). */
export type TextPart = { readonly text: string } | { readonly at: string };

/**
 * Returns the mark of an instant (ISO 8601), for the text of a card. Never put it through `literal`,
 * which is there to break marks that people wrote.
 */
export function momentMark(at: string): string {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return '–';
  const seconds = `${instant.toISOString().slice(0, 19)}Z`;
  return `{{DATE(${seconds},SHORT)}} {{TIME(${seconds})}}`;
}

/** Splits the text of a card at its moments. */
export function momentParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    parts.push({ text: text.slice(end, match.index) }, { at: match.groups?.at ?? '' });
    end = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(end) }].filter(
    (part) => !('text' in part) || part.text !== '',
  );
}

/** Returns true if a text has a moment in it. */
export function hasMoment(text: string): boolean {
  return text.search(MARK) >= 0;
}

/** Returns a text with each of its moments as words in a time zone; in UTC if it is null. */
export function momentsInWords(text: string, timeZone: string | null, locale: Locale): string {
  return momentParts(text)
    .map((part) => ('at' in part ? asMoment(part.at, timeZone, locale) : part.text))
    .join('');
}

/** Returns a text without its moments, to check what is left. */
export function withoutMoments(text: string): string {
  return text.replace(MARK, '');
}

/**
 * Formats an instant (ISO 8601, UTC) in a time zone, or in UTC if the zone is unknown. Includes the
 * name of the zone. For places that can't show a moment in the reader's own zone.
 */
export function asMoment(at: string, timeZone: string | null, locale: Locale): string {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return at;
  const parts = momentFormat(locale, timeZone ?? 'UTC').formatToParts(instant);
  const zone = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
  const rest = parts.filter(({ type }) => type !== 'timeZoneName').map(({ value }) => value);
  // The zone is always put last, even if a language would put it between the date and the time.
  const when = rest.join('').replace(/\s+/g, ' ').trim();
  return translate(locale, 'text.moment', { when, zone });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Creating a format is slow, so formats are cached; there are only a few hundred time zones. */
function momentFormat(locale: Locale, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  if (!isTimeZone(timeZone)) return momentFormat(locale, 'UTC');
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZoneName: 'short',
  });
  formats.set(key, format);
  return format;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
