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
  const rows = find('.queue .rows');
  const nothing = find('.queue .nothing');
  const pages = find('.queue .pages');
  const filters = [...document.querySelectorAll('.filters button')];
  let filter = String(kept(FILTER) ?? 'unassigned');
  let page = 1;
  let marked = '';
  let asked = 0;
  let drawn = '';

  async function refresh() {
    markFilter();
    asked += 1;
    const request = asked;
    try {
      const view = /** @type {QueueView} */ (await read(address('/desk/queue', { filter, page })));
      if (request === asked) show(view);
    } catch (error) {
      // The line at the top says that the connection is gone; the next event asks again.
      if (!(error instanceof RequestProblem)) throw error;
    }
  }

  /** @param {QueueView} view */
  function show(view) {
    page = view.page;
    const next = JSON.stringify([view.rows, locale(), Math.floor(Date.now() / MINUTE_MS)]);
    if (next !== drawn) drawRows(view.rows);
    drawn = next;
    nothing.hidden = view.total > 0;
    nothing.textContent = word(`desk.empty.${view.filter}`);
    pages.hidden = view.pages < 2;
    find('.page-of').textContent = word('desk.page', { page: view.page, pages: view.pages });
    for (const turn of pages.querySelectorAll('button')) {
      const to = view.page + Number(turn.dataset.turn);
      turn.disabled = to < 1 || to > view.pages;
    }
    mark();
  }

  /** @param {readonly QueueRow[]} list */
  function drawRows(list) {
    const focused = rows.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-number')
      : null;
    rows.replaceChildren(...list.map((row) => rowOf(row, chosen)));
    const again = [...rows.querySelectorAll('button')].find(
      ({ dataset }) => dataset.number === focused,
    );
    again?.focus({ preventScroll: true });
  }

  function mark() {
    for (const row of rows.querySelectorAll('button')) {
      if (row.dataset.number === marked) row.setAttribute('aria-current', 'true');
      else row.removeAttribute('aria-current');
    }
  }

  function markFilter() {
    for (const other of filters)
      other.setAttribute('aria-pressed', String(other.getAttribute('data-filter') === filter));
  }

  for (const button of filters) {
    button.addEventListener('click', () => {
      filter = button.getAttribute('data-filter') ?? 'all';
      page = 1;
      keep(FILTER, filter);
      void refresh();
    });
  }
  for (const turn of pages.querySelectorAll('button')) {
    turn.addEventListener('click', () => {
      page += Number(turn.dataset.turn);
      void refresh();
    });
  }

  return {
    refresh: () => void refresh(),
    /** @param {string} number */
    mark(number) {
      marked = number;
      mark();
    },
  };
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
