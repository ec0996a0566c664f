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
  const log = find('.log');
  const reading = createReading();
  const thinking = createThinking(reading.toEnd);
  /** @type {Map<string, HTMLElement>} */
  const entries = new Map();
  /** True once all earlier messages are drawn: from then on, new ones are told. */
  let live = false;
  /** The card whose button was pressed: where the focus is to go on from. */
  let pressedCard = '';

  /** @param {MessageView} message */
  function show(message) {
    const before = entries.get(message.id);
    const along = reading.isAlong();
    const entry = message.author === 'requester' ? saidEntry(message) : signpostEntry(message);
    entry.dataset.position = String(message.position);
    if (before) before.replaceWith(entry);
    else insert(log, entry, message.position);
    entries.set(message.id, entry);
    if (!live || before || message.author === 'requester') return;
    thinking.stop();
    announce(message.text);
    takeFocus(entry);
    if (along) reading.answered(entry);
  }

  /** @param {MessageView} message */
  function signpostEntry(message) {
    const card = drawCard(message, (data) => {
      const press = pressOf(data);
      if (press === null || entries.get(message.id)?.classList.contains('busy')) return;
      forgetDrafts();
      pressedCard = message.id;
      markBusy(message.id, true);
      pressed(press);
    });
    return cardEntry(message, card);
  }

  /**
   * The answer to a press is the next stop of the keyboard, unless the focus has gone elsewhere meanwhile.
   * @param {HTMLElement} entry
   */
  function takeFocus(entry) {
    const focused = document.activeElement;
    const stillThere = entries.get(pressedCard)?.contains(focused) || focused === document.body;
    if (pressedCard === '' || !stillThere) return;
    pressedCard = '';
    entry.querySelector('article')?.focus({ preventScroll: true });
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

  /** @param {string} id */
  function remove(id) {
    entries.get(id)?.remove();
    entries.delete(id);
  }

  return {
    show,
    remove,
    /**
     * The page greets by itself, and says why nothing more comes.
     * @param {string} id
     * @param {string} sentence
     */
    greet(id, sentence) {
      const before = entries.get(id);
      // Screen readers hear it once.
      if (before?.querySelector('.trouble')?.textContent === sentence) return;
      const entry = greetingEntry(sentence);
      if (before) before.replaceWith(entry);
      else log.append(entry);
      entries.set(id, entry);
    },
    /** Something was sent: the sign that an answer comes, and the answer in view when it does. */
    await() {
      reading.await();
      thinking.start();
    },
    /** It could not be sent yet: no answer is coming so far. */
    delayed: thinking.stop,
    /** Everything stored is drawn: go to its end, and tell what comes from now on. */
    goLive() {
      if (live) return;
      live = true;
      const last = log.lastElementChild;
      if (last instanceof HTMLElement) reading.beginAt(last);
    },
    /**
     * Something typed is on its way.
     * @param {string} id
     * @param {string} text
     * @param {readonly FileView[]} files
     */
    sending(id, text, files) {
      const before = entries.get(id);
      const entry = pendingEntry(text, files);
      before?.remove();
      entries.set(id, entry);
      log.append(entry);
    },
    /**
     * Why something waits to be sent; null if it waits no longer.
     * @param {string} id
     * @param {string | null} sentence
     */
    waiting(id, sentence) {
      const entry = entries.get(id);
      const line = entry?.querySelector('.meta');
      if (sentence === null) line?.remove();
      else if (line) line.textContent = sentence;
      else entry?.append(element('p', { class: 'meta' }, sentence));
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
      thinking.stop();
      const about = entries.get(id);
      about?.querySelector('.meta')?.remove();
      const place = about ?? log.appendChild(element('li', { class: 'entry' }));
      const line = troubleLine(sentence, ways, () => (about ? line.remove() : place.remove()));
      place.append(line);
      line.scrollIntoView({ block: 'nearest' });
    },
    /** @param {string} id */
    release(id) {
      markBusy(id, false);
    },
  };
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
