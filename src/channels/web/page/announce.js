import { find } from './dom.js';

/** Enough to know what a card is about; the card itself can be read at leisure. */
const CHARACTERS = 400;

/**
 * Has a screen reader say something, without moving the focus.
 * @param {string} text
 */
export function announce(text) {
  find('#announcer').textContent = text.slice(0, CHARACTERS);
}
