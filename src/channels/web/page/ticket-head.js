/** @import { TicketView } from '../render/page-view.ts' */
import { element } from './dom.js';
import { drawRing } from './ring.js';
import { listed, word } from './words.js';

/**
 * The head of the ticket: its name, what became of it, and how complete it is.
 * @param {TicketView | null} view
 * @param {number} before the score the ring fills from
 */
export function ticketHead(view, before) {
  const heading = element('h2', { id: 'ticket-heading' }, view?.number ?? word('ticket.heading'));
  if (view === null) return element('div', { class: 'panel-head' }, heading);
  const stage = stageOf(view);
  const stamp = element(
    'span',
    { class: `stamp ${stage}` },
    standing(view) ?? word(`ticket.${stage}`),
  );
  const { score } = view.ticket.completeness;
  const complete = word('ticket.complete', { score });
  const ring = element('div', {
    class: 'ring',
    role: 'img',
    'aria-label': complete,
    title: complete,
  });
  ring.append(drawRing(score, before));
  const remark = element('p', { class: 'missing' }, stage === 'draft' ? missing(view) : complete);
  return element(
    'div',
    { class: 'panel-head' },
    element('div', { class: 'ticket-name' }, heading, stamp),
    remark,
    ring,
  );
}

/** @param {TicketView} view */
function stageOf({ number, ticket }) {
  if (number !== null) return 'sent';
  return ticket.attempts.some(({ outcome }) => outcome === 'fixed') ? 'solved' : 'draft';
}

/**
 * What the helpdesk has done with it since; null while that is nothing.
 * @param {TicketView} view
 */
function standing(view) {
  return view.number === null || view.status === 'new' ? null : word(`standing.${view.status}`);
}

/** @param {TicketView} view */
function missing({ ticket }) {
  const { score, missing: items } = ticket.completeness;
  const most = items.slice(0, 3).map((item) => word(`missing.${item}`));
  return most.length === 0
    ? word('ticket.complete', { score })
    : word('ticket.missing', { list: listed(most) });
}
