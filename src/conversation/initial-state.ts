import { DEFAULT_LOCALE } from '../i18n/locale.ts';
import { localeFor, localeWrittenIn } from '../i18n/locales.ts';
import type { ChatEvent } from './event.ts';
import type { State } from './state.ts';

/** Returns the state of a conversation before its first event. */
export function initialState(event: ChatEvent): State {
  const written =
    event.content.kind === 'message' ? localeWrittenIn(event.content.text) : undefined;
  return {
    version: 1,
    channel: event.channel,
    person: event.person,
    locale: written ?? localeFor(event.person.localeTag ?? undefined) ?? DEFAULT_LOCALE,
    localeChosen: false,
    greeted: false,
    phase: { name: 'report', asked: 0 },
    prompt: null,
    sidePrompt: null,
    case: null,
    previousCase: null,
    history: [],
    tickets: [],
    focus: null,
    ticketPrompts: [],
  };
}
