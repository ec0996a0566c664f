/** @import { QueueRow, QueueView } from '../../../../ports/agent-reply.ts' */
import { RequestProblem, read } from '../api.js';
import { element, find } from '../dom.js';
import { keep, kept } from '../keep.js';
import { locale, word } from '../words.js';
import { address } from './desk-api.js';

const FILTER = 'desk.filter';
const MINUTE_MS = 60_000;

/**
 * The queue, kept true: the most urgent first.
 * @param {(number: string) => void} chosen
 */
export function createQueue(chosen) {
  return new Queue(chosen);
}

class Queue {
  #rows = find('.queue .rows');
  #nothing = find('.queue .nothing');
  #pages = find('.queue .pages');
  #filters = [...document.querySelectorAll('.filters button')];
  #filter = String(kept(FILTER) ?? 'unassigned');
  #page = 1;
  #marked = '';
  #asked = 0;
  #drawn = '';
  #chosen;

  /** @param {(number: string) => void} chosen */
  constructor(chosen) {
    this.#chosen = chosen;
    for (const button of this.#filters) {
      button.addEventListener('click', () => {
        this.#filter = button.getAttribute('data-filter') ?? 'all';
        this.#page = 1;
        keep(FILTER, this.#filter);
        this.refresh();
      });
    }
    for (const turn of this.#pages.querySelectorAll('button')) {
      turn.addEventListener('click', () => {
        this.#page += Number(turn.dataset.turn);
        this.refresh();
      });
    }
  }

  async #load() {
    this.#markFilter();
    this.#asked += 1;
    const request = this.#asked;
    try {
      const asking = { filter: this.#filter, page: this.#page };
      const view = /** @type {QueueView} */ (await read(address('/desk/queue', asking)));
      if (request === this.#asked) this.#show(view);
    } catch (error) {
      // The line at the top says that the connection is gone; the next event asks again.
      if (!(error instanceof RequestProblem)) throw error;
    }
  }

  /** @param {QueueView} view */
  #show(view) {
    this.#page = view.page;
    const next = JSON.stringify([view.rows, locale(), Math.floor(Date.now() / MINUTE_MS)]);
    if (next !== this.#drawn) this.#drawRows(view.rows);
    this.#drawn = next;
    this.#nothing.hidden = view.total > 0;
    this.#nothing.textContent = word(`desk.empty.${view.filter}`);
    this.#pages.hidden = view.pages < 2;
    find('.page-of').textContent = word('desk.page', { page: view.page, pages: view.pages });
    for (const turn of this.#pages.querySelectorAll('button')) {
      const to = view.page + Number(turn.dataset.turn);
      turn.disabled = to < 1 || to > view.pages;
    }
    this.#mark();
  }

  /** @param {readonly QueueRow[]} list */
  #drawRows(list) {
    const focused = this.#rows.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-number')
      : null;
    this.#rows.replaceChildren(...list.map((row) => rowOf(row, this.#chosen)));
    const again = [...this.#rows.querySelectorAll('button')].find(
      ({ dataset }) => dataset.number === focused,
    );
    again?.focus({ preventScroll: true });
  }

  #mark() {
    for (const row of this.#rows.querySelectorAll('button')) {
      if (row.dataset.number === this.#marked) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
  }

  #markFilter() {
    for (const other of this.#filters)
      other.setAttribute(
        'aria-pressed',
        String(other.getAttribute('data-filter') === this.#filter),
      );
  }

  refresh() {
    void this.#load();
  }

  /** @param {string} number */
  mark(number) {
    this.#marked = number;
    this.#mark();
  }
}

/**
 * @param {QueueRow} row
 * @param {(number: string) => void} chosen
 */
function rowOf(row, chosen) {
  const { number, title, status, priority, assignee, requester, openedAt } = row;
  const standing = [word(`status.${status}`), assignee].filter((part) => part !== null).join(' · ');
  const about = [requester, ago(openedAt)].filter((part) => part !== null).join(' · ');
  const button = element(
    'button',
    { type: 'button', class: 'row', 'data-number': number },
    element('span', { class: 'row-head' }, element('b', {}, number), badge(priority)),
    element('span', { class: 'row-title' }, title),
    element(
      'span',
      { class: 'row-standing' },
      element('i', { class: `dot ${status}`, 'aria-hidden': 'true' }),
      standing,
    ),
    element('span', { class: 'row-about' }, about),
  );
  button.addEventListener('click', () => chosen(number));
  return element('li', {}, button);
}

/** @param {QueueRow['priority']} priority */
function badge(priority) {
  return element('span', { class: `badge ${priority}` }, word(`priority.${priority}`));
}

/**
 * How long ago something was, roughly.
 * @param {string} at
 */
function ago(at) {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(at)) / MINUTE_MS));
  // The browser says “this minute” for no minutes.
  if (minutes === 0) return word('desk.just-now');
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 60 * 24) return format.format(-Math.round(minutes / 60), 'hour');
  return format.format(-Math.round(minutes / 60 / 24), 'day');
}
