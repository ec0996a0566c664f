/** @import { DeskTicketView } from '../../agents/desk-view.ts' */
/** @import { DeskPress } from './desk-press.js' */
import { announce } from '../announce.js';
import { RequestProblem, read } from '../api.js';
import { drawCard } from '../card.js';
import { button, element, find } from '../dom.js';
import { keep, kept } from '../keep.js';
import { timeElement } from '../moments.js';
import { locale, word } from '../words.js';
import { address } from './desk-api.js';
import { deskPressOf } from './desk-press.js';

const OPEN = 'desk.ticket';

/**
 * The ticket being looked at: its card, kept true, and its story below.
 * @param {(press: DeskPress) => void} pressed
 */
export function createOpenTicket(pressed) {
  return new OpenTicket(pressed);
}

class OpenTicket {
  #scroll = find('.ticket-scroll');
  #number = String(kept(OPEN) ?? '');
  /** What is drawn: drawing the same anew would take the focus from where it is. */
  #drawn = '';
  #revision = 0;
  #asked = 0;
  #pressed;

  /** @param {(press: DeskPress) => void} pressed */
  constructor(pressed) {
    this.#pressed = pressed;
    // People who use the keyboard have to be able to scroll.
    this.#scroll.tabIndex = 0;
  }

  async #load() {
    if (this.#number === '') return this.#showNothing();
    this.#asked += 1;
    const request = this.#asked;
    try {
      const view = /** @type {DeskTicketView} */ (
        await read(address(`/desk/tickets/${this.#number}`))
      );
      if (request === this.#asked) this.#show(view);
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      if (error.problem === 'not-found' && request === this.#asked) this.#forget();
    }
  }

  /** @param {DeskTicketView} view */
  #show(view) {
    const next = `${view.number} ${view.revision} ${locale()} ${view.agent}`;
    if (next === this.#drawn) return;
    const same = this.#drawn.startsWith(`${view.number} `);
    const before = {
      top: same ? this.#scroll.scrollTop : 0,
      open: same ? openParts(this.#scroll) : [],
      focus: focusIn(this.#scroll),
    };
    this.#drawn = next;
    this.#scroll.replaceChildren(drawTicket(view, this.#pressed), story(view, this.#pressed));
    unfold(this.#scroll, before.open);
    this.#scroll.scrollTop = before.top;
    if (before.focus !== null) restoreFocus(this.#scroll, before.focus);
    if (same && view.revision > this.#revision) announce(view.story.at(-1)?.text ?? '');
    this.#revision = view.revision;
  }

  #showNothing() {
    this.#drawn = '';
    this.#scroll.replaceChildren(element('p', { class: 'nothing' }, word('desk.no-ticket')));
  }

  #forget() {
    this.#number = '';
    keep(OPEN, this.#number);
    this.#showNothing();
  }

  refresh() {
    void this.#load();
  }

  /** @param {string} wanted */
  open(wanted) {
    this.#number = wanted;
    keep(OPEN, this.#number);
    void this.#load().then(() => find('#open-heading').focus({ preventScroll: true }));
  }

  number() {
    return this.#number === '' ? null : this.#number;
  }
}

/**
 * @param {DeskTicketView} view
 * @param {(press: DeskPress) => void} pressed
 */
function drawTicket(view, pressed) {
  const card = drawCard(view, (data) => {
    const press = deskPressOf(data);
    if (press !== null) pressed(press);
  });
  return element('article', { class: 'ticket-card', 'aria-label': view.number }, card);
}

/**
 * @param {DeskTicketView} view
 * @param {(press: DeskPress) => void} pressed
 */
function story({ number, story: lines }, pressed) {
  const open = () => pressed({ desk: 'files', ticket: number });
  const items = lines.map((line) => {
    const files = line.files
      ? button({ class: 'quiet line-files' }, word('desk.files'), open)
      : null;
    return element(
      'li',
      { class: 'line' },
      drawLine(line),
      element('p', { class: 'line-foot' }, timeElement(line.at), files),
    );
  });
  return element(
    'section',
    { class: 'story', 'aria-labelledby': 'story-heading' },
    element('h3', { id: 'story-heading' }, word('desk.story')),
    element('ol', {}, ...items),
  );
}

/** @param {DeskTicketView['story'][number]} line */
function drawLine(line) {
  const card = drawCard(line, () => {});
  // A line stands in the story, not in a frame of its own.
  card.style.padding = '0';
  return card;
}

/**
 * Ids of the folded parts that are open.
 * @param {HTMLElement} scroll
 */
function openParts(scroll) {
  const parts = [...scroll.querySelectorAll('[id^="steps-"]')].filter(
    (part) => part instanceof HTMLElement,
  );
  return parts.filter((part) => part.style.display !== 'none').map(({ id }) => id);
}

/**
 * @param {HTMLElement} scroll
 * @param {readonly string[]} ids
 */
function unfold(scroll, ids) {
  const folds = [...scroll.querySelectorAll('[aria-controls]')].filter(
    (fold) => fold instanceof HTMLElement,
  );
  for (const fold of folds)
    if (ids.includes(fold.getAttribute('aria-controls') ?? '')) fold.click();
}

/**
 * The words of the button that has the focus; null if none has.
 * @param {HTMLElement} scroll
 */
function focusIn(scroll) {
  const focused = document.activeElement;
  return focused !== null && focused !== scroll && scroll.contains(focused)
    ? focused.textContent
    : null;
}

/**
 * Gives the focus back to the button with these words; if it is gone, to the ticket.
 * @param {HTMLElement} scroll
 * @param {string} words
 */
function restoreFocus(scroll, words) {
  const same = [...scroll.querySelectorAll('button')].find(
    ({ textContent }) => textContent === words,
  );
  (same ?? scroll).focus({ preventScroll: true });
}
