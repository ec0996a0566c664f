/** @import { Station } from './map-stations.js' */
import { svg } from './dom.js';
import { drawMark } from './map-marks.js';
import { linesOf, widthOf } from './text-lines.js';

const MAIN = 13;
const BRANCH = 37;
const FONTS = { 0: '600 13.5px system-ui, sans-serif', 1: '400 13px system-ui, sans-serif' };
const NOTE_FONT = '600 11.5px system-ui, sans-serif';
const LINE = 17;

/**
 * Draws the trail: stops on a line, the stages of a cause on a branch beside it. `pin` is where the person stands.
 * @param {readonly Station[]} stations
 * @param {number} width
 * @param {number} top
 */
export function drawTrail(stations, width, top) {
  const drawing = svg('g', { class: 'trail' });
  const lines = svg('g', { class: 'lines' });
  drawing.append(lines);
  /** @type {{ element: Element, y: number } | null} */
  let pin = null;
  let y = top + 16;
  /** @type {{ x: number, y: number, level: number } | null} */
  let previous = null;
  for (const station of stations) {
    const x = station.level === 0 ? MAIN : BRANCH;
    if (station.level === 0 && previous?.level === 1) y += 8;
    if (previous) lines.append(segment(previous, { x, y }, station));
    const mark = drawMark(station, x, y);
    drawing.append(mark);
    if (station.mark === 'here') pin = { element: mark, y };
    previous = { x, y, level: station.level };
    const { words, height } = drawWords(station, { x: x + 20, y, width });
    drawing.append(words);
    y += height;
  }
  return { drawing, height: y - top, pin };
}

/**
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 * @param {Station} station
 */
function segment(from, to, station) {
  const bend = Math.min(22, (to.y - from.y) / 2);
  const d =
    from.x === to.x
      ? `M${from.x} ${from.y}V${to.y}`
      : `M${from.x} ${from.y}V${to.y - 2 * bend}C${from.x} ${to.y - bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`;
  return svg('path', { class: station.passed ? 'passed' : 'ahead', d });
}

/**
 * Draws a stop's title and note; `height` is how far the next stop is below.
 * @param {Station} station
 * @param {{ x: number, y: number, width: number }} place `width` is the drawing's
 */
function drawWords({ level, title, mark, note, spared }, { x, y, width }) {
  const words = svg('g', { class: `words level-${level} ${mark}${spared ? ' spared' : ''}` });
  const lines = linesOf(title, FONTS[level], width - x - 4);
  lines.forEach((line, index) => {
    words.append(svg('text', { x, y: y + 4.5 + index * LINE }, line));
  });
  const below = y + lines.length * LINE;
  if (note !== null)
    words.append(
      mark === 'here'
        ? pill(note, x, below)
        : svg('text', { class: 'note', x, y: below + 3 }, note),
    );
  const noteHeight = note === null ? 0 : mark === 'here' ? 22 : 15;
  return { words, height: lines.length * LINE + noteHeight + (level === 0 ? 12 : 10) };
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 */
function pill(text, x, y) {
  const width = widthOf(text, NOTE_FONT) + 18;
  return svg(
    'g',
    { class: 'pill', transform: `translate(${x} ${y - 7})` },
    svg('rect', { width, height: 19, rx: 9.5 }),
    svg('text', { x: 9, y: 13.5 }, text),
  );
}
