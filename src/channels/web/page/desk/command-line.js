import { find } from '../dom.js';

/** Commands that ArrowUp brings back. */
const REMEMBERED = 50;

/**
 * The command line: Enter sends, ArrowUp and ArrowDown go through what was typed before.
 * @param {(text: string) => void} typed
 */
export function createCommandLine(typed) {
  const form = find('.answers .composer', HTMLFormElement);
  const box = find('#command', HTMLInputElement);
  /** @type {string[]} */
  let before = [];
  let at = 0;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = box.value.trim();
    box.value = '';
    if (text === '') return;
    before = [...before.filter((other) => other !== text), text].slice(-REMEMBERED);
    at = before.length;
    typed(text);
  });
  box.addEventListener('keydown', (event) => {
    if (event.isComposing || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    at = Math.min(before.length, Math.max(0, at + (event.key === 'ArrowUp' ? -1 : 1)));
    box.value = before[at] ?? '';
  });
}
