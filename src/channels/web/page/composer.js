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
  return new Composer(said);
}

class Composer {
  #form = find('.composer', HTMLFormElement);
  #box = find('#message', HTMLTextAreaElement);
  #hint = find('.files-hint');
  #uploads;
  #chips;
  #said;

  /** @param {(text: string, files: readonly UploadedFile[]) => void} said */
  constructor(said) {
    this.#said = said;
    this.#uploads = createUploads({
      changed: (attachment) => this.#chips.show(attachment),
      removed: (attachment) => this.#chips.remove(attachment),
      settled: () => this.#settled(),
    });
    this.#chips = createChips(
      {
        remove: (id) => this.#uploads.remove(id),
        retry: (id) => this.#uploads.retry(id),
        left: () => this.#box.focus(),
      },
      this.#uploads.maxBytes,
    );
    bringFiles((files) => this.#uploads.add(files));
    this.#listen();
    this.#fill(String(kept(DRAFT) ?? ''));
  }

  #listen() {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#box.addEventListener('input', () => {
      // A person who goes on writing is not done.
      this.#wait(false);
      this.#fill(this.#box.value);
    });
    this.#box.addEventListener('keydown', (event) => {
      // While an input method composes a word, Enter belongs to it.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
        return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
  }

  /** @param {string} text */
  #fill(text) {
    this.#box.value = text;
    keep(DRAFT, text);
    grow(this.#box);
  }

  #send() {
    this.#uploads.hurry();
    this.#wait(this.#uploads.isBusy());
    if (this.#uploads.isBusy()) {
      announce(word('files.waiting'));
      return;
    }
    const text = this.#box.value;
    const files = this.#uploads.take();
    this.#box.focus();
    if (text.trim() === '' && files.length === 0) return;
    this.#fill('');
    this.#said(text, files);
  }

  /** @param {boolean} now whether the message goes as soon as its files are there */
  #wait(now) {
    this.#hint.hidden = !now;
  }

  #settled() {
    if (this.#hint.hidden) return;
    this.#wait(false);
    // What failed is for the person to decide on.
    if (this.#uploads.each().every(({ state }) => state === 'there')) this.#send();
  }

  /**
   * Puts text and files back to be changed, before what stands there already.
   * @param {string} text
   * @param {readonly UploadedFile[]} files
   */
  restore(text, files) {
    this.#fill(this.#box.value === '' ? text : `${text}\n${this.#box.value}`);
    this.#uploads.restore(files);
    this.#box.focus();
  }

  /** The connection is back. */
  hurry() {
    this.#uploads.hurry();
  }

  /** The language has changed. */
  redraw() {
    this.#chips.redraw(this.#uploads.each());
  }
}

/** @param {HTMLTextAreaElement} box */
function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
