import { find } from './dom.js';

/** An answer that comes sooner (ms) needs no sign that it is on its way. */
const AFTER_MS = 300;
/** So long (ms) the sign stays at most: then no answer is coming. */
const FOR_MS = 8000;

/**
 * The sign that an answer is on its way.
 * @param {() => void} shown
 */
export function createThinking(shown) {
  const sign = find('.thinking');
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function stop() {
    clearTimeout(timer);
    sign.hidden = true;
  }

  function start() {
    stop();
    timer = setTimeout(() => {
      sign.hidden = false;
      shown();
      timer = setTimeout(stop, FOR_MS);
    }, AFTER_MS);
  }

  return { start, stop };
}
