/** @import { TicketView } from '../render/page-view.ts' */
import { button, element, find } from './dom.js';
import { ticketForm } from './ticket-form.js';
import { ticketHead } from './ticket-head.js';
import { ticketTools } from './ticket-tools.js';
import { locale, word } from './words.js';

/** The ticket as it grows: a form that fills in, or the JSON the helpdesk's system gets. */
export function createTicket() {
  return new Ticket();
}

class Ticket {
  #panel = find('.ticket');
  /** @type {TicketView | null} */
  #view = null;
  /** @type {'form' | 'json'} */
  #shown = 'form';
  #score = 0;
  #drawn = '';

  #draw() {
    const top = this.#panel.querySelector('.paper-scroll')?.scrollTop ?? 0;
    const before = fieldsOf(this.#panel);
    this.#panel.classList.toggle('empty', this.#view === null);
    this.#panel.replaceChildren(
      ticketHead(this.#view, this.#score),
      ...(this.#view === null ? [nothingYet()] : this.#paper(this.#view)),
    );
    this.#panel.querySelector('.paper-scroll')?.scrollTo({ top });
    markFresh(this.#panel, before);
    this.#score = this.#view?.ticket.completeness.score ?? 0;
  }

  /** @param {TicketView} now */
  #paper(now) {
    const content = this.#shown === 'form' ? ticketForm(now) : ticketJson(now);
    const scroll = element(
      'div',
      { class: 'paper-scroll', tabindex: 0, role: 'group', 'aria-labelledby': 'ticket-heading' },
      content,
    );
    return [scroll, element('div', { class: 'tools' }, this.#shownAs(), ...ticketTools(now))];
  }

  #shownAs() {
    const choices = /** @type {const} */ (['form', 'json']).map((choice) =>
      button({ 'aria-pressed': String(choice === this.#shown) }, word(`ticket.${choice}`), () => {
        this.#shown = choice;
        this.#draw();
        const pressed = this.#panel.querySelector('.shown-as [aria-pressed="true"]');
        if (pressed instanceof HTMLElement) pressed.focus();
      }),
    );
    return element(
      'div',
      { class: 'shown-as', role: 'group', 'aria-label': word('ticket.shown-as') },
      ...choices,
    );
  }

  /** @param {TicketView | null} now */
  show(now) {
    const next = JSON.stringify([now, locale()], (key, value) =>
      key === 'createdAt' ? undefined : value,
    );
    // Drawing the same anew would take the focus from where it is.
    if (next === this.#drawn) return;
    this.#drawn = next;
    this.#view = now;
    this.#draw();
  }
}

/**
 * What stands in each field.
 * @param {Element} panel
 * @returns {Map<string, string>}
 */
function fieldsOf(panel) {
  const fields = [...panel.querySelectorAll('[data-field]')];
  return new Map(
    fields.map((field) => [field.getAttribute('data-field') ?? '', field.textContent ?? '']),
  );
}

/**
 * Shows for a moment which fields were just filled in.
 * @param {Element} panel
 * @param {Map<string, string>} before
 */
function markFresh(panel, before) {
  if (before.size === 0) return;
  for (const [name, text] of fieldsOf(panel)) {
    if (before.get(name) !== text)
      panel.querySelector(`[data-field="${CSS.escape(name)}"]`)?.classList.add('fresh');
  }
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
    element(
      'div',
      { class: 'ghost', 'aria-hidden': 'true' },
      ...[72, 94, 58, 86, 40].map(ghostLine),
    ),
  );
}

/** @param {number} percent */
function ghostLine(percent) {
  const line = element('i');
  line.style.width = `${percent}%`;
  return line;
}
