import type { Log } from '../../../diagnostics/log.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { QueueRow } from '../../../ports/agent-reply.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Who } from '../../../store/slack/address.ts';
import { conversationsOf, ticketsIn } from '../../../store/slack/conversations.ts';
import type { Store } from '../../../store/store.ts';
import { slackUserId } from '../auth/user-id.ts';
import type { Profiles } from '../inbound/profiles.ts';
import { homeView, refusedHome } from '../render/home-view.ts';
import { languageOf } from '../render/words.ts';
import type { Api } from './api.ts';

export interface Home {
  readonly store: Pick<Store, 'db'>;
  readonly api: Api;
  readonly people: Profiles;
  /** Returns the open tickets that an agent has; none for anyone else. */
  readonly deskTickets: (who: Who, locale: Locale) => Promise<readonly QueueRow[]>;
  readonly log: Log;
}

const TICKETS_SHOWN = 20;

/** Publishes a person's current App Home, with only the tickets of their own conversations. */
export async function publishHome(home: Home, who: Who): Promise<void> {
  const { store, api, people, log } = home;
  const [person, own] = await Promise.all([people(who), conversationsOf(store.db, who)]);
  const tickets = await ticketsIn(
    store.db,
    own.map(({ id }) => id),
    TICKETS_SHOWN,
  );
  const locale = own.find((each) => each.locale !== null)?.locale ?? languageOf(person.localeTag);
  const deskTickets = await home.deskTickets(who, locale);
  const view = homeView({ locale, timeZone: person.timeZone, tickets, deskTickets });
  const user = slackUserId(who.user);
  try {
    await api(who, (client) => client.views.publish({ user_id: user, view }));
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.problem !== 'rejected') throw error;
    log.error(
      { channel: 'slack', reason: error.message },
      'slack app home refused: showing fallback text',
    );
    await api(who, (client) => client.views.publish({ user_id: user, view: refusedHome(locale) }));
  }
}
