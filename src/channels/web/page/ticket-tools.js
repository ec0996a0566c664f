/** @import { TicketView } from '../render/page-view.ts' */
import { announce } from './announce.js';
import { button, element } from './dom.js';
import { word } from './words.js';

/**
 * What one can do with the ticket: copy it, or download it as JSON.
 * @param {TicketView} view
 * @returns {HTMLElement[]}
 */
export function ticketTools(view) {
  const copy = button({ class: 'quiet' }, word('ticket.copy'), () => void copyTicket(copy, view));
  return [copy, view.number === null ? draftDownload(view) : filedDownload(view.number)];
}

/**
 * @param {HTMLElement} copy
 * @param {TicketView} view
 */
async function copyTicket(copy, { ticket }) {
  const said = word(
    (await copied(JSON.stringify(ticket, null, 2))) ? 'ticket.copied' : 'ticket.not-copied',
  );
  announce(said);
  copy.textContent = said;
  setTimeout(() => {
    copy.textContent = word('ticket.copy');
  }, 2500);
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} false if the browser does not let the page
 */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} number */
function filedDownload(number) {
  const href = `/page/tickets/${encodeURIComponent(number)}.json`;
  return element(
    'a',
    { class: 'quiet', href, download: `${number}.json` },
    word('ticket.download'),
  );
}

/** @param {TicketView} view */
function draftDownload({ ticket }) {
  return button({ class: 'quiet' }, word('ticket.download'), () => {
    const file = new Blob([JSON.stringify(ticket, null, 2)], { type: 'application/json' });
    const href = URL.createObjectURL(file);
    element('a', { href, download: 'ticket-draft.json' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  });
}
