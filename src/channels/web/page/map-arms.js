/** @import { MapSymptom } from '../render/page-view.ts' */
import { svg } from './dom.js';
import { linesOf } from './text-lines.js';
import { word } from './words.js';

const FONTS = { chosen: '600 13px system-ui, sans-serif', other: '500 13px system-ui, sans-serif' };
const LINE = 16;
const TIP = 14;
/** How far arms that point left and right stand apart. */
const LEAN = 18;
const GAP = 6;

/**
 * Draws the signpost: an arm for each symptom one could have; once one is chosen, its arm alone.
 * @param {readonly MapSymptom[]} symptoms
 * @param {string | null} head
 * @param {number} width
 */
export function drawArms(symptoms, head, width) {
  const chosen = symptoms.find(({ mark }) => mark === 'chosen');
  const shown = chosen ? [chosen] : symptoms;
  const drawing = svg('g', { class: 'arms' });
  let y = 6;
  if (head !== null) {
    drawing.append(svg('text', { class: 'arms-head', x: 0, y: y + 12 }, head));
    y += 26;
  }
  const post = svg('rect', {
    class: 'post',
    x: width / 2 - 4,
    y: y - 4,
    width: 8,
    rx: 4,
    height: 0,
  });
  drawing.append(post);
  shown.forEach((symptom, index) => {
    const { arm, height } = drawArm(symptom, y, width, index % 2 === 0);
    drawing.append(arm);
    y += height + GAP;
  });
  if (chosen)
    return { drawing: withOthers(drawing, symptoms.length - 1, y, width), height: y + 26 };
  post.setAttribute('height', String(y - Number(post.getAttribute('y')) + 12));
  drawing.append(svg('path', { class: 'ground', d: `M${width / 2 - 46} ${y + 8} q46 -9 92 0` }));
  return { drawing, height: y + 22 };
}

/**
 * @param {MapSymptom} symptom
 * @param {number} y
 * @param {number} width
 * @param {boolean} right
 */
function drawArm({ title, mark }, y, width, right) {
  const alone = mark === 'chosen';
  const reach = width - (alone ? 0 : LEAN);
  const left = right && !alone ? LEAN : 0;
  const spare = TIP + (mark === 'possible' ? 40 : 26);
  const lines = linesOf(title, alone ? FONTS.chosen : FONTS.other, reach - spare);
  const height = lines.length * LINE + 12;
  const arm = svg('g', { class: `arm ${mark}`, transform: `translate(${left} ${y})` });
  arm.append(
    svg('path', { d: right ? pointingRight(reach, height) : pointingLeft(reach, height) }),
  );
  const x = right ? 13 : TIP + 9;
  lines.forEach((line, index) => {
    arm.append(svg('text', { x, y: 6 + LINE * (index + 0.76) }, line));
  });
  if (mark === 'possible')
    arm.append(svg('text', { class: 'doubt', x: reach - TIP - 4, y: height / 2 + 6 }, '?'));
  return { arm, height };
}

/**
 * @param {SVGElement} drawing
 * @param {number} count
 * @param {number} y
 * @param {number} width
 */
function withOthers(drawing, count, y, width) {
  if (count === 0) return drawing;
  const ticks = Math.min(count, 12);
  for (let index = 0; index < ticks; index += 1) {
    drawing.append(
      svg('rect', {
        class: 'tick',
        x: width - 9 - index * 9,
        y: y + 3,
        width: 5,
        height: 10,
        rx: 2,
      }),
    );
  }
  const text = word('map.others', { count });
  drawing.append(
    svg(
      'text',
      { class: 'others', x: width - 16 - ticks * 9, y: y + 12, 'text-anchor': 'end' },
      text,
    ),
  );
  return drawing;
}

/**
 * @param {number} width
 * @param {number} height
 */
function pointingRight(width, height) {
  return `M5 0H${width - TIP}L${width} ${height / 2}L${width - TIP} ${height}H5a5 5 0 0 1-5-5V5a5 5 0 0 1 5-5z`;
}

/**
 * @param {number} width
 * @param {number} height
 */
function pointingLeft(width, height) {
  return `M${width - 5} 0H${TIP}L0 ${height / 2}L${TIP} ${height}H${width - 5}a5 5 0 0 0 5-5V5a5 5 0 0 0-5-5z`;
}
