/** @import { UploadedFile } from '../render/page-view.ts' */
import { problemIn, RequestProblem, tokenHeader } from './api.js';
import { tellWaiting } from './waiting.js';
import { locale } from './words.js';

/** Pauses between tries, in ms; after the last, the person decides. */
const PAUSES = [1000, 2000, 4000, 8000];

/** So many bytes may arrive although they were called back. */
const UNDERWAY = 1024 * 1024;

/**
 * Told how much has gone out, from 0 to 1; and why it waits for long, null when it goes on.
 * @typedef {{ progress: (share: number) => void, waiting: (sentence: string | null) => void }} Listener
 */

/**
 * Sends a file, patiently: what passes by itself is waited for. Its id stays the same, so that it is kept once.
 * @param {{ id: string, name: string, file: File }} sending
 * @param {Listener} listener
 * @param {AbortSignal} signal ends it; it may still arrive then
 * @returns {Promise<UploadedFile>}
 * @throws {RequestProblem}
 */
export async function upload(sending, { progress, waiting }, signal) {
  const since = performance.now();
  for (const pause of PAUSES) {
    try {
      return await once(sending, progress, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof RequestProblem && error.retry)) throw error;
      progress(0);
      const ms = Math.max(pause, error.afterMs);
      await pauseFor(ms, signal).finally(tellWaiting(error, { ms, since }, waiting));
    }
  }
  return once(sending, progress, signal);
}

/**
 * By the older way of asking: the newer one does not tell how much has gone out.
 * @param {{ id: string, name: string, file: File }} sending
 * @param {(share: number) => void} progress
 * @param {AbortSignal} signal
 * @returns {Promise<UploadedFile>}
 */
function once({ id, name, file }, progress, signal) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) throw new RequestProblem('offline', false);
    const request = new XMLHttpRequest();
    request.open('POST', `/page/files?${new URLSearchParams({ id, name, locale: locale() })}`);
    for (const [header, value] of Object.entries(tokenHeader()))
      request.setRequestHeader(header, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    let left = file.size;
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      left = total - loaded;
      progress(total === 0 ? 1 : loaded / total);
    });
    request.addEventListener('load', () => {
      if (request.status === 200) resolve(request.response);
      else reject(problemIn(request.status, request.response));
    });
    for (const broken of ['error', 'abort', 'timeout']) {
      request.addEventListener(broken, () => reject(new RequestProblem('offline', true)));
    }
    // The last of it is better let go on: only what is known to have arrived can be discarded.
    signal.addEventListener('abort', () => (left > UNDERWAY ? request.abort() : null), {
      once: true,
    });
    request.send(file);
  });
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 */
function pauseFor(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, undefined);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new RequestProblem('offline', false));
    });
  });
}
