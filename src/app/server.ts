import { type AddressInfo, createServer as createProbe } from 'node:net';
import { createServer as createRestify, type Request, type Response, type Server } from 'restify';
import { SignpostError } from '../diagnostics/errors.ts';
import type { Log } from '../diagnostics/log.ts';
import { isDirectCaller } from '../http/direct-caller.ts';
import { discardRest } from '../http/discard-rest.ts';
import type { HostCheck } from '../http/host-check.ts';
import { hasReadableTarget } from '../http/request-target.ts';

export interface Health {
  /**
   * Returns what `/readyz` answers, within its own deadlines; 503 if the status is `not ready`.
   * Never rejects.
   */
  report(): Promise<
    { readonly status: 'ready' | 'degraded' | 'not ready' } & Readonly<Record<string, unknown>>
  >;
  /**
   * Returns how much waits or was given up, only for callers on this machine itself. Never rejects.
   */
  counts(): Promise<Readonly<Record<string, number>>>;
}

export interface ServerTimeouts {
  /** Time limits for a request's headers and for the whole request, in ms. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often these limits are checked, in ms. */
  readonly checkMs: number;
}

const TIMEOUTS: ServerTimeouts = { headersMs: 15_000, requestMs: 120_000, checkMs: 5_000 };

/**
 * Creates the HTTP server that every channel is mounted on, with `/healthz` (the process) and
 * `/readyz` (database and jobs).
 */
export function createHttpServer(health: Health, log: Log, timeouts = TIMEOUTS): Server {
  const server = createRestify({
    name: 'signpost',
    ignoreTrailingSlash: true,
    handleUncaughtExceptions: false,
  });
  limitTimes(server, timeouts);
  server.pre((request: Request, response: Response, next: () => void) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    discardRest(request, response);
    next();
  });
  refuseUnreadableTargets(server, log);
  server.get('/healthz', async (_request: Request, response: Response) => {
    sendJson(response, 200, { status: 'ok' });
  });
  server.get('/readyz', async (request: Request, response: Response) => {
    const [report, counts] = await Promise.all([
      health.report(),
      isDirectCaller(request) ? health.counts() : Promise.resolve({}),
    ]);
    if (report.status !== 'ready') log.warn({ ...report }, 'server: readiness degraded');
    sendJson(response, report.status === 'not ready' ? 503 : 200, { ...report, ...counts });
  });
  // Restify answers unmatched routes and errors thrown by routes with its own text: replace it with
  // ours.
  server.on(
    'restifyError',
    (_request: Request, response: Response, error: object, done: () => void) => {
      const status = statusOf(error);
      const sentence = SENTENCES[status] ?? FAILED;
      if (status >= 500)
        log.error(
          { status, reason: error instanceof Error ? error.name : 'unknown' },
          'server: request failed',
        );
      // Already answered: restify would answer again, and that would end the process.
      if (response.headersSent) return;
      response.contentType = 'json';
      Object.assign(error, { toJSON: () => ({ error: sentence }), toString: () => sentence });
      done();
    },
  );
  return server;
}

/** Answers 421 at these routes (`/files/:token`) if a request asks for a host that isn't ours. */
export function refuseOtherHosts(
  server: Server,
  routes: readonly string[],
  isOurs: HostCheck,
): void {
  // Checks the matched route, because the path itself can be written in several ways.
  server.use((request: Request, response: Response, next: (go?: false) => void) => {
    if (isOurs(request) || !routes.includes(String(request.getRoute().path))) return next();
    sendJson(response, 421, {
      error: 'This server does not answer to that host name; set SIGNPOST_PUBLIC_URL to it.',
    });
    next(false);
  });
}

function refuseUnreadableTargets(server: Server, log: Log): void {
  server.pre((request: Request, response: Response, next: (go?: false) => void) => {
    if (hasReadableTarget(request)) return next();
    log.warn({ status: 400 }, 'server: request refused, unreadable host or path');
    // The unread rest of its body must not be taken for the next request.
    response.setHeader('Connection', 'close');
    sendJson(response, 400, {
      error: 'The Host header or the path of this request cannot be read.',
    });
    next(false);
  });
}

function limitTimes({ server }: Server, { headersMs, requestMs, checkMs }: ServerTimeouts): void {
  // Restify creates the server without options; Node reads these when it starts to listen.
  Object.assign(server, {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkMs,
  });
}

/**
 * Starts to listen; resolves to the address people open.
 * @throws SignpostError `config` if the port isn't available.
 */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((cause: NodeJS.ErrnoException) => {
    throw portRefusal(host, port, cause);
  });
  const address = server.server.address() as AddressInfo;
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}

/**
 * Listens briefly and stops again, so that an unavailable port is reported before any slow work.
 * @throws SignpostError `config` if the port isn't available.
 */
export async function expectFreePort(host: string, port: number): Promise<void> {
  const probe = createProbe();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, host, () => probe.close(() => resolve()));
  }).catch((cause: NodeJS.ErrnoException) => {
    throw portRefusal(host, port, cause);
  });
}

/**
 * Stops accepting connections and resolves when requests in progress are answered; closes idle
 * connections at once.
 */
export async function close(server: Server, timeoutMs: number): Promise<void> {
  const http = server.server;
  const closed = new Promise<void>((resolve) => {
    http.close(() => resolve());
  });
  http.closeIdleConnections();
  const impatience = setTimeout(() => http.closeAllConnections(), timeoutMs);
  await closed;
  clearTimeout(impatience);
}

const SENTENCES: Readonly<Record<number, string>> = {
  404: 'There is nothing at this address.',
  405: 'This address does not take such requests.',
};

const FAILED = 'The request could not be answered; please try again.';

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return status === 404 || status === 405 ? status : 500;
}

function portRefusal(host: string, port: number, cause: NodeJS.ErrnoException): SignpostError {
  if (cause.code === 'EADDRINUSE') {
    return new SignpostError(
      'config',
      `PORT ${port} is taken by another program; write another one, such as PORT=3979.`,
      { cause },
    );
  }
  if (cause.code === 'EACCES') {
    return new SignpostError(
      'config',
      `PORT ${port} may not be opened by this user; write one above 1023.`,
      { cause },
    );
  }
  return new SignpostError(
    'config',
    `SIGNPOST_HOST ${host} is not an address of this machine; write one such as 127.0.0.1.`,
    { cause },
  );
}

function sendJson(response: Response, status: number, body: object): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(body));
}
