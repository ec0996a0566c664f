/** @import { FileView, MessageView } from '../render/page-view.ts' */
import { clip } from './chips.js';
import { element } from './dom.js';
import { sizeOf } from './size.js';
import { clock, word } from './words.js';

/** @param {MessageView} message */
export function saidEntry({ text, files, at }) {
  return entryOf('requester', word('chat.you', { time: clock(at) }), ...saidParts(text, files));
}

/**
 * Something typed that is still on its way.
 * @param {string} text
 * @param {readonly FileView[]} files
 */
export function pendingEntry(text, files) {
  const entry = entryOf('requester', word('chat.sending'), ...saidParts(text, files));
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

/** @param {string} sentence */
export function greetingEntry(sentence) {
  const hello = element('p', {}, element('strong', {}, word('welcome.hello')));
  const invite = element('p', {}, word('welcome.invite'));
  const trouble = element('p', { class: 'trouble', role: 'alert' }, sentence);
  return entryOf(
    'signpost',
    word('welcome.hello'),
    element('div', { class: 'greeting' }, hello, invite, trouble),
  );
}

/**
 * @param {MessageView['author']} author
 * @param {string} label
 * @param {...HTMLElement} content
 */
function entryOf(author, label, ...content) {
  const article = element('article', { 'aria-label': label, tabindex: -1 }, ...content);
  return element('li', { class: `entry ${author}` }, article);
}

/**
 * What was written, and the files that went with it.
 * @param {string} text
 * @param {readonly FileView[]} files
 */
function saidParts(text, files) {
  const written = text.trim() === '' ? [] : [element('p', { class: 'said' }, text)];
  return files.length === 0 ? written : [...written, fileList(files)];
}

/** @param {readonly FileView[]} files */
function fileList(files) {
  const items = files.map(({ name, bytes }) => {
    const size = bytes === null ? null : element('span', { class: 'sent-size' }, sizeOf(bytes));
    return element('li', {}, clip(), element('span', { class: 'sent-name' }, name), size);
  });
  return element('ul', { class: 'sent-files', 'aria-label': word('files.sent') }, ...items);
}
