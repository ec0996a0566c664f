/**
 * What a button of a desk card holds, with its inputs; null if it is none of those.
 * @typedef {Record<string, string | number | true | null>} DeskPress
 */

/**
 * @param {Record<string, unknown>} data
 * @returns {DeskPress | null}
 */
export function deskPressOf(data) {
  if (typeof data.desk !== 'string') return null;
  const plain = Object.entries(data).flatMap(([name, value]) =>
    isPlain(value) ? [[name, value]] : [],
  );
  return Object.fromEntries(plain);
}

/**
 * @param {unknown} value
 * @returns {value is DeskPress[string]}
 */
function isPlain(value) {
  return typeof value === 'string' || typeof value === 'number' || value === true || value === null;
}
