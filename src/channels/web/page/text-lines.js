/** Widths are measured as the browser draws, so that lines break where the drawing ends. */
const pen = document.createElement('canvas').getContext('2d');

/** A Chinese character with the punctuation that may not begin a line, a word with the space after it, or a space. */
const PIECE = /[\p{Script=Han}“《（][，。：；！？、）》”…]*|[^\s\p{Script=Han}“《（]+\s*|\s+/gu;

/**
 * Breaks a text into lines no wider than `width` px, at most `most` of them; what is left out shows as an ellipsis.
 * @param {string} text
 * @param {string} font
 * @param {number} width
 * @param {number} [most]
 * @returns {string[]}
 */
export function linesOf(text, font, width, most = 3) {
  /** @type {string[]} */
  const lines = [];
  let line = '';
  for (const [piece] of text.matchAll(PIECE)) {
    if (line === '' || widthOf((line + piece).trimEnd(), font) <= width) line += piece;
    else {
      lines.push(line.trimEnd());
      line = piece;
    }
  }
  lines.push(line.trimEnd());
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]?.slice(0, -1)}…`];
}

/**
 * @param {string} text
 * @param {string} font
 */
export function widthOf(text, font) {
  if (pen === null) return text.length * 8;
  pen.font = font;
  return pen.measureText(text).width;
}
