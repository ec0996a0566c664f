import { word } from './words.js';

/** So long (ms) nobody has to be told why something waits. */
const PATIENCE_MS = 2000;
const SECOND_MS = 1000;

/**
 * Tells why something waits and for how much longer, each second, if it waits for long.
 * @param {{ problem: string }} reason
 * @param {{ ms: number, since: number }} wait how long it waits now, and since when (`performance.now()`) it waits in all
 * @param {(sentence: string | null) => void} tell null at the end
 * @returns {() => void} ends it
 */
export function tellWaiting({ problem }, { ms, since }, tell) {
  const end = performance.now() + ms;
  let isTold = false;
  const timer = setInterval(() => {
    const now = performance.now();
    const seconds = Math.ceil((end - now) / SECOND_MS);
    if (now - since < PATIENCE_MS || seconds < 1) return;
    isTold = true;
    tell(word(`waiting.${problem}`, { seconds }));
  }, SECOND_MS);
  return () => {
    clearInterval(timer);
    if (isTold) tell(null);
  };
}
