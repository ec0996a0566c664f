/** @import { UploadedFile } from '../render/page-view.ts' */
import { announce } from './announce.js';
import { bringFiles } from './bring-files.js';
import { createChips } from './chips.js';
import { find } from './dom.js';
import { keep, kept } from './keep.js';
import { createUploads } from './uploads.js';
import { word } from './words.js';

const DRAFT = 'message';

/**
 * The message box and the files beside it: Enter sends, Shift+Enter starts a line, and what stands in the box survives
 * a reload. What is sent while files are on their way goes once they are there.
 * @param {(text: string, files: readonly UploadedFile[]) => void} said
 */
export function createComposer(said) {
  const form = find('.composer', HTMLFormElement);
  const box = find('#message', HTMLTextAreaElement);
  const hint = find('.files-hint');
  const uploads = createUploads({
    changed: (attachment) => chips.show(attachment),
    removed: (attachment) => chips.remove(attachment),
    settled,
  });
  const chips = createChips(
    { remove: uploads.remove, retry: uploads.retry, left: () => box.focus() },
    uploads.maxBytes,
  );
  bringFiles(uploads.add);

  /** @param {string} text */
  function fill(text) {
    box.value = text;
    keep(DRAFT, text);
    grow(box);
  }

  function send() {
    uploads.hurry();
    wait(uploads.isBusy());
    if (uploads.isBusy()) {
      announce(word('files.waiting'));
      return;
    }
    const text = box.value;
    const files = uploads.take();
    box.focus();
    if (text.trim() === '' && files.length === 0) return;
    fill('');
    said(text, files);
  }

  /** @param {boolean} now whether the message goes as soon as its files are there */
  function wait(now) {
    hint.hidden = !now;
  }

  function settled() {
    if (hint.hidden) return;
    wait(false);
    // What failed is for the person to decide on.
    if (uploads.each().every(({ state }) => state === 'there')) send();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  box.addEventListener('input', () => {
    // Whoever goes on writing is not done.
    wait(false);
    fill(box.value);
  });
  box.addEventListener('keydown', (event) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
      return;
    event.preventDefault();
    form.requestSubmit();
  });

  fill(String(kept(DRAFT) ?? ''));
  return {
    /**
     * Puts text and files back to be changed, before what stands there already.
     * @param {string} text
     * @param {readonly UploadedFile[]} files
     */
    restore(text, files) {
      fill(box.value === '' ? text : `${text}\n${box.value}`);
      uploads.restore(files);
      box.focus();
    },
    /** The connection is back. */
    hurry: uploads.hurry,
    /** The language has changed. */
    redraw: () => chips.redraw(uploads.each()),
  };
}

/** @param {HTMLTextAreaElement} box */
function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
