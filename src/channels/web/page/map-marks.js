/** @import { Station } from './map-stations.js' */
import { svg } from './dom.js';

/**
 * The sign of a stop. Each mark has a shape of its own, so that none is told by its colour alone.
 * @param {Station} station
 * @param {number} x
 * @param {number} y
 */
export function drawMark({ level, mark, shape, spared }, x, y) {
  const sign = svg('g', { class: `mark ${mark} shape-${shape}${spared ? ' spared' : ''}` });
  const at = svg(
    'g',
    { transform: `translate(${x} ${y})` },
    ...parts(shape, mark, level === 0 ? 8.5 : 7),
  );
  sign.append(at);
  return sign;
}

/**
 * @param {Station['shape']} shape
 * @param {Station['mark']} mark
 * @param {number} radius
 * @returns {SVGElement[]}
 */
function parts(shape, mark, radius) {
  if (shape === 'flag') return flag();
  if (shape === 'ticket') return ticket(mark);
  switch (mark) {
    case 'here':
      return [
        svg('circle', { class: 'halo', r: radius + 4 }),
        svg('rect', {
          class: 'diamond',
          x: -7,
          y: -7,
          width: 14,
          height: 14,
          rx: 2.5,
          transform: 'rotate(45)',
        }),
        svg('circle', { class: 'eye', r: 2.5 }),
      ];
    case 'fixed':
      return [circle(radius), line('M-3.5 .2l2.5 2.6 4.5-5')];
    case 'no-change':
      return [circle(radius), line('M-2.8-2.8l5.6 5.6m0-5.6l-5.6 5.6')];
    case 'cannot':
      return [circle(radius), line('M-3.5 0h7')];
    case 'skipped':
      return [circle(radius), line('M-3.5-3l3 3-3 3m3.5-6l3 3-3 3')];
    case 'tried':
      return [circle(radius), svg('circle', { class: 'core', r: radius - 4.5 })];
    case 'ahead':
    case 'filed':
    case 'ruled-out':
      return [circle(radius)];
    default:
      throw new Error(`There is no sign for ${mark}.`);
  }
}

/** @param {Station['mark']} mark */
function ticket(mark) {
  const halo = mark === 'here' ? [svg('circle', { class: 'halo', r: 14 })] : [];
  const written =
    mark === 'filed' ? line('M-4 .5l2.8 3 5.2-6') : line('M-3.5-3.5h7M-3.5 0h7M-3.5 3.5h4');
  return [
    ...halo,
    svg('rect', { class: 'slip', x: -8, y: -9.5, width: 16, height: 19, rx: 3 }),
    written,
  ];
}

function flag() {
  return [circle(8.5), line('M-3.5 .2l2.5 2.6 4.5-5')];
}

/** @param {number} radius */
function circle(radius) {
  return svg('circle', { class: 'ring', r: radius });
}

/** @param {string} d */
function line(d) {
  return svg('path', { class: 'glyph', d });
}
