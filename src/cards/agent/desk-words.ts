import type { Locale } from '../../i18n/locale.ts';
import { translate, type WordKey, type WordValues } from '../../i18n/words.ts';
import { type Actor, actorName } from '../../tickets/actor.ts';
import type { TicketDraft } from '../../tickets/payload.ts';
import { asTitle } from '../requester/shown.ts';

/** For whom a card is made: their language, and their time zone where it is known (an IANA name). */
export interface Reader {
  readonly locale: Locale;
  readonly timeZone: string | null;
}

/** What an actor is called. A requester without a name is no row of digits to the helpdesk, but "the requester". */
export function whoOf(actor: Actor | null, locale: Locale): string {
  if (actor === null) return translate(locale, 'desk.someone');
  if (actor.kind === 'signpost') return 'Signpost';
  if (actor.kind === 'requester' && actor.name === null) return translate(locale, 'desk.requester');
  return asTitle(actorName(actor));
}

/** Words with names in them: the gap that stands around Latin names is none where a name is Chinese. */
export function said(locale: Locale, key: WordKey, values: WordValues): string {
  return translate(locale, key, values).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** Who reported it, and where they can be reached: name, address, platform. */
export function requesterLine(
  { name, address, channel }: TicketDraft['requester'],
  locale: Locale,
): string {
  return [name, address, translate(locale, `channel.${channel}`)]
    .filter((part) => part !== null)
    .join(' · ');
}

/** A rating as a picture of stars; the number always stands beside it. */
export function starsOf(stars: number): string {
  return '★'.repeat(stars) + '☆'.repeat(5 - stars);
}
