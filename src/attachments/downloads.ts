import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import type { Request, Response, Server } from 'restify';
import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import { locales } from '../i18n/locales.ts';
import { translate } from '../i18n/words.ts';
import type { Database } from '../store/database.ts';
import { openFileLink } from '../store/file-links.ts';
import { readFile } from '../store/files.ts';
import type { KeptFile } from '../tickets/file.ts';

export interface DownloadsOptions {
  readonly db: Kysely<Database>;
  /** Path of the links, such as `/files`. */
  readonly path: string;
  readonly log: Log;
  /** How long a client may read nothing before the download is aborted, in ms. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;

/**
 * Serves files to anyone who has a link; only agents get links. The browser always saves a file and
 * never displays it, because its content comes from strangers. Chat programs request links too, so
 * a request changes nothing.
 */
export function mountDownloads(server: Server, options: DownloadsOptions): void {
  const path = `${options.path}/:token`;
  const handler = (request: Request, response: Response, next: () => void) => {
    response.once('close', () => next());
    void answer(options, response, {
      token: tokenIn(request.params),
      isHead: request.method === 'HEAD',
    });
  };
  server.get(path, handler);
  server.head(path, handler);
}

interface DownloadRequest {
  readonly token: string;
  readonly isHead: boolean;
}

async function answer(
  options: DownloadsOptions,
  response: ServerResponse,
  { token, isHead }: DownloadRequest,
): Promise<void> {
  const { db, log } = options;
  try {
    const file = await openFileLink(db, token, new Date());
    if (file === null) return refuse(response, 404);
    const bytes = readFile(db, file.id);
    // Reads before sending headers, because the file may be gone by now.
    const first = await bytes.next();
    response.writeHead(200, headersFor(file));
    if (isHead) {
      await bytes.return();
      response.end();
      return;
    }
    response.setTimeout(options.timeoutMs ?? TIMEOUT_MS, () => response.destroy());
    await pipeline(Readable.from(allOf(first, bytes), { objectMode: false }), response);
  } catch (error) {
    // The client closed the connection early, which isn't an error of ours.
    if (response.destroyed) return;
    log.error(failureFields(error), 'files: download failed');
    if (response.headersSent) response.destroy();
    else refuse(response, 503);
  }
}

async function* allOf(
  first: IteratorResult<Uint8Array, void>,
  rest: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, void> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

const GUARDED = {
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
} as const;

const SENTENCES = { 404: 'downloads.gone', 503: 'downloads.unavailable' } as const;

/** Answers in every language: chat programs and download managers name none. */
function refuse(response: ServerResponse, status: keyof typeof SENTENCES): void {
  const body = locales()
    .map((locale) => `${translate(locale, SENTENCES[status])}\n`)
    .join('');
  const length = Buffer.byteLength(body);
  response.writeHead(status, {
    ...GUARDED,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': length,
  });
  response.end(body);
}

function headersFor(file: KeptFile): Record<string, string | number> {
  return {
    ...GUARDED,
    'content-type': /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(file.type)
      ? file.type
      : 'application/octet-stream',
    'content-length': file.bytes,
    'content-disposition': disposition(file),
    // Range requests get the whole file.
    'accept-ranges': 'none',
  };
}

/**
 * Characters no file name may contain: invisible ones, ones that reverse the text direction, and
 * ones that lead elsewhere in a path.
 */
const UNFIT =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\\/:*?"<>|]/gu;

/** Returns the name in both forms of RFC 6266: plain ASCII for old programs, and in full. */
function disposition({ name }: KeptFile): string {
  const fit = name.toWellFormed().replace(UNFIT, '_').replace(/^\.+/, '_') || 'file';
  const plain = fit.replace(/[^A-Za-z0-9._ -]/g, '_').slice(0, 150);
  const full = encodeURIComponent(fit).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}

function tokenIn(parameters: unknown): string {
  return typeof parameters === 'object' && parameters !== null && 'token' in parameters
    ? String(parameters.token)
    : '';
}
