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
  /** @type {Outgoing[]} */
  let waiting = [];
  let sending = false;
  /** @type {(() => void) | null} */
  let wake = null;

  async function sendAll() {
    if (sending) return;
    sending = true;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) await sendOne(next);
    sending = false;
  }

  /** @param {Outgoing} outgoing */
  async function sendOne(outgoing) {
    try {
      await sendPatiently(outgoing);
      remove(outgoing);
      listener.arrived(outgoing);
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      remove(outgoing);
      listener.failed(outgoing, error);
    }
  }

  /** @param {Outgoing} outgoing */
  async function sendPatiently(outgoing) {
    const { path, body } = outgoing;
    const since = performance.now();
    for (const pause of PAUSES) {
      try {
        return await post(path, body);
      } catch (error) {
        if (!(error instanceof RequestProblem && error.retry)) throw error;
        listener.delayed();
        const ms = Math.max(pause, error.afterMs);
        const told = tellWaiting(error, { ms, since }, (sentence) =>
          listener.waiting(outgoing, sentence),
        );
        await pauseFor(ms);
        told();
      }
    }
    return post(path, body);
  }

  /** @param {number} ms */
  function pauseFor(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, undefined);
      wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  /** @param {Outgoing} outgoing */
  function remove(outgoing) {
    waiting = waiting.filter((other) => other !== outgoing);
    keep(STORED, waiting);
  }

  return {
    /** @param {Outgoing} outgoing */
    send(outgoing) {
      waiting = [...waiting, outgoing];
      keep(STORED, waiting);
      void sendAll();
    },
    /** The connection is back: whatever waits is tried at once. */
    hurry() {
      wake?.();
    },
    /** What an earlier life of the page had not sent. */
    left() {
      return /** @type {Outgoing[]} */ (kept(STORED) ?? []);
    },
  };
}
