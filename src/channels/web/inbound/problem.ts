/**
 * Why a request of the page is refused. The page has its own text for each, under `problem.<code>`.
 */
export type WebProblem =
  | 'wrong-host'
  | 'wrong-origin'
  | 'not-here'
  | 'no-session'
  /** The visitor's page hasn't joined: it was refused, or is still on its way. */
  | 'not-joined'
  | 'not-json'
  | 'too-large'
  | 'invalid'
  | 'too-fast'
  /** Its address has used up its share. */
  | 'too-many'
  /** All addresses together have used up the budget. */
  | 'busy'
  | 'too-slow'
  | 'not-found'
  | 'unavailable'
  /** A message names a file that is missing or not this conversation's. */
  | 'file-lost'
  | `file-${UploadProblem}`;

/** Problems with a file sent to the page. */
export type UploadProblem = 'too-large' | 'empty' | 'wrong-type' | 'unreadable' | 'disk-full';

const STATUS: Readonly<Record<WebProblem, number>> = {
  'wrong-host': 421,
  'wrong-origin': 403,
  'not-here': 403,
  'no-session': 403,
  'not-joined': 409,
  'not-json': 415,
  'too-large': 413,
  invalid: 400,
  'too-fast': 429,
  'too-many': 429,
  busy: 429,
  'too-slow': 408,
  'not-found': 404,
  unavailable: 503,
  'file-lost': 410,
  'file-too-large': 413,
  'file-empty': 422,
  'file-wrong-type': 422,
  'file-unreadable': 422,
  'file-disk-full': 507,
};

const SENTENCE: Readonly<Record<WebProblem, string>> = {
  'wrong-host': 'This page answers only at the address it was started on. Open that address.',
  'wrong-origin': 'The request came from another site. Open the page itself and try again.',
  'not-here':
    'The desk of this page is for people at the machine it runs on. Open it there, without a proxy.',
  'no-session': 'The page has lost its session. Reload it and try again.',
  'not-joined': 'Signpost cannot take anything just now. Leave the page open and try again.',
  'not-json': 'The request is not JSON. Reload the page and try again.',
  'too-large': 'That is too long. Send only the part around the error.',
  invalid: 'The request is not one this page sends. Reload the page and try again.',
  'too-fast': 'That is a lot at once. Wait a few seconds and try again.',
  'too-many': 'A lot has come from your network. Try again in a while.',
  busy: 'A lot of people are here just now. Try again in a while.',
  'too-slow': 'It came too slowly to wait for. Try again over a better connection.',
  'not-found': 'There is nothing here by that name.',
  unavailable: 'That could not be saved. Try again in a moment.',
  'file-lost': 'A file of this message is not there any more. Attach it again.',
  'file-too-large': 'The file is too large.',
  'file-empty': 'The file is empty.',
  'file-wrong-type': 'Files of this kind are not taken.',
  'file-unreadable': 'The file could not be read.',
  'file-disk-full': 'There is no room to keep files just now. Send it again later.',
};

interface RefusalOptions extends ErrorOptions {
  readonly retryAfterSeconds?: number;
  /** Ids of the files concerned. */
  readonly files?: readonly string[];
  /** More specific than the problem's own sentence. */
  readonly sentence?: string;
}

/** A refused request, answered with its status, its code and one sentence. */
export class WebRefusal extends Error {
  override readonly name = 'WebRefusal';
  readonly problem: WebProblem;
  readonly retryAfterSeconds: number | null;
  readonly files: readonly string[];

  constructor(problem: WebProblem, options: RefusalOptions = {}) {
    super(options.sentence ?? SENTENCE[problem], options);
    this.problem = problem;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.files = options.files ?? [];
  }

  get status(): number {
    return STATUS[this.problem];
  }
}
