import type { Locale } from '../../i18n/locale.ts';
import { translate, type WordKey, type WordValues } from '../../i18n/words.ts';
import { type Actor, actorName } from '../../tickets/actor.ts';
import type { TicketDraft } from '../../tickets/payload.ts';
import { asTitle } from '../requester/shown.ts';
import { linkRuns } from '../shared/inline-markup.ts';
import type { Data } from '../template/template.ts';

/** An onlooker sees the state of a ticket and has no buttons. */
export type CardViewer = 'agent' | 'onlooker';

/**
 * Returns an actor's display name. A requester without a name is called "the requester", not shown
 * as a row of digits.
 */
export function whoOf(actor: Actor | null, locale: Locale): string {
  if (actor === null) return translate(locale, 'desk.someone');
  if (actor.kind === 'signpost') return 'Signpost';
  if (actor.kind === 'requester' && actor.name === null) return translate(locale, 'desk.requester');
  return asTitle(actorName(actor));
}

/** Returns the name of the requester, or what can be said instead. */
export function requesterName(
  { name, address }: Pick<TicketDraft['requester'], 'name' | 'address'>,
  locale: Locale,
): string {
  return asTitle(name ?? address ?? '') || translate(locale, 'desk.requester');
}

/** Translates words with names in them. Removes the space around a name if the name is Chinese. */
export function said(locale: Locale, key: WordKey, values: WordValues): string {
  return translate(locale, key, values).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** Names the requester and how to reach them: name, address, platform. */
export function requesterLine(
  { name, address, channel }: TicketDraft['requester'],
  locale: Locale,
): string {
  return [name, address, translate(locale, `channel.${channel}`)]
    .filter((part) => part !== null)
    .join(' · ');
}

/** The line that opens a ticket's card in its channel; none if its address isn't known. */
export function cardLink({ link }: { readonly link?: string }, locale: Locale): Data[] {
  if (link === undefined) return [];
  return [{ text: linkRuns({ url: link, title: translate(locale, 'desk.ticket.card') }) }];
}

/** Draws a rating as stars; the number is always shown beside it. */
export function starsOf(stars: number): string {
  return '★'.repeat(stars) + '☆'.repeat(5 - stars);
}
