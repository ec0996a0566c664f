import { element } from './dom.js';
import { locale } from './words.js';

/** A moment in the text of a card, as `cards/shared/moment.ts` writes it. */
const MARK = /\{\{DATE\(([\d:TZ-]+),SHORT\)\}\} \{\{TIME\(\1\)\}\}/g;
/** Stands for one while the card is drawn: the renderer would expand the mark itself. */
const HELD = /\u{e000}([\d:TZ-]+)\u{e001}/u;

/**
 * Returns a card whose moments the renderer leaves alone, for `showMoments`.
 * @param {Readonly<Record<string, unknown>> | null} card
 * @returns {unknown}
 */
export function holdMoments(card) {
  return JSON.parse(JSON.stringify(card), (_, value) =>
    typeof value === 'string' ? value.replace(MARK, '\u{e000}$1\u{e001}') : value,
  );
}

/**
 * Shows the moments of a drawn card by the reader's clock, in the language of the page.
 * @param {HTMLElement} drawn
 */
export function showMoments(drawn) {
  const texts = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const [held, at] = HELD.exec(text.textContent ?? '') ?? [];
    if (!(text instanceof Text) || held === undefined || at === undefined) continue;
    const found = text.splitText(text.data.indexOf(held));
    // What follows is the walker's next text, with further moments in it.
    found.splitText(held.length);
    found.replaceWith(timeElement(at));
  }
}

/**
 * A moment by the reader's clock; its tooltip names the zone.
 * @param {string} at
 */
export function timeElement(at) {
  const shown = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  const whole = new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeStyle: 'long' });
  const instant = new Date(at);
  return element('time', { datetime: at, title: whole.format(instant) }, shown.format(instant));
}
