/** @import { MapView } from '../render/page-view.ts' */
import { find, svg } from './dom.js';
import { drawArms } from './map-arms.js';
import { stationsOf } from './map-stations.js';
import { drawTrail } from './map-trail.js';
import { mapInWords } from './map-words.js';
import { word } from './words.js';

const MARGIN = 4;

/**
 * The map of the way through the runbook: a drawing for the eye, and the same as a list for a screen reader.
 * It is drawn anew for every state and every width.
 */
export function createMap() {
  const place = find('.map-drawing');
  const title = find('.map-title');
  /** @type {MapView | null} */
  let shown = null;
  /** Where the pin stood last, in px from the top. */
  let pinnedAt = -1;
  let width = 0;

  function draw() {
    if (shown === null || width === 0) return;
    const { drawing, pin } = drawMap(shown, width);
    place.replaceChildren(drawing, mapInWords(shown));
    if (pin === null) return;
    slide(pin.element, pinnedAt === -1 ? 0 : pinnedAt - pin.y);
    pinnedAt = pin.y;
    place.scrollTo({ top: Math.max(0, pin.y - place.clientHeight / 2) });
  }

  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry?.contentRect.width ?? 0);
    if (now === width) return;
    width = now;
    draw();
  }).observe(place);

  return {
    /** @param {MapView} map */
    show(map) {
      shown = map;
      title.textContent = map.title;
      draw();
    },
  };
}

/**
 * @param {MapView} map
 * @param {number} width
 */
function drawMap(map, width) {
  const known = map.causes.length > 0;
  const asked = map.symptoms.some(({ mark }) => mark === 'possible');
  const head = known ? null : word(asked ? 'map.asked' : 'map.what');
  const arms = drawArms(map.symptoms, head, width - 2 * MARGIN);
  const trail = drawTrail(stationsOf(map), width - 2 * MARGIN, arms.height);
  const height = arms.height + trail.height + MARGIN;
  const drawing = svg(
    'svg',
    {
      viewBox: `${-MARGIN} 0 ${width} ${height}`,
      width,
      height,
      'aria-hidden': 'true',
      focusable: 'false',
    },
    trail.drawing,
    arms.drawing,
  );
  return { drawing, pin: trail.pin };
}

/**
 * Moves the pin from where it stood before to where it stands now.
 * @param {Element} pin
 * @param {number} from
 */
function slide(pin, from) {
  if (from === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  pin.animate([{ transform: `translateY(${from}px)` }, { transform: 'none' }], {
    duration: 420,
    easing: 'cubic-bezier(.2,.8,.2,1)',
  });
}
