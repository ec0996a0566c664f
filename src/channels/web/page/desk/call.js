import { find } from '../dom.js';
import { word } from '../words.js';

/**
 * The line that calls on the agent for a ticket, until they open it or put it aside. The title of the window shows that
 * it is there.
 * @param {(number: string) => void} open
 */
export function createCall(open) {
  const line = find('.call');
  const show = find('.call-open');
  let number = '';
  let title = '';

  /** @param {{ ticket: string, text: string }} call */
  function called(call) {
    if (line.hidden) title = document.title;
    number = call.ticket;
    find('.call-text').textContent = `${call.ticket} · ${call.text}`;
    show.textContent = word('desk.call-open', { number });
    line.hidden = false;
    document.title = `(1) ${title}`;
  }

  /** @param {string} opened */
  function seen(opened) {
    if (opened === number) putAside();
  }

  function putAside() {
    if (line.hidden) return;
    line.hidden = true;
    document.title = title;
  }

  show.addEventListener('click', () => open(number));
  find('.call-aside').addEventListener('click', putAside);
  return { called, seen };
}
