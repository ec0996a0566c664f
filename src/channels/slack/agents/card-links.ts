import type { CardLinks } from '../../../ports/card-links.ts';
import type { Permalinks } from '../outbound/permalinks.ts';
import { readCardRef } from './card-ref.ts';
import { readDeskAddress } from './helpdesk-address.ts';

/** Asks Slack for the addresses of tickets' cards. */
export function createCardLinks(permalinks: Permalinks): CardLinks {
  return {
    channel: 'slack',
    async of(helpdeskChannel, cardId) {
      const card = readCardRef(cardId);
      const address = readDeskAddress(helpdeskChannel);
      return card && permalinks(address, address.channel, card.root);
    },
  };
}
