/** @import { MapCause, MapView } from '../render/page-view.ts' */
import { element } from './dom.js';
import { word } from './words.js';

/**
 * The map as a list of sentences, for those who do not see the drawing.
 * @param {MapView} map
 */
export function mapInWords(map) {
  const symptoms = map.symptoms
    .filter(({ mark }) => mark === 'chosen' || mark === 'possible')
    .map(({ title, mark }) => item(`${title}: ${word(`map.${mark}`)}`, false));
  const causes = [...map.causes, ...(map.lastResort ? [map.lastResort] : [])].flatMap(causeInWords);
  const ticket = map.ticket.mark === 'filed' ? ticketFiled(map) : word('map.ticket');
  const end = item(ticket, map.ticket.mark === 'here');
  const nothing = symptoms.length + causes.length === 0 ? [item(word('map.waiting'), false)] : [];
  return element('ol', { class: 'visually-hidden' }, ...nothing, ...symptoms, ...causes, end);
}

/** @param {MapView} map */
export function ticketFiled(map) {
  return word('map.ticket-filed', { number: map.ticket.number ?? '' });
}

/** @param {MapCause} cause */
function causeInWords({ title, mark, stages }) {
  if (mark === 'ruled-out') return [item(`${title}: ${word('mark.ruled-out')}`, false)];
  return stages.map((stage) => {
    const name =
      stage.audience === 'admin' ? word('map.for-admin', { title: stage.title }) : stage.title;
    return item(`${title}: ${name}: ${word(`mark.${stage.mark}`)}`, stage.mark === 'here');
  });
}

/**
 * @param {string} text
 * @param {boolean} current
 */
function item(text, current) {
  return element('li', { 'aria-current': current ? 'step' : null }, text);
}
