import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import type { Log } from '../../../diagnostics/log.ts';
import { checkHost } from '../auth/guard.ts';
import { setSecurityHeaders } from '../auth/security-headers.ts';
import { sendFailure } from '../outbound/respond.ts';
import { createFailureLog } from './failure-log.ts';

/** Answers one request; `name` is the last part of the path if the route has such a part. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
) => Promise<void> | void;

export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly handler: Handler;
}

/**
 * Adds the routes to the server; each response has the security headers, and each failure gets a
 * friendly answer.
 */
export function mountRoutes(
  server: Server,
  routes: readonly Route[],
  { allowRemote, log }: { readonly allowRemote: boolean; readonly log: Log },
): void {
  const failures = createFailureLog(log);
  for (const { method, path, handler } of routes) {
    server[method](path, (request, response, next) => {
      // `close`, not `finish`: a stream stays open, and a browser may leave before its answer.
      response.once('close', () => next());
      setSecurityHeaders(response);
      void answer(request, response, handler, nameIn(request.params));
    });
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    handler: Handler,
    name: string,
  ) {
    try {
      checkHost(request, allowRemote ? 'any' : 'loopback');
      await handler(request, response, name);
    } catch (error) {
      sendFailure(request, response, error, failures);
    }
  }
}

function nameIn(parameters: unknown): string {
  if (typeof parameters !== 'object' || parameters === null) return '';
  if ('*' in parameters && typeof parameters['*'] === 'string') return parameters['*'];
  return 'name' in parameters && typeof parameters.name === 'string' ? parameters.name : '';
}
