import type { Locale } from '../../../i18n/locale.ts';
import type { Who } from '../../../store/slack/address.ts';
import { conversationsOf } from '../../../store/slack/conversations.ts';
import type { Store } from '../../../store/store.ts';
import { languageOf } from '../render/words.ts';
import type { Profiles } from './profiles.ts';

/**
 * Returns the language for messages to a person outside the conversation: that of their newest
 * conversation, otherwise that of their profile.
 */
export type Languages = (who: Who) => Promise<Locale>;

export function createLanguages(store: Pick<Store, 'db'>, people: Profiles): Languages {
  return async (who) => {
    // If the database fails, this may be called for the message that says so.
    const own = await conversationsOf(store.db, who).catch(() => []);
    return (
      own.find(({ locale }) => locale !== null)?.locale ?? languageOf((await people(who)).localeTag)
    );
  };
}
