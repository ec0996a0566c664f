/** @import { MessageView } from '../page-view.ts' */
/** @import { Press } from './card.js' */
import { announce } from './announce.js';
import { drawCard } from './card.js';
import { button, element, find } from './dom.js';
import { clock, word } from './words.js';

/** Near enough to the end (px) to be counted as reading along. */
const NEAR = 80;
/** An answer that comes sooner (ms) needs no sign that it is on its way. */
const THINKING_AFTER = 300;
/** So long (ms) one waits for an answer at most before the sign goes away. */
const THINKING_FOR = 8000;

/**
 * The list of messages. What was typed here stands in it at once, and becomes the server's own copy when that comes.
 * @param {(press: Press) => void} pressed
 */
export function createChat(pressed) {
  const log = find('.log');
  const scroll = find('.scroll');
  const thinking = find('.thinking');
  // Whoever uses the keyboard has to be able to scroll back.
  scroll.tabIndex = 0;
  /** @type {Map<string, HTMLElement>} */
  const entries = new Map();
  /** True once all earlier messages are drawn: from then on, new ones are told. */
  let live = false;
  /** The card whose button was pressed: where the focus is to go on from. */
  let pressedCard = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {MessageView} message */
  function show(message) {
    const before = entries.get(message.id);
    const reading = isReading();
    const entry = message.author === 'requester' ? saidEntry(message) : cardEntry(message);
    entry.dataset.position = String(message.position);
    if (before) before.replaceWith(entry);
    else insert(entry, message.position);
    entries.set(message.id, entry);
    if (!live || before) return;
    if (message.author === 'signpost') welcome(entry, message);
    if (reading) reveal(entry);
  }

  /** @param {MessageView} message */
  function cardEntry(message) {
    const card = drawCard(message, (press) => {
      if (entries.get(message.id)?.classList.contains('busy')) return;
      pressedCard = message.id;
      markBusy(message.id, true);
      pressed(press);
    });
    const label = word('chat.signpost', { time: clock(message.at) });
    const entry = entryOf('signpost', label, card);
    entry.classList.toggle('decided', message.decided);
    return entry;
  }

  /**
   * @param {HTMLElement} entry
   * @param {number} position
   */
  function insert(entry, position) {
    const later = [...log.children].find(
      (other) => other instanceof HTMLElement && Number(other.dataset.position) > position,
    );
    log.insertBefore(entry, later ?? null);
  }

  /**
   * A new word of Signpost's: read out, and the next stop of the keyboard where a card was just pressed.
   * @param {HTMLElement} entry
   * @param {MessageView} message
   */
  function welcome(entry, { text }) {
    think(false);
    announce(text);
    const focused = document.activeElement;
    const pressedHere = entries.get(pressedCard)?.contains(focused) || focused === document.body;
    if (pressedCard === '' || !pressedHere) return;
    pressedCard = '';
    entry.querySelector('article')?.focus({ preventScroll: true });
  }

  function isReading() {
    return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
  }

  /**
   * Brings a message into view: its end, or its beginning where it is taller than the view.
   * @param {HTMLElement} entry
   */
  function reveal(entry) {
    const top = entry.offsetTop - 16;
    const end = scroll.scrollHeight - scroll.clientHeight;
    scroll.scrollTo({ top: Math.min(top, end), behavior: live ? 'smooth' : 'instant' });
  }

  /**
   * @param {string} id
   * @param {boolean} busy
   */
  function markBusy(id, busy) {
    const entry = entries.get(id);
    entry?.classList.toggle('busy', busy);
    entry?.querySelector('article')?.setAttribute('aria-busy', String(busy));
  }

  /** @param {boolean} now */
  function think(now) {
    clearTimeout(timer);
    thinking.hidden = true;
    if (!now) return;
    timer = setTimeout(() => {
      thinking.hidden = false;
      if (isReading()) scroll.scrollTop = scroll.scrollHeight;
      timer = setTimeout(() => think(false), THINKING_FOR);
    }, THINKING_AFTER);
  }

  return {
    show,
    think,
    /** Everything stored is drawn: go to its end, and tell what comes from now on. */
    goLive() {
      if (live) return;
      const last = log.lastElementChild;
      if (last instanceof HTMLElement) reveal(last);
      live = true;
    },
    /**
     * Something typed is on its way.
     * @param {string} id
     * @param {string} text
     */
    sending(id, text) {
      if (entries.has(id)) return;
      const entry = entryOf('requester', word('chat.sending'), element('p', { class: 'said' }, text));
      entry.classList.add('pending');
      entry.append(element('p', { class: 'meta' }, word('chat.sending')));
      entries.set(id, entry);
      log.append(entry);
      scroll.scrollTop = scroll.scrollHeight;
    },
    /** @param {string} id */
    sent(id) {
      entries.get(id)?.classList.remove('pending');
      entries.get(id)?.querySelector('.meta')?.remove();
    },
    /**
     * A sentence about what went wrong, with ways on, under the message it is about or at the end.
     * @param {string} id
     * @param {string} sentence
     * @param {readonly { label: string, action: () => void }[]} ways
     */
    trouble(id, sentence, ways) {
      markBusy(id, false);
      think(false);
      const line = element('p', { class: 'trouble', role: 'alert' }, sentence, ' ');
      const entry = entries.get(id);
      for (const { label, action } of ways) {
        line.append(
          button({ class: 'quiet' }, label, () => {
            if (entry) line.remove();
            else line.parentElement?.remove();
            action();
          }),
        );
      }
      entry?.querySelector('.meta')?.remove();
      if (entry) entry.append(line);
      else log.append(element('li', { class: 'entry' }, line));
      (entry ?? line).scrollIntoView({ block: 'nearest' });
    },
    /** @param {string} id */
    remove(id) {
      entries.get(id)?.remove();
      entries.delete(id);
    },
    /** @param {string} id */
    release(id) {
      markBusy(id, false);
    },
  };
}

/** @param {MessageView} message */
function saidEntry({ text, at }) {
  return entryOf('requester', word('chat.you', { time: clock(at) }), element('p', { class: 'said' }, text));
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
