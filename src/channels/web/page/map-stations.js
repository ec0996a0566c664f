/** @import { MapCause, MapStage, MapView } from '../render/page-view.ts' */
import { ticketFiled } from './map-words.js';
import { word } from './words.js';

/**
 * One stop of the trail. `level` 1 stands on a branch beside the main line; `passed` is behind the person; `spared` is
 * what need not be gone to any more.
 * @typedef {'ahead' | 'here' | 'tried' | 'ruled-out' | 'filed' | MapStage['mark']} Mark
 * @typedef {{
 *   level: 0 | 1, title: string, mark: Mark, note: string | null, passed: boolean, spared: boolean, shape: 'stop' | 'ticket' | 'flag',
 * }} Station
 */

/**
 * The stops of the trail from top to bottom: causes with their stages, the last resort, the ticket; after what fixed
 * it, the flag.
 * @param {MapView} map
 * @returns {Station[]}
 */
export function stationsOf(map) {
  const causes = map.causes.flatMap(causeStations);
  const before = map.causes.length > 0 ? causes : [stop(word('map.fixes'), 'ahead', null)];
  const lastResort = map.lastResort
    ? causeStations(map.lastResort)
    : [stop(word('map.last-resort'), 'ahead', null)];
  return passedMarked(withFlag([...before, ...lastResort], map.solved), map).concat(
    ticketStation(map),
  );
}

/** @param {MapView} map */
function ticketStation(map) {
  const filed = map.ticket.mark === 'filed';
  const title = filed ? ticketFiled(map) : word('map.ticket');
  const station = stop(
    title,
    map.ticket.mark,
    map.ticket.mark === 'here' ? word('map.here') : null,
  );
  const passed = map.ticket.mark !== 'ahead';
  return {
    ...station,
    shape: /** @type {const} */ ('ticket'),
    passed,
    spared: map.solved && !passed,
  };
}

/**
 * @param {MapCause} cause
 * @returns {Station[]}
 */
function causeStations({ title, mark, stages }) {
  if (mark === 'ruled-out') return [stop(title, 'ruled-out', word('mark.ruled-out'))];
  const [only, ...others] = stages;
  // A guide of one part is one stop: the part's name would only say the same again.
  if (only?.title === title && others.length === 0) return [{ ...stageStation(only), level: 0 }];
  const asking = mark === 'here' && !stages.some((stage) => stage.mark === 'here');
  const head = stop(
    title,
    asking ? 'here' : mark === 'here' ? 'tried' : mark,
    asking ? word('map.here') : null,
  );
  return [head, ...stages.map(stageStation)];
}

/**
 * @param {MapStage} stage
 * @returns {Station}
 */
function stageStation({ title, audience, mark }) {
  const admin = audience === 'admin' ? word('map.admin') : null;
  const note = mark === 'ahead' ? admin : mark === 'here' ? word('map.here') : word(`mark.${mark}`);
  return { ...stop(title, mark, note), level: 1 };
}

/**
 * @param {Station[]} stations
 * @param {boolean} solved
 */
function withFlag(stations, solved) {
  const fixed = stations.findLastIndex(({ mark }) => mark === 'fixed');
  if (!solved || fixed === -1) return stations;
  const flag = {
    ...stop(word('map.solved'), /** @type {const} */ ('fixed'), null),
    shape: /** @type {const} */ ('flag'),
  };
  return stations.toSpliced(fixed + 1, 0, flag);
}

/**
 * Everything up to where one stands is behind; with a ticket at hand, everything is.
 * @param {Station[]} stations
 * @param {MapView} map
 */
function passedMarked(stations, map) {
  const here = stations.findLastIndex(({ mark, shape }) => mark === 'here' || shape === 'flag');
  const tried = stations.findLastIndex(({ mark }) => mark !== 'ahead' && mark !== 'ruled-out');
  const last = map.ticket.mark === 'ahead' ? Math.max(here, tried) : stations.length;
  return stations.map((station, index) => ({
    ...station,
    passed: index <= last,
    spared: map.solved && index > last,
  }));
}

/**
 * @param {string} title
 * @param {Mark} mark
 * @param {string | null} note
 * @returns {Station}
 */
function stop(title, mark, note) {
  return { level: 0, title, mark, note, passed: false, spared: false, shape: 'stop' };
}
