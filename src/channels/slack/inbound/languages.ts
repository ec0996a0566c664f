import type { Locale } from '../../../i18n/locale.ts';
import type { Who } from '../../../store/slack/address.ts';
import { conversationsOf } from '../../../store/slack/conversations.ts';
import type { Store } from '../../../store/store.ts';
import { languageOf } from '../render/words.ts';
import type { Profiles } from './profiles.ts';

/** The language a person is spoken to beside the talk: that of their newest conversation, else of their profile. */
export type Languages = (who: Who) => Promise<Locale>;

export function createLanguages(store: Pick<Store, 'db'>, people: Profiles): Languages {
  return async (who) => {
    // Where the database fails, this may be asked for the words that say so.
    const own = await conversationsOf(store.db, who).catch(() => []);
    return (
      own.find(({ locale }) => locale !== null)?.locale ?? languageOf((await people(who)).localeTag)
    );
  };
}
