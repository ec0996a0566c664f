import { find } from './dom.js';
import { keep, kept } from './keep.js';

const DRAFT = 'message';

/**
 * The message box: Enter sends, Shift+Enter starts a line, and what stands in it survives a reload.
 * @param {(text: string) => void} said
 */
export function createComposer(said) {
  const form = find('.composer', HTMLFormElement);
  const box = find('#message', HTMLTextAreaElement);

  /** @param {string} text */
  function fill(text) {
    box.value = text;
    keep(DRAFT, text);
    grow(box);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = box.value;
    box.focus();
    if (text.trim() === '') return;
    fill('');
    said(text);
  });
  box.addEventListener('input', () => fill(box.value));
  box.addEventListener('keydown', (event) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });

  fill(String(kept(DRAFT) ?? ''));
  return {
    /**
     * Puts text back to be changed, before what stands there already.
     * @param {string} text
     */
    restore(text) {
      fill(box.value === '' ? text : `${text}\n${box.value}`);
      box.focus();
    },
    focus() {
      box.focus();
    },
  };
}

/** @param {HTMLTextAreaElement} box */
function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
