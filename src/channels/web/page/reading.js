import { find } from './dom.js';

/** Near enough to the end (px) to be counted as reading along. */
const NEAR = 80;
const MARGIN = 16;

/** What of the messages is in view: a person who reads along, or waits for an answer, is shown what comes; others are left. */
export function createReading() {
  const scroll = find('.scroll');
  // People who use the keyboard have to be able to scroll back.
  scroll.tabIndex = 0;
  /** True from something sent until the person scrolls. */
  let awaiting = false;
  /** The first thing that came since: it stays in view when more comes. */
  /** @type {HTMLElement | null} */
  let answer = null;

  for (const moved of ['wheel', 'touchmove', 'keydown']) {
    scroll.addEventListener(moved, () => {
      awaiting = false;
    });
  }

  function isAlong() {
    return awaiting || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
  }

  /**
   * Shows an element: the end of the messages, or its beginning if there is more than fits.
   * @param {HTMLElement} shown
   * @param {ScrollBehavior} behavior
   */
  function reveal(shown, behavior) {
    const end = scroll.scrollHeight - scroll.clientHeight;
    scroll.scrollTo({ top: Math.min(shown.offsetTop - MARGIN, end), behavior });
  }

  return {
    isAlong,
    /** Something was sent: the answer is brought into view when it comes. */
    await() {
      awaiting = true;
      answer = null;
      scroll.scrollTop = scroll.scrollHeight;
    },
    /** @param {HTMLElement} entry */
    answered(entry) {
      answer ??= entry;
      reveal(answer, 'smooth');
    },
    /** @param {HTMLElement} entry */
    beginAt(entry) {
      reveal(entry, 'instant');
    },
    toEnd() {
      if (isAlong()) scroll.scrollTop = scroll.scrollHeight;
    },
  };
}
