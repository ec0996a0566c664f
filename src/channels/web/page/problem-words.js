import { word } from './words.js';

/**
 * What is wrong, and, if it passes by itself, when to try again.
 * @param {string} problem
 * @param {number} afterMs
 */
export function problemWords(problem, afterMs) {
  return word(`problem.${problem}`, { wait: waitWords(Math.max(1, Math.ceil(afterMs / 1000))) });
}

/** @param {number} seconds */
function waitWords(seconds) {
  return seconds > 60
    ? word('wait.minutes', { count: Math.ceil(seconds / 60) })
    : word('wait.seconds', { count: seconds });
}
