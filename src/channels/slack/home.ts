import type { Store } from '../../store/open-store.ts';
import type { Api } from './api.ts';
import { conversationsOf, ticketsIn } from './conversations.ts';
import { homeView } from './home-view.ts';
import type { Who } from './payloads.ts';
import type { People } from './people.ts';
import { languageOf } from './words.ts';

export interface Home {
  readonly store: Pick<Store, 'db'>;
  readonly api: Api;
  readonly people: People;
}

const TICKETS_SHOWN = 20;

/** Shows a person their App Home as it is now: of tickets, only those of their own conversations. */
export async function publishHome({ store, api, people }: Home, who: Who): Promise<void> {
  const [person, own] = await Promise.all([people(who), conversationsOf(store.db, who)]);
  const tickets = await ticketsIn(
    store.db,
    own.map(({ id }) => id),
    TICKETS_SHOWN,
  );
  const locale = own.find((each) => each.locale !== null)?.locale ?? languageOf(person.localeTag);
  const view = homeView({ locale, timeZone: person.timeZone, tickets });
  await api(who, (client) => client.views.publish({ user_id: who.user, view }));
}
