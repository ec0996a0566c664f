import { svg } from './dom.js';

const RADIUS = 20;
const ROUND = 2 * Math.PI * RADIUS;

/**
 * A ring that fills with the score, which stands in its middle.
 * @param {number} score 0 to 100
 * @param {number} before where it starts filling from
 */
export function drawRing(score, before) {
  const filled = svg('circle', {
    class: 'ring-filled',
    cx: 24,
    cy: 24,
    r: RADIUS,
    'stroke-dasharray': ROUND,
    'stroke-dashoffset': offset(score),
    transform: 'rotate(-90 24 24)',
  });
  if (score !== before && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
    filled.animate([{ strokeDashoffset: offset(before) }, { strokeDashoffset: offset(score) }], {
      duration: 600,
      easing: 'ease-out',
    });
  }
  return svg(
    'svg',
    { class: 'ring-drawing', viewBox: '0 0 48 48', width: 48, height: 48, 'aria-hidden': 'true' },
    svg('circle', { class: 'ring-track', cx: 24, cy: 24, r: RADIUS }),
    filled,
    svg('text', { x: 24, y: 28.5, 'text-anchor': 'middle' }, String(score)),
  );
}

/** @param {number} score */
function offset(score) {
  return String(ROUND * (1 - score / 100));
}
