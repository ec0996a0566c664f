/** @import { TicketView } from '../page-view.ts' */
import { button, element, find } from './dom.js';
import { drawRing } from './ring.js';
import { ticketForm } from './ticket-form.js';
import { ticketTools } from './ticket-tools.js';
import { listed, locale, word } from './words.js';

/** @typedef {'form' | 'json'} Shown */

/** The ticket as it grows: a form that fills in, or the JSON the helpdesk's system gets. */
export function createTicket() {
  const panel = find('.ticket');
  /** @type {TicketView | null} */
  let view = null;
  /** @type {Shown} */
  let shown = 'form';
  let score = 0;
  let drawn = '';

  function draw() {
    panel.classList.toggle('empty', view === null);
    panel.replaceChildren(head(view), ...(view === null ? [nothingYet()] : paper(view)));
  }

  /** @param {TicketView} now */
  function paper(now) {
    const content = shown === 'form' ? ticketForm(now.ticket) : ticketJson(now);
    return [
      element(
        'div',
        { class: 'paper-scroll', tabindex: 0, role: 'group', 'aria-labelledby': 'ticket-heading' },
        content,
      ),
      tools(now),
    ];
  }

  /** @param {TicketView} now */
  function tools(now) {
    const choices = /** @type {const} */ (['form', 'json']).map((choice) =>
      button({ 'aria-pressed': String(choice === shown) }, word(`ticket.${choice}`), () => {
        shown = choice;
        draw();
        focusShown(panel);
      }),
    );
    const shownAs = element(
      'div',
      { class: 'shown-as', role: 'group', 'aria-label': word('ticket.shown-as') },
      ...choices,
    );
    return element('div', { class: 'tools' }, shownAs, ...ticketTools(now));
  }

  /** @param {TicketView | null} now */
  function head(now) {
    const heading = element('h2', { id: 'ticket-heading' }, now?.number ?? word('ticket.heading'));
    if (now === null) return element('div', { class: 'panel-head' }, heading);
    const { completeness } = now.ticket;
    const stamp = element(
      'span',
      { class: `stamp ${now.number ? 'sent' : 'draft'}` },
      word(now.number ? 'ticket.sent' : 'ticket.draft'),
    );
    const complete = word('ticket.complete', { score: completeness.score });
    const ring = element(
      'div',
      { class: 'ring', role: 'img', 'aria-label': complete, title: complete },
      drawRing(completeness.score, score),
    );
    score = completeness.score;
    return element(
      'div',
      { class: 'panel-head' },
      element('div', { class: 'ticket-name' }, heading, stamp),
      missing(now),
      ring,
    );
  }

  return {
    /** @param {TicketView | null} now */
    show(now) {
      const next = JSON.stringify([now, locale()], (key, value) => (key === 'createdAt' ? undefined : value));
      // Drawing the same anew would throw a reader back to its top.
      if (next === drawn) return;
      drawn = next;
      view = now;
      draw();
    },
  };
}

/** @param {TicketView} view */
function missing({ number, ticket }) {
  const items = ticket.completeness.missing.slice(0, 3).map((item) => word(`missing.${item}`));
  const text =
    number !== null || items.length === 0
      ? word('ticket.complete', { score: ticket.completeness.score })
      : word('ticket.missing', { list: listed(items) });
  return element('p', { class: 'missing' }, text);
}

/** @param {TicketView} view */
function ticketJson({ ticket }) {
  return element('pre', { class: 'json', lang: 'en' }, JSON.stringify(ticket, null, 2));
}

function nothingYet() {
  return element(
    'div',
    { class: 'nothing-yet' },
    element('p', { class: 'nothing-title' }, word('ticket.empty-title')),
    element('p', {}, word('ticket.empty')),
    element('div', { class: 'ghost', 'aria-hidden': 'true' }, ...[72, 94, 58, 86, 40].map(ghostLine)),
  );
}

/** @param {number} percent */
function ghostLine(percent) {
  const line = element('i');
  line.style.width = `${percent}%`;
  return line;
}

/** @param {HTMLElement} panel */
function focusShown(panel) {
  const pressed = panel.querySelector('.shown-as [aria-pressed="true"]');
  if (pressed instanceof HTMLElement) pressed.focus();
}
