/** @import { DeskTicketView } from '../../agents/desk-view.ts' */
/** @import { DeskPress } from './desk-press.js' */
import { announce } from '../announce.js';
import { RequestProblem, read } from '../api.js';
import { drawCard } from '../card.js';
import { button, element, find } from '../dom.js';
import { keep, kept } from '../keep.js';
import { locale, word } from '../words.js';
import { address } from './desk-api.js';
import { deskPressOf } from './desk-press.js';

const OPEN = 'desk.ticket';

/**
 * The ticket being looked at: its card, kept true, and its story below.
 * @param {(press: DeskPress) => void} pressed
 */
export function createOpenTicket(pressed) {
  const scroll = find('.ticket-scroll');
  // Whoever uses the keyboard has to be able to scroll.
  scroll.tabIndex = 0;
  let number = String(kept(OPEN) ?? '');
  /** What is drawn: drawing the same anew would take the focus from where it is. */
  let drawn = '';
  let revision = 0;
  let asked = 0;

  async function refresh() {
    if (number === '') return showNothing();
    asked += 1;
    const request = asked;
    try {
      const view = /** @type {DeskTicketView} */ (await read(address(`/desk/tickets/${number}`)));
      if (request === asked) show(view);
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      if (error.problem === 'not-found' && request === asked) forget();
    }
  }

  /** @param {DeskTicketView} view */
  function show(view) {
    const next = `${view.number} ${view.revision} ${locale()} ${view.agent}`;
    if (next === drawn) return;
    const same = drawn.startsWith(`${view.number} `);
    const before = {
      top: same ? scroll.scrollTop : 0,
      open: same ? openParts(scroll) : [],
      focus: focusIn(scroll),
    };
    drawn = next;
    scroll.replaceChildren(drawTicket(view, pressed), story(view, pressed));
    unfold(scroll, before.open);
    scroll.scrollTop = before.top;
    if (before.focus !== null) restoreFocus(scroll, before.focus);
    if (same && view.revision > revision) announce(view.story.at(-1)?.text ?? '');
    revision = view.revision;
  }

  function showNothing() {
    drawn = '';
    scroll.replaceChildren(element('p', { class: 'nothing' }, word('desk.no-ticket')));
  }

  function forget() {
    number = '';
    keep(OPEN, number);
    showNothing();
  }

  return {
    refresh: () => void refresh(),
    /** @param {string} wanted */
    open(wanted) {
      number = wanted;
      keep(OPEN, number);
      void refresh().then(() => find('#open-heading').focus({ preventScroll: true }));
    },
    number: () => (number === '' ? null : number),
  };
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
      element('p', { class: 'line-foot' }, time(line.at), files),
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

/** @param {string} at */
function time(at) {
  const format = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  return element('time', { datetime: at }, format.format(new Date(at)));
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
 * The words of the button that has the focus; null where none has.
 * @param {HTMLElement} scroll
 */
function focusIn(scroll) {
  const focused = document.activeElement;
  return focused !== null && focused !== scroll && scroll.contains(focused)
    ? focused.textContent
    : null;
}

/**
 * Gives the focus back to the button with these words; where it is gone, to the ticket.
 * @param {HTMLElement} scroll
 * @param {string} words
 */
function restoreFocus(scroll, words) {
  const same = [...scroll.querySelectorAll('button')].find(
    ({ textContent }) => textContent === words,
  );
  (same ?? scroll).focus({ preventScroll: true });
}
