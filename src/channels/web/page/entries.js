/** @import { MessageView } from '../page-view.ts' */
import { element } from './dom.js';
import { clock, word } from './words.js';

/** @param {MessageView} message */
export function saidEntry({ text, at }) {
  return entryOf('requester', word('chat.you', { time: clock(at) }), element('p', { class: 'said' }, text));
}

/**
 * Something typed that is still on its way.
 * @param {string} text
 */
export function pendingEntry(text) {
  const entry = entryOf('requester', word('chat.sending'), element('p', { class: 'said' }, text));
  entry.classList.add('pending');
  entry.append(element('p', { class: 'meta' }, word('chat.sending')));
  return entry;
}

/**
 * @param {MessageView} message
 * @param {HTMLElement} card
 */
export function cardEntry({ at, decided }, card) {
  const entry = entryOf('signpost', word('chat.signpost', { time: clock(at) }), card);
  entry.classList.toggle('decided', decided);
  return entry;
}

/**
 * @param {MessageView['author']} author
 * @param {string} label
 * @param {HTMLElement} content
 */
function entryOf(author, label, content) {
  const article = element('article', { 'aria-label': label, tabindex: -1 }, content);
  return element('li', { class: `entry ${author}` }, article);
}
