/** @import { Attachment } from './uploads.js' */
import { announce } from './announce.js';
import { button, element, find, svg } from './dom.js';
import { problemWords } from './problem-words.js';
import { sizeOf } from './size.js';
import { drawThumbnail } from './thumbnail.js';
import { canHelp } from './uploads.js';
import { word } from './words.js';

/**
 * The files of the next message, above the message box.
 * @param {{ remove: (id: string) => void, retry: (id: string) => void, left: () => void }} ways `left` takes the focus
 *   of a file that went
 * @param {number} maxBytes
 */
export function createChips(ways, maxBytes) {
  return new Chips(ways, maxBytes);
}

class Chips {
  #list = find('.attached');
  /** @type {Map<string, { chip: HTMLElement, drawn: string }>} */
  #chips = new Map();
  #ways;
  #maxBytes;

  /**
   * @param {Parameters<typeof createChips>[0]} ways
   * @param {number} maxBytes
   */
  constructor(ways, maxBytes) {
    this.#ways = ways;
    this.#maxBytes = maxBytes;
  }

  /** @param {Attachment} attachment */
  show(attachment) {
    const before = this.#chips.get(attachment.id);
    const drawn = drawnAs(attachment);
    if (before?.drawn === drawn) {
      showShare(before.chip, attachment);
      return;
    }
    const chip = this.#drawChip(attachment);
    const hadFocus = before?.chip.contains(document.activeElement) ?? false;
    this.#place(chip, before?.chip ?? null, attachment);
    this.#chips.set(attachment.id, { chip, drawn });
    this.#list.hidden = false;
    if (hadFocus) chip.querySelector('button')?.focus();
    this.#tell(attachment);
    // What failed stays in view while others are still on their way.
    (this.#list.querySelector('.chip.failed') ?? chip).scrollIntoView({ block: 'nearest' });
  }

  /**
   * What failed comes first: the list scrolls, and nobody looks for a problem at its end.
   * @param {HTMLElement} chip
   * @param {HTMLElement | null} before
   * @param {Attachment} attachment
   */
  #place(chip, before, { state }) {
    if (state === 'failed') {
      before?.remove();
      this.#list.insertBefore(chip, this.#list.querySelector('.chip:not(.failed)'));
    } else if (before) before.replaceWith(chip);
    else this.#list.append(chip);
  }

  /** @param {Attachment} attachment */
  #drawChip(attachment) {
    const { id, name, bytes, state, waiting } = attachment;
    const chip = element('li', { class: `chip ${state}` }, picture(attachment));
    if (state === 'failed')
      chip.append(element('span', { class: 'chip-problem' }, this.#problemLine(attachment)));
    else {
      chip.append(element('span', { class: 'chip-name', title: name }, name));
      chip.append(
        waiting === null
          ? element('span', { class: 'chip-size' }, sizeOf(bytes))
          : waitingLine(waiting),
      );
    }
    if (state === 'sending' && waiting === null) {
      chip.append(element('progress', { max: 1, 'aria-label': word('files.uploading', { name }) }));
      showShare(chip, attachment);
    }
    if (canHelp(attachment)) {
      const label = { class: 'quiet', 'aria-label': word('files.retry', { name }) };
      chip.append(button(label, word('chat.retry'), () => this.#ways.retry(id)));
    }
    chip.append(this.#removeButton(attachment));
    return chip;
  }

  /** @param {Attachment} attachment */
  #removeButton({ id, name }) {
    const label = word('files.remove', { name });
    const made = button({ class: 'chip-remove', 'aria-label': label, title: label }, '', () => {
      this.#ways.remove(id);
      announce(word('files.removed', { name }));
    });
    const cross = svg('path', { d: 'M7 7l10 10M17 7L7 17' });
    made.append(svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, cross));
    return made;
  }

  /** @param {Attachment} attachment */
  #tell(attachment) {
    const { name, state, waiting } = attachment;
    if (state === 'failed') announce(this.#problemLine(attachment));
    if (state === 'sending')
      announce(waiting === null ? word('files.uploading', { name }) : lineOf(name, waiting));
    if (state === 'there') announce(word('files.there', { name }));
  }

  /** @param {Attachment} attachment */
  #problemLine({ name, problem, afterMs, others }) {
    if (problem === 'file-too-many') return tooManyLine([name, ...others]);
    if (problem === 'file-folder') return lineOf(name, word('files.folder'));
    if (problem === 'offline') return lineOf(name, word('files.offline'));
    if (problem?.startsWith('file-'))
      return lineOf(
        name,
        word(`file.problem.${problem.slice('file-'.length)}`, { most: sizeOf(this.#maxBytes) }),
      );
    return lineOf(name, problemWords(problem ?? 'unavailable', afterMs));
  }

  /** @param {Attachment} attachment */
  remove({ id }) {
    const chip = this.#chips.get(id)?.chip;
    const next = chip?.nextElementSibling ?? chip?.previousElementSibling;
    const hadFocus = chip?.contains(document.activeElement) ?? false;
    chip?.remove();
    this.#chips.delete(id);
    this.#list.hidden = this.#chips.size === 0;
    if (!hadFocus) return;
    const button = next?.querySelector('.chip-remove');
    if (button instanceof HTMLElement) button.focus();
    else this.#ways.left();
  }

  /**
   * Says everything again, in the language of now.
   * @param {readonly Attachment[]} attachments
   */
  redraw(attachments) {
    for (const attachment of attachments) {
      const chip = this.#drawChip(attachment);
      this.#chips.get(attachment.id)?.chip.replaceWith(chip);
      this.#chips.set(attachment.id, { chip, drawn: drawnAs(attachment) });
    }
  }
}

/**
 * @param {string} name
 * @param {string} problem
 */
function lineOf(name, problem) {
  return word('file.line', { name, problem });
}

/**
 * How a chip looks, but for what changes by itself.
 * @param {Attachment} attachment
 */
function drawnAs({ state, problem, waiting }) {
  return `${state} ${problem} ${waiting !== null}`;
}

/** @param {string} sentence */
function waitingLine(sentence) {
  return element('span', { class: 'chip-size chip-waiting' }, sentence);
}

/**
 * Two are named; of more, the first.
 * @param {readonly string[]} names
 */
function tooManyLine([name = '', ...others]) {
  const count = others.length + 1;
  if (count === 1) return word('files.one-too-many', { name });
  const [other = ''] = others;
  const names =
    count === 2
      ? word('files.two', { name, other, all: count })
      : word('files.more', { name, more: count - 1, all: count });
  return word('files.too-many', { names });
}

/**
 * @param {HTMLElement} chip
 * @param {Attachment} attachment
 */
function showShare(chip, { share, waiting }) {
  const line = chip.querySelector('.chip-waiting');
  if (line !== null && waiting !== null) line.textContent = waiting;
  const bar = chip.querySelector('progress');
  if (bar === null) return;
  // What has gone out is looked into before it is there: that part has no measure.
  if (share < 1) bar.value = share;
  else bar.removeAttribute('value');
}

/** @param {Attachment} attachment */
function picture({ file, state }) {
  const place = element('span', { class: 'chip-picture', 'aria-hidden': 'true' }, clip());
  if (file !== null && state !== 'failed') void drawThumbnail(file, place);
  return place;
}

/** A paper clip. */
export function clip() {
  const path = 'M8 12.5l6.2-6.2a3.2 3.2 0 0 1 4.5 4.5l-8 8a5 5 0 0 1-7.1-7.1l7.7-7.7';
  return svg(
    'svg',
    { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'clip' },
    svg('path', { d: path }),
  );
}
