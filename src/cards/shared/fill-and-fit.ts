import type { Locale } from '../../i18n/locale.ts';
import type { OwnData } from '../template/template.ts';
import { templates } from '../template/templates.ts';
import type { AdaptiveCard, CardAction, PressData, RenderedCard } from './card.ts';
import { CARD_LIMITS } from './limits.ts';
import { momentsInWords } from './moment.ts';
import { plainText } from './plain-text.ts';
import { shortenCard } from './shorten-card.ts';
import { summaryOf } from './summary.ts';

/** What a card is made of. */
export interface CardSource<Press extends object> {
  /** Name of its template in `cards/`. */
  readonly template: string;
  readonly locale: Locale;
  readonly actions: readonly CardAction<Press>[];
  /** IANA name of the reader's time zone, for times in plain text; UTC if unknown. */
  readonly timeZone: string | null;
  /** What the plain text offers in place of the buttons; their titles by default. */
  readonly commands?: readonly string[];
  /**
   * Returns the data in full, and then, as long as the card is too large, with less and less in it.
   * Each is called with the characters of JSON by which the card before it was too large.
   */
  readonly versions: readonly ((excess: number) => OwnData)[];
  /** True if long texts may be cut, because they are stored in full elsewhere. */
  readonly isCut: boolean;
}

/**
 * Makes a card, its plain text and its summary: fills the template, fits the card into the size
 * limit, and writes the same as plain text. If even the smallest version is too large, it is left for the check to
 * find.
 * @throws SignpostError `card` if the template or a word is missing or broken.
 */
export function fillAndFit<Press extends object = PressData>(
  source: CardSource<Press>,
): RenderedCard<Press> {
  const { card, summary } = fitted(source);
  return { card, summary, text: plainText(card, source, source.commands) };
}

type FilledCard<Press extends object> = Pick<RenderedCard<Press>, 'card' | 'summary'>;

function fitted<Press extends object>(source: CardSource<Press>): FilledCard<Press> {
  const [whole, ...smaller] = source.versions;
  if (whole === undefined) throw new TypeError('A card needs data.');
  let made = filled(source, whole(0));
  for (const version of smaller) {
    const excess = excessOf(made.card);
    if (excess <= 0) return made;
    made = filled(source, version(excess));
  }
  return made;
}

function filled<Press extends object>(
  { template, locale, timeZone, actions, isCut }: CardSource<Press>,
  { speak, ...own }: OwnData,
): FilledCard<Press> {
  const summary = summaryOf(momentsInWords(speak, timeZone, locale), locale);
  const card = templates.fill<Press>(template, locale, {
    ...own,
    // The format requires the bare language code, ISO 639-1.
    lang: locale.slice(0, 2),
    // Hosts may read this as SSML and show it as Markdown, so it has no tag and no link.
    speak: summary.replace(/[<>&]/g, ' ').replaceAll('](', '] ('),
    actions,
  });
  return { card: isCut ? shortenCard(card) : card, summary };
}

/** Returns by how many characters of JSON a card is too large. */
function excessOf(card: AdaptiveCard<object>): number {
  return JSON.stringify(card).length - CARD_LIMITS.cardBytes / 2;
}
