/** @import { TicketDraft } from '../../../tickets/payload.ts' */
/** @import { TicketView } from '../render/page-view.ts' */
import { element } from './dom.js';
import { listed, word } from './words.js';

/**
 * The ticket as a form on paper: what is known is filled in, what is not stays a blank line. The helpdesk may have
 * changed the priority since.
 * @param {TicketView} view
 */
export function ticketForm(view) {
  const { ticket } = view;
  const priority = view.number === null ? ticket.priority : view.priority;
  return element(
    'div',
    { class: 'paper' },
    element('h3', { class: 'ticket-title' }, ticket.title),
    section(null, [
      row('match', matchOf(ticket)),
      row('report', ticket.report.text),
      row('priority', word(`priority.${priority}`)),
      row(
        'requester',
        ticket.requester.name ?? ticket.requester.address ?? word('ticket.this-browser'),
      ),
      ...reachRows(ticket),
    ]),
    section('attempts', ticket.attempts.map(attempt)),
    section(
      'ruled-out',
      ticket.ruledOut.map(({ title, because }) => point('ruled-out', title, because)),
    ),
    section(
      'facts',
      ticket.facts.map(({ question, answer }) => point('fact', question, answer)),
    ),
    section('environment', environmentRows(ticket)),
    section('evidence', evidenceRows(ticket)),
    section(
      'fixes',
      ticket.recommendedFixes.map(({ title, why }) => point('fix', title, why)),
    ),
  );
}

/**
 * Only what is known: nobody has to say more than once how to reach them.
 * @param {TicketDraft} ticket
 */
function reachRows({ requester }) {
  const { phone, place, bestTime } = requester;
  const rows = /** @type {const} */ ([
    ['phone', phone],
    ['place', place],
    ['bestTime', bestTime],
  ]);
  return rows.flatMap(([name, value]) => (value ? [row(name, value)] : []));
}

/** @param {TicketDraft} ticket */
function environmentRows({ environment, requester }) {
  const { occurredAt, signInAddress, device, clientVersion, network, impact } = environment;
  return [
    row('date', occurredAt?.local.replace('T', ' ') ?? null),
    row('address', signInAddress ?? requester.address),
    row('device', device),
    row('clientVersion', clientVersion),
    row('network', network && word(`network.${network}`)),
    row('impact', impact && word(`impact.${impact}`)),
  ];
}

/** @param {TicketDraft} ticket */
function evidenceRows({ evidence }) {
  const { errorText, eventDetails, notes, files } = evidence;
  const names = files.map(({ name }) => name);
  return [
    row('errorText', errorText),
    row('eventDetails', eventDetails && word('ticket.characters', { count: eventDetails.length })),
    row('notes', notes),
    ...(names.length > 0 ? [row('files', listed(names))] : []),
  ];
}

/** @param {TicketDraft} ticket */
function matchOf({ match }) {
  if (match === null) return null;
  return word('ticket.sure', { title: match.title, percent: Math.round(match.confidence * 100) });
}

/** @param {TicketDraft['attempts'][number]} attempt */
function attempt({ title, outcome }) {
  return point(outcome, title, word(`outcome.${outcome}`));
}

/**
 * @param {string | null} name
 * @param {HTMLElement[]} rows
 */
function section(name, rows) {
  if (rows.length === 0) return null;
  const heading = name === null ? null : element('h4', {}, word(`ticket.${name}`));
  const isList = rows.every((made) => made.tagName === 'LI');
  return element('section', {}, heading, element(isList ? 'ul' : 'dl', {}, ...rows));
}

/**
 * @param {string} name
 * @param {string | null} value
 */
function row(name, value) {
  const blank = value === null || value === '';
  const filled = element(
    'dd',
    { class: blank ? 'blank' : null },
    blank ? word('ticket.blank') : value,
  );
  return element('div', { 'data-field': name }, element('dt', {}, word(`ticket.${name}`)), filled);
}

/**
 * @param {string} kind
 * @param {string} title
 * @param {string} remark
 */
function point(kind, title, remark) {
  const field = `${kind} ${title}`;
  return element(
    'li',
    { class: kind, 'data-field': field },
    element('span', {}, title),
    element('small', {}, remark),
  );
}
