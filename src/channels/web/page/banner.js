import { find } from './dom.js';
import { word } from './words.js';

const PATIENCE_MS = 1200;
const BACK_MS = 2500;

/** The line at the top that says when the connection is gone, and when it is back. */
export function createBanner() {
  const banner = find('.banner');
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let connected = true;

  /** @param {boolean} now */
  function change(now) {
    if (now === connected) return;
    connected = now;
    clearTimeout(timer);
    if (now) back();
    // A short gap is not worth a word.
    else timer = setTimeout(gone, PATIENCE_MS);
  }

  function gone() {
    banner.textContent = word('banner.offline');
    banner.classList.remove('back');
    banner.hidden = false;
  }

  function back() {
    if (banner.hidden) return;
    banner.textContent = word('banner.back');
    banner.classList.add('back');
    timer = setTimeout(() => {
      banner.hidden = true;
    }, BACK_MS);
  }

  return { change };
}
