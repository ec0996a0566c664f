import type { RichTextElement, RichTextText } from '@slack/types';
import { asMoment, momentParts } from '../../../../cards/shared/moment.ts';
import type { Locale } from '../../../../i18n/locale.ts';

/** Slack fills in the day, or "today", and the time, by the reader's clock and in their language. */
const FORMAT = '{date_short_pretty} {time}';

/**
 * Returns a text of a card as rich text: a moment in it becomes a date, which Slack shows in the
 * reader's time zone. https://docs.slack.dev/reference/block-kit/block-elements/date-element
 */
export function textRuns(
  text: string,
  locale: Locale,
  style: Pick<RichTextText, 'style'>,
): RichTextElement[] {
  return momentParts(text).map((part) =>
    'at' in part
      ? { ...dateElement(part.at, locale, null), ...style }
      : { type: 'text', text: part.text, ...style },
  );
}

/**
 * Returns an instant (ISO 8601) as a date element.
 * @param timeZone for what clients show that can't format it: IANA name, UTC if null.
 */
export function dateElement(
  at: string,
  locale: Locale,
  timeZone: string | null,
): Extract<RichTextElement, { type: 'date' }> {
  return {
    type: 'date',
    timestamp: Math.floor(Date.parse(at) / 1000),
    format: FORMAT,
    fallback: asMoment(at, timeZone, locale),
  };
}
