import type { CardLinks } from '../../ports/card-links.ts';
import type { HelpdeskChannel } from '../../ports/message.ts';
import { cardsOf } from '../../store/helpdesk-cards.ts';
import type { Store } from '../../store/store.ts';
import type { Actor } from '../../tickets/actor.ts';

export interface CardLinkOptions {
  readonly store: Pick<Store, 'db'>;
  readonly helpdeskChannels: readonly HelpdeskChannel[];
  /** By platform; a platform that isn't here has no addresses of cards. */
  readonly cardLinks: ReadonlyMap<CardLinks['channel'], CardLinks>;
}

/**
 * Returns the addresses of the cards of these tickets, as far as an agent of these desks can open
 * them: on their own platform, in their workspace or tenant.
 */
export async function linksFor(
  { store, helpdeskChannels, cardLinks }: CardLinkOptions,
  { channel, tenant }: Pick<Actor, 'channel' | 'tenant'>,
  desks: readonly string[],
  tickets: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const links = cardLinks.get(channel);
  const near = helpdeskChannels.filter(
    (each) => desks.includes(each.desk) && each.channel === channel && each.tenant === tenant,
  );
  if (links === undefined || near.length === 0) return new Map();
  const cards = await cardsOf(
    store.db,
    near.map(({ desk }) => desk),
    tickets,
  );
  const found = await Promise.all(
    cards.map(async ({ desk, ticket, messageId }): Promise<[string, string][]> => {
      const place = near.find((each) => each.desk === desk);
      const url = place === undefined ? null : await links.of(place, messageId);
      return url === null ? [] : [[ticket, url]];
    }),
  );
  return new Map(found.flat());
}
