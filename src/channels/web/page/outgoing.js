/** @import { UploadedFile } from '../render/page-view.ts' */
import { post, RequestProblem } from './api.js';
import { keep, kept } from './keep.js';
import { tellWaiting } from './waiting.js';

/**
 * Something to send, until the server has it. `said` is what was typed, and the files with it; null for a button.
 * @typedef {{ path: string, body: { id: string } & Record<string, unknown>, said: Said | null }} Outgoing
 * @typedef {{ text: string, files: readonly UploadedFile[] }} Said
 */

/** Pauses between tries, in ms; after the last, the person decides. */
const PAUSES = [1000, 2000, 4000, 8000, 15_000];
const STORED = 'outgoing';

/**
 * Sends things one after another, in their order, each until it has arrived. What has not is kept over a reload; its id
 * stays the same, so that trying again has no second effect. `waiting` is told why one waits for long; null when it goes on.
 * @param {{
 *   arrived: (outgoing: Outgoing) => void,
 *   delayed: () => void,
 *   waiting: (outgoing: Outgoing, sentence: string | null) => void,
 *   failed: (outgoing: Outgoing, problem: RequestProblem) => void,
 * }} listener
 */
export function createOutgoing(listener) {
  return new OutgoingQueue(listener);
}

class OutgoingQueue {
  #listener;
  /** @type {Outgoing[]} */
  #waiting = [];
  #isSending = false;
  /** @type {(() => void) | null} */
  #wake = null;

  /** @param {Parameters<typeof createOutgoing>[0]} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  async #sendAll() {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0])
      await this.#sendOne(next);
    this.#isSending = false;
  }

  /** @param {Outgoing} outgoing */
  async #sendOne(outgoing) {
    try {
      await this.#sendPatiently(outgoing);
      this.#remove(outgoing);
      this.#listener.arrived(outgoing);
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      this.#remove(outgoing);
      this.#listener.failed(outgoing, error);
    }
  }

  /** @param {Outgoing} outgoing */
  async #sendPatiently(outgoing) {
    const { path, body } = outgoing;
    const since = performance.now();
    for (const pause of PAUSES) {
      try {
        return await post(path, body);
      } catch (error) {
        if (!(error instanceof RequestProblem && error.retry)) throw error;
        this.#listener.delayed();
        const ms = Math.max(pause, error.afterMs);
        const told = tellWaiting(error, { ms, since }, (sentence) =>
          this.#listener.waiting(outgoing, sentence),
        );
        await this.#pauseFor(ms);
        told();
      }
    }
    return post(path, body);
  }

  /** @param {number} ms */
  #pauseFor(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, undefined);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  /** @param {Outgoing} outgoing */
  #remove(outgoing) {
    this.#waiting = this.#waiting.filter((other) => other !== outgoing);
    keep(STORED, this.#waiting);
  }

  /** @param {Outgoing} outgoing */
  send(outgoing) {
    this.#waiting = [...this.#waiting, outgoing];
    keep(STORED, this.#waiting);
    void this.#sendAll();
  }

  /** The connection is back: all that waits is tried at once. */
  hurry() {
    this.#wake?.();
  }

  /** What an earlier life of the page had not sent. */
  left() {
    return /** @type {Outgoing[]} */ (kept(STORED) ?? []);
  }
}
