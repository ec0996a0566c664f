import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { App } from '../../../src/app/app.ts';
import type { Answer, PageClient } from './page-client.ts';
import { startPage } from './start-page.ts';

export type Headers = Readonly<Record<string, string>>;

/** The page behind a proxy on this machine, so that a test can come from any address. */
export async function startBehindProxy(limits: string): Promise<App> {
  return startPage(undefined, {
    SIGNPOST_WEB_ALLOW_REMOTE: '1',
    SIGNPOST_TRUSTED_PROXIES: '127.0.0.1',
    SIGNPOST_WEB_LIMITS: limits,
  });
}

export function message(text: string) {
  return { id: randomUUID(), text, language: null, timeZone: null };
}

export function statusOf({ status }: Answer): number {
  return status;
}

export function problemOf({ status, body }: Answer): [number, string] {
  return [status, JSON.parse(body).problem];
}

export function sentenceOf(answer: Answer | undefined): string {
  return JSON.parse(answer?.body ?? '{}').sentence;
}

export function many<T>(count: number, make: (index: number) => Promise<T>): Promise<T>[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

export function times<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(many(count, make));
}

export interface RawRequest {
  readonly line: string;
  readonly headers: Headers;
}

/** A request by hand, whose connection stays open. */
export function openRaw({ url, cookie, token }: PageClient, { line, headers }: RawRequest) {
  const { hostname, port, host } = new URL(url);
  const begun = Promise.withResolvers<void>();
  const all = { host, cookie, 'x-signpost-token': token, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const socket = connect(Number(port), hostname, () => {
    socket.write(`${[line, ...lines].join('\r\n')}\r\n\r\n`, () => begun.resolve());
  });
  socket.on('error', () => {});
  return { socket, begun: begun.promise };
}

/** Opens an event stream and keeps it. */
export function openStream(page: PageClient, headers: Headers) {
  const { socket } = openRaw(page, { line: 'GET /page/events HTTP/1.1', headers });
  const status = new Promise<number>((resolve) => {
    socket.once('data', (answer) => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(answer))?.[1])));
  });
  return { socket, status };
}
