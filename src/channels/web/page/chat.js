/** @import { FileView, MessageView } from '../render/page-view.ts' */
/** @import { Press } from './card.js' */
import { announce } from './announce.js';
import { drawCard, forgetDrafts, pressOf } from './card.js';
import { button, element, find } from './dom.js';
import { cardEntry, greetingEntry, pendingEntry, saidEntry } from './entries.js';
import { createReading } from './reading.js';
import { createThinking } from './thinking.js';

/**
 * The list of messages. What was typed here stands in it at once, and becomes the server's own copy when that comes.
 * @param {(press: Press) => void} pressed
 */
export function createChat(pressed) {
  return new Chat(pressed);
}

class Chat {
  #log = find('.log');
  #reading = createReading();
  #thinking = createThinking(this.#reading.toEnd);
  /** @type {Map<string, HTMLElement>} */
  #entries = new Map();
  /** True once all earlier messages are drawn: from then on, new ones are told. */
  #live = false;
  /** The card whose button was pressed: where the focus is to go on from. */
  #pressedCard = '';
  #pressed;

  /** @param {(press: Press) => void} pressed */
  constructor(pressed) {
    this.#pressed = pressed;
  }

  /** @param {MessageView} message */
  show(message) {
    const before = this.#entries.get(message.id);
    const along = this.#reading.isAlong();
    const entry =
      message.author === 'requester' ? saidEntry(message) : this.#signpostEntry(message);
    entry.dataset.position = String(message.position);
    if (before) before.replaceWith(entry);
    else insert(this.#log, entry, message.position);
    this.#entries.set(message.id, entry);
    if (!this.#live || before || message.author === 'requester') return;
    this.#thinking.stop();
    const summary = message.card?.speak;
    announce(typeof summary === 'string' ? summary : message.text);
    this.#takeFocus(entry);
    if (along) this.#reading.answered(entry);
  }

  /** @param {MessageView} message */
  #signpostEntry(message) {
    const card = drawCard(message, (data) => {
      const press = pressOf(data);
      if (press === null || this.#entries.get(message.id)?.classList.contains('busy')) return;
      forgetDrafts();
      this.#pressedCard = message.id;
      this.#markBusy(message.id, true);
      this.#pressed(press);
    });
    return cardEntry(message, card);
  }

  /**
   * The answer to a press is the next stop of the keyboard, unless the focus has gone elsewhere meanwhile.
   * @param {HTMLElement} entry
   */
  #takeFocus(entry) {
    const focused = document.activeElement;
    const stillThere =
      this.#entries.get(this.#pressedCard)?.contains(focused) || focused === document.body;
    if (this.#pressedCard === '' || !stillThere) return;
    this.#pressedCard = '';
    entry.querySelector('article')?.focus({ preventScroll: true });
  }

  /**
   * @param {string} id
   * @param {boolean} busy
   */
  #markBusy(id, busy) {
    const entry = this.#entries.get(id);
    entry?.classList.toggle('busy', busy);
    entry?.querySelector('article')?.setAttribute('aria-busy', String(busy));
  }

  /** @param {string} id */
  remove(id) {
    this.#entries.get(id)?.remove();
    this.#entries.delete(id);
  }

  /**
   * The page greets by itself, and says why nothing more comes.
   * @param {string} id
   * @param {string} sentence
   */
  greet(id, sentence) {
    const before = this.#entries.get(id);
    // Screen readers hear it once.
    if (before?.querySelector('.trouble')?.textContent === sentence) return;
    const entry = greetingEntry(sentence);
    if (before) before.replaceWith(entry);
    else this.#log.append(entry);
    this.#entries.set(id, entry);
  }

  /** Something was sent: the sign that an answer comes, and the answer in view when it does. */
  await() {
    this.#reading.await();
    this.#thinking.start();
  }

  /** It could not be sent yet: no answer is coming so far. */
  delayed() {
    this.#thinking.stop();
  }

  /** Everything stored is drawn: go to its end, and tell what comes from now on. */
  goLive() {
    if (this.#live) return;
    this.#live = true;
    const last = this.#log.lastElementChild;
    if (last instanceof HTMLElement) this.#reading.beginAt(last);
  }

  /**
   * Something typed is on its way.
   * @param {string} id
   * @param {string} text
   * @param {readonly FileView[]} files
   */
  sending(id, text, files) {
    const before = this.#entries.get(id);
    const entry = pendingEntry(text, files);
    before?.remove();
    this.#entries.set(id, entry);
    this.#log.append(entry);
  }

  /**
   * Why something waits to be sent; null if it waits no longer.
   * @param {string} id
   * @param {string | null} sentence
   */
  waiting(id, sentence) {
    const entry = this.#entries.get(id);
    const line = entry?.querySelector('.meta');
    if (sentence === null) line?.remove();
    else if (line) line.textContent = sentence;
    else entry?.append(element('p', { class: 'meta' }, sentence));
  }

  /** @param {string} id */
  sent(id) {
    this.#entries.get(id)?.classList.remove('pending');
    this.#entries.get(id)?.querySelector('.meta')?.remove();
  }

  /**
   * A sentence about what went wrong, with ways on, under the message it is about or at the end.
   * @param {string} id
   * @param {string} sentence
   * @param {readonly { label: string, action: () => void }[]} ways
   */
  trouble(id, sentence, ways) {
    this.#markBusy(id, false);
    this.#thinking.stop();
    const about = this.#entries.get(id);
    about?.querySelector('.meta')?.remove();
    const place = about ?? this.#log.appendChild(element('li', { class: 'entry' }));
    const line = troubleLine(sentence, ways, () => (about ? line.remove() : place.remove()));
    place.append(line);
    line.scrollIntoView({ block: 'nearest' });
  }

  /** @param {string} id */
  release(id) {
    this.#markBusy(id, false);
  }
}

/**
 * @param {HTMLElement} log
 * @param {HTMLElement} entry
 * @param {number} position
 */
function insert(log, entry, position) {
  const later = [...log.children].find(
    (other) => other instanceof HTMLElement && Number(other.dataset.position) > position,
  );
  log.insertBefore(entry, later ?? null);
}

/**
 * @param {string} sentence
 * @param {readonly { label: string, action: () => void }[]} ways
 * @param {() => void} done
 */
function troubleLine(sentence, ways, done) {
  const buttons = ways.map(({ label, action }) =>
    button({ class: 'quiet' }, label, () => {
      done();
      action();
    }),
  );
  return element('p', { class: 'trouble', role: 'alert' }, sentence, ' ', ...buttons);
}
