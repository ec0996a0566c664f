import { find } from './dom.js';
import { clock, word } from './words.js';

/**
 * The ways files come into the page: chosen, dropped onto the conversation, or pasted.
 * @typedef {{ name: string, file: File, problem?: string }} Brought
 */

/** How browsers call a picture that was copied and not saved. */
const UNNAMED = 'image.png';

/** @param {(files: readonly Brought[]) => void} brought */
export function bringFiles(brought) {
  const input = find('#files', HTMLInputElement);
  find('.attach').addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    brought([...(input.files ?? [])].map(named));
    // So that choosing the same file again is a change too.
    input.value = '';
    find('#message').focus();
  });
  document.addEventListener('paste', (event) => {
    const { clipboardData } = event;
    // Text copied out of a document brings a picture of itself along.
    if (clipboardData === null || clipboardData.types.includes('text/plain')) return;
    const files = [...clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    brought(files.map(named));
  });
  bringDropped(brought);
}

/** @param {(files: readonly Brought[]) => void} brought */
function bringDropped(brought) {
  const chat = find('.chat');
  const sign = find('.drop-here');

  /** @param {DragEvent} event */
  function over(event) {
    const { dataTransfer, target } = event;
    if (dataTransfer === null || !dataTransfer.types.includes('Files')) return;
    // Beside the conversation too: else the browser would leave the page and show the file.
    event.preventDefault();
    const isHere = target instanceof Node && chat.contains(target);
    dataTransfer.dropEffect = isHere ? 'copy' : 'none';
    sign.hidden = !isHere;
  }

  for (const name of /** @type {const} */ (['dragenter', 'dragover']))
    document.addEventListener(name, over);
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) sign.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    const isShown = !sign.hidden;
    sign.hidden = true;
    if (event.dataTransfer === null || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    if (!isShown) return;
    brought(droppedIn(event.dataTransfer));
    find('#message').focus();
  });
}

/**
 * @param {DataTransfer} transfer
 * @returns {Brought[]}
 */
function droppedIn({ items }) {
  return [...items].flatMap((item) => {
    const file = item.getAsFile();
    if (file === null) return [];
    return [
      item.webkitGetAsEntry()?.isDirectory
        ? { ...named(file), problem: 'file-folder' }
        : named(file),
    ];
  });
}

/**
 * @param {File} file
 * @returns {Brought}
 */
function named(file) {
  if (file.name !== UNNAMED) return { name: file.name, file };
  const time = clock(new Date().toISOString()).replaceAll(':', '.');
  return { name: word('files.screenshot', { time }), file };
}
