import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A real HTTP server on loopback that keeps what it was sent and answers as it is told to. */
export class Receiver {
  readonly received: Received[] = [];
  answer: RequestListener = (_request, response) => {
    // In two statements: restify, once loaded anywhere in the process, leaves writeHead without a
    // result.
    response.writeHead(201);
    response.end();
  };
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const { method = '', url = '', headers } = request;
      this.received.push({ method, path: url, headers, body: await buffer(request) });
      this.answer(request, response);
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string')
      throw new Error('the receiver is not listening');
    return address.port;
  }

  url(path = '/tickets'): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }
}
