/** @import { UploadedFile } from '../render/page-view.ts' */
import { post, RequestProblem } from './api.js';
import { find } from './dom.js';
import { newId } from './new-id.js';
import { upload } from './upload.js';

/**
 * A file on its way into the next message. `problem` names what went wrong: of `file-…` problems, sending it again
 * helps nothing. `waiting` says why it waits. `others` are the names of more files with the same problem.
 * @typedef {{
 *   id: string,
 *   name: string,
 *   bytes: number,
 *   file: File | null,
 *   state: 'waiting' | 'sending' | 'there' | 'failed',
 *   share: number,
 *   waiting: string | null,
 *   problem: string | null,
 *   afterMs: number,
 *   uploaded: UploadedFile | null,
 *   others: readonly string[],
 *   leaving: AbortController,
 * }} Attachment
 */

/** Files of one message. */
const MAX_FILES = 10;

/**
 * The files of the next message: each is sent by itself at once, one after another.
 * @param {{
 *   changed: (attachment: Attachment) => void,
 *   removed: (attachment: Attachment) => void,
 *   settled: () => void,
 * }} listener `settled` is told when no more is on its way
 */
export function createUploads(listener) {
  return new Uploads(listener);
}

class Uploads {
  maxBytes = Number(find('meta[name="signpost-file-bytes"]', HTMLMetaElement).content);
  #listener;
  /** @type {Attachment[]} */
  #all = [];
  #running = false;

  /** @param {Parameters<typeof createUploads>[0]} listener */
  constructor(listener) {
    this.#listener = listener;
    addEventListener('pagehide', ({ persisted }) => {
      // A page that is only put aside comes back with its files.
      if (!persisted)
        for (const { uploaded } of this.#all) if (uploaded !== null) discard(uploaded);
    });
  }

  async #sendAll() {
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#nextWaiting(); next !== undefined; next = this.#nextWaiting()) {
      await Promise.race([this.#sendOne(next), taken(next)]);
    }
    this.#running = false;
    this.#listener.settled();
  }

  #nextWaiting() {
    return this.#all.find(({ state }) => state === 'waiting');
  }

  /** @param {Attachment} attachment */
  async #sendOne(attachment) {
    const { id, name, file, leaving } = attachment;
    this.#change(attachment, { state: 'sending', share: 0 });
    try {
      if (file === null || !(await isReadable(file)))
        throw new RequestProblem('file-unreadable', false);
      /** @type {import('./upload.js').Listener} */
      const listener = {
        progress: (share) => this.#change(attachment, { share }),
        waiting: (waiting) => this.#change(attachment, { waiting }),
      };
      const uploaded = await upload({ id, name, file }, listener, leaving.signal);
      if (leaving.signal.aborted) discard(uploaded);
      this.#change(attachment, { state: 'there', uploaded });
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      this.#change(attachment, { state: 'failed', problem: error.problem, afterMs: error.afterMs });
    }
  }

  /**
   * @param {Attachment} attachment
   * @param {Partial<Attachment>} change
   */
  #change(attachment, change) {
    // What was taken away meanwhile does not come back.
    if (!this.#all.includes(attachment)) return;
    Object.assign(attachment, change);
    this.#listener.changed(attachment);
  }

  /** @param {Attachment} attachment */
  #put(attachment) {
    this.#all = [...this.#all, attachment];
    this.#listener.changed(attachment);
  }

  /** @param {string} id */
  remove(id) {
    const attachment = this.#all.find((each) => each.id === id);
    if (attachment === undefined) return;
    this.#all = this.#all.filter((each) => each !== attachment);
    attachment.leaving.abort();
    if (attachment.uploaded !== null) discard(attachment.uploaded);
    this.#listener.removed(attachment);
  }

  /** @param {(attachment: Attachment) => boolean} which */
  #again(which) {
    const failed = this.#all.filter(
      (each) => each.state === 'failed' && canHelp(each) && which(each),
    );
    for (const attachment of failed) this.#change(attachment, { state: 'waiting', problem: null });
    if (failed.length > 0) void this.#sendAll();
  }

  /** @param {readonly { name: string, file: File, problem?: string }[]} files */
  add(files) {
    const room = Math.max(
      0,
      MAX_FILES - this.#all.filter(({ state }) => state !== 'failed').length,
    );
    for (const { name, file, problem } of files.slice(0, room)) {
      const wrong = problem ?? problemOf(file, this.maxBytes);
      this.#put({
        ...fresh(name, file.size),
        file,
        state: wrong === null ? 'waiting' : 'failed',
        problem: wrong,
      });
    }
    const [first, ...others] = files.slice(room).map(({ name }) => name);
    if (first !== undefined)
      this.#put({ ...fresh(first, 0), state: 'failed', problem: 'file-too-many', others });
    void this.#sendAll();
  }

  /**
   * Puts back what was uploaded before.
   * @param {readonly UploadedFile[]} files
   */
  restore(files) {
    for (const uploaded of files) {
      this.#put({
        ...fresh(uploaded.name, uploaded.bytes ?? 0),
        id: uploaded.id,
        state: 'there',
        uploaded,
      });
    }
  }

  /** @param {string} id */
  retry(id) {
    this.#again((each) => each.id === id);
  }

  /** Tries everything again that may go well now. */
  hurry() {
    this.#again(() => true);
  }

  isBusy() {
    return this.#all.some(({ state }) => state === 'waiting' || state === 'sending');
  }

  /** What is there for the message to name; it and what was refused make room for the next. */
  take() {
    const taken = this.#all;
    this.#all = [];
    for (const attachment of taken) this.#listener.removed(attachment);
    return taken.flatMap(({ uploaded }) => uploaded ?? []);
  }

  each() {
    return this.#all;
  }
}

/**
 * Whether sending it again may go well.
 * @param {Attachment} attachment
 */
export function canHelp({ problem, file }) {
  return file !== null && problem !== null && !problem.startsWith('file-');
}

/**
 * @param {string} name
 * @param {number} bytes
 * @returns {Attachment}
 */
function fresh(name, bytes) {
  const leaving = new AbortController();
  return {
    id: newId(),
    name,
    bytes,
    file: null,
    state: 'waiting',
    share: 0,
    waiting: null,
    problem: null,
    afterMs: 0,
    uploaded: null,
    others: [],
    leaving,
  };
}

/**
 * @param {File} file
 * @param {number} maxBytes
 */
function problemOf({ size }, maxBytes) {
  if (size > maxBytes) return 'file-too-large';
  return size === 0 ? 'file-empty' : null;
}

/**
 * False for what was moved since it was chosen, and for folders.
 * @param {File} file
 */
async function isReadable(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * Resolves when it was taken away: nothing waits for the rest of it.
 * @param {Attachment} attachment
 */
function taken({ leaving }) {
  return new Promise((resolve) =>
    leaving.signal.addEventListener('abort', resolve, { once: true }),
  );
}

/**
 * It is not wanted after all. If that cannot be said now, it is deleted in time.
 * @param {UploadedFile} uploaded
 */
function discard({ id }) {
  post('/page/files/discard', { id }, { keepalive: true }).catch(() => {});
}
