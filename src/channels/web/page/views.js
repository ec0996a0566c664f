/** @import { Locale } from '../../../i18n/locale.ts' */
/** @import { TicketView } from '../render/page-view.ts' */
import { find } from './dom.js';
import { locale } from './words.js';

/** The page's own buttons: which view a narrow window shows, the language, and the ways open at any moment. */
export function createViews() {
  const views = [...document.querySelectorAll('.views button')].filter(
    (found) => found instanceof HTMLButtonElement,
  );
  const languages = [...document.querySelectorAll('.languages button')].filter(
    (found) => found instanceof HTMLButtonElement,
  );

  /** @param {string} view */
  function show(view) {
    document.body.dataset.view = view;
    for (const other of views) {
      if (other.dataset.view === view) other.setAttribute('aria-current', 'true');
      else other.removeAttribute('aria-current');
    }
  }

  /** @param {Locale} spoken */
  function showLocale(spoken) {
    for (const language of languages) {
      language.setAttribute('aria-pressed', String(language.dataset.locale === spoken));
    }
  }

  for (const view of views) view.addEventListener('click', () => show(view.dataset.view ?? 'chat'));
  showLocale(locale());

  return {
    showLocale,
    /** @param {TicketView | null} ticket */
    showScore(ticket) {
      find('.views-score').textContent =
        ticket === null ? '' : `${ticket.ticket.completeness.score}%`;
    },
    /** @param {(verb: string, value: string | null) => void} pressed */
    onPress(pressed) {
      for (const language of languages) {
        language.addEventListener('click', () =>
          pressed('language', language.dataset.locale ?? null),
        );
      }
      for (const way of document.querySelectorAll('.ways button')) {
        if (!(way instanceof HTMLButtonElement)) continue;
        way.addEventListener('click', () => {
          show('chat');
          pressed(way.dataset.verb ?? '', null);
        });
      }
    },
  };
}
