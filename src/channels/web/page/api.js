import { find } from './dom.js';

/** A request that failed: `problem` names the words for it, `retry` says whether trying again can help. */
export class RequestProblem extends Error {
  /**
   * @param {string} problem
   * @param {boolean} retry
   * @param {number} [afterMs]
   * @param {readonly string[]} [files] ids of the files it is about
   */
  constructor(problem, retry, afterMs = 0, files = []) {
    super(problem);
    this.problem = problem;
    this.retry = retry;
    this.afterMs = afterMs;
    this.files = files;
  }
}

/** Problems that pass by themselves. */
const PASSING = new Set(['not-joined', 'unavailable', 'too-fast', 'too-many', 'busy', 'too-slow']);

/** Nobody watches a message wait for longer than this: then the person is told, and decides. */
const MAX_WAIT_MS = 30_000;

/** Problems the page has words for. */
const KNOWN = new Set([
  'wrong-host',
  'wrong-origin',
  'not-here',
  'no-session',
  'not-joined',
  'not-json',
  'too-large',
  'invalid',
  'too-fast',
  'too-many',
  'busy',
  'too-slow',
  'not-found',
  'unavailable',
  'file-too-large',
  'file-empty',
  'file-wrong-type',
  'file-unreadable',
  'file-disk-full',
  'file-lost',
]);

/** What shows the server that a request comes from this page. */
export function tokenHeader() {
  return { 'x-signpost-token': find('meta[name="signpost-token"]', HTMLMetaElement).content };
}

/**
 * Posts JSON to the server, with the session's token, the browser's language and its time zone, and gives the answer.
 * @param {string} path
 * @param {object} body
 * @param {RequestInit} [options]
 * @returns {Promise<unknown>}
 * @throws {RequestProblem}
 */
export async function post(path, body, options = {}) {
  const response = await reach(path, {
    ...options,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...tokenHeader() },
    body: JSON.stringify({ ...body, ...whereabouts() }),
  });
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

/**
 * Reads JSON from the server.
 * @param {string} path
 * @returns {Promise<unknown>}
 * @throws {RequestProblem}
 */
export async function read(path) {
  const response = await reach(path, {});
  if (!response.ok) throw await problemOf(response);
  return response.json();
}

/**
 * @param {string} path
 * @param {RequestInit} request
 */
async function reach(path, request) {
  try {
    return await fetch(path, request);
  } catch {
    throw new RequestProblem('offline', true);
  }
}

/** @param {Response} response */
async function problemOf(response) {
  return problemIn(response.status, await response.json().catch(() => null));
}

/**
 * The problem that an answer tells of.
 * @param {number} status
 * @param {{ problem?: string, retryAfterSeconds?: number, files?: readonly string[] } | null} answer
 */
export function problemIn(status, answer) {
  const { problem = '', retryAfterSeconds, files = [] } = answer ?? {};
  if (!KNOWN.has(problem)) return new RequestProblem('unavailable', status >= 500);
  const afterMs = Number(retryAfterSeconds ?? 0) * 1000;
  return new RequestProblem(
    problem,
    PASSING.has(problem) && afterMs <= MAX_WAIT_MS,
    afterMs,
    files,
  );
}

function whereabouts() {
  const language = /^[A-Za-z0-9-]{1,40}$/.test(navigator.language) ? navigator.language : null;
  return { language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null };
}
