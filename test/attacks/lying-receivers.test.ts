import { createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { type TicketSystem, TicketSystemError } from '../../src/ticket-systems/ticket-system.ts';
import { createWebhook } from '../../src/ticket-systems/webhook.ts';
import { fullTicket } from '../tickets/sample-tickets.ts';

const SECRET = 'sixteen characters or more';
const TIMEOUT_MS = 400;
const DAY_MS = 86_400_000;

/**
 * What a receiver writes on a connection once it has the request; nothing more is sent unless it
 * says so.
 */
type Lie = (socket: Socket) => void;

/** A receiver that keeps to no protocol. */
class LyingReceiver {
  connections = 0;
  lie: Lie = () => undefined;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.once('data', () => this.lie(socket));
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  url(path = '/in?key=query-secret'): string {
    const address = this.#server.address();
    return `http://desk:pass-secret@127.0.0.1:${Object(address).port}${path}`;
  }

  /** Sockets that are still open. */
  get open(): number {
    return this.#sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }
}

/** Writes a piece every few ms, for as long as anybody takes it. */
function endlessly(socket: Socket, piece: string, everyMs = 5): void {
  const timer = setInterval(() => socket.write(piece), everyMs);
  socket.once('close', () => clearInterval(timer));
}

const CHUNK = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;

describe('a webhook with a lying receiver', () => {
  let receiver: LyingReceiver;
  let webhook: TicketSystem;
  beforeEach(async () => {
    receiver = new LyingReceiver();
    await receiver.start();
    webhook = createWebhook({ url: receiver.url(), secret: SECRET, timeoutMs: TIMEOUT_MS });
  });
  afterEach(() => receiver.stop());

  /** What came of one attempt: null where the ticket counts as delivered. */
  async function file(): Promise<TicketSystemError | null> {
    try {
      await webhook.file(fullTicket);
      return null;
    } catch (error) {
      if (!(error instanceof TicketSystemError)) throw error;
      expect(`${error.stack} ${JSON.stringify(error)}`).not.to.match(/secret|sixteen|evil/);
      return error;
    }
  }

  const delivered: Readonly<Record<string, Lie>> = {
    'garbage in the body': (socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n\0\x01{"a":<'),
    'a body that is shorter than it says': (socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\nx'),
    'a body that never ends': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      endlessly(socket, CHUNK);
    },
    'a body that comes drop by drop': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n');
      endlessly(socket, 'x', 50);
    },
    'a body said to be compressed, which it is not': (socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nnope'),
    'other answers before it (1xx)': (socket) =>
      socket.end(
        'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </evil>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
      ),
    'a second answer right behind it': (socket) =>
      socket.end(
        'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n',
      ),
    'cookies and a refresh to elsewhere': (socket) =>
      socket.end(
        'HTTP/1.1 200 OK\r\nset-cookie: a=evil\r\nrefresh: 0; url=http://evil.example\r\ncontent-length: 0\r\n\r\n',
      ),
  };
  for (const [what, lie] of Object.entries(delivered)) {
    it(`counts a ticket as delivered by the status alone, regardless of what follows: ${what}`, async () => {
      receiver.lie = lie;
      expect(await file()).to.equal(null);
      expect(receiver.connections).to.equal(1);
      await closed();
    });
  }

  const again: Readonly<Record<string, Lie>> = {
    'no HTTP at all': (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
    'half a status line': (socket) => socket.end('HTTP/1.1 2'),
    'a status of 000': (socket) => socket.end('HTTP/1.1 000 OK\r\ncontent-length: 0\r\n\r\n'),
    'a connection reset': (socket) => socket.resetAndDestroy(),
    'a connection reset within the headers': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      socket.resetAndDestroy();
    },
    'headers that come drop by drop': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      endlessly(socket, 'x-a: b\r\n', 20);
    },
    'headers without end, as fast as they are taken': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      endlessly(socket, `x-a: ${'b'.repeat(8_000)}\r\n`);
    },
    'an endless row of 1xx answers': (socket) =>
      endlessly(socket, 'HTTP/1.1 102 Processing\r\n\r\n'),
    silence: () => undefined,
    'a line break within a header': (socket) =>
      socket.end('HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 0\r\n\r\n'),
    'two lengths': (socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'),
  };
  for (const [what, lie] of Object.entries(again)) {
    it(`gives up in time and allows a retry: ${what}`, async () => {
      receiver.lie = lie;
      const error = await file();
      expect(error?.final).to.equal(false);
      expect(error?.message).to.match(/^The webhook could not be reached \([A-Za-z0-9_ ]+\)\.$/);
      await closed();
    });
  }

  const redirects: readonly string[] = [
    'http://evil.example/',
    '//evil.example/',
    '/elsewhere',
    'file:///etc/passwd',
    'http://[',
    '',
  ];
  for (const location of redirects) {
    it(`does not follow a redirect with a ticket: Location: ${location || 'nothing'}`, async () => {
      for (const status of [300, 301, 302, 303, 304, 307, 308]) {
        receiver.lie = (socket) =>
          socket.end(
            `HTTP/1.1 ${status} Moved\r\nlocation: ${location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
          );
        expect((await file())?.final, String(status)).to.equal(true);
      }
      expect(receiver.connections).to.equal(7);
    });
  }

  const waits: readonly [header: string, waitMs: number | null][] = [
    ['99999999999999999999999999', DAY_MS],
    ['1e99', null],
    ['-1', null],
    ['0x10', null],
    ['Infinity', null],
    ['NaN', null],
    ['1, 2', null],
    ['   7   ', 7_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', DAY_MS],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Fri, 99 Foo 2026 25:61:61 GMT', null],
    ['x'.repeat(10_000), null],
  ];
  for (const [header, waitMs] of waits) {
    it(`limits how long a receiver can postpone the retry: Retry-After: ${header.slice(0, 30)}`, async () => {
      receiver.lie = (socket) =>
        socket.end(`HTTP/1.1 503 Busy\r\nretry-after: ${header}\r\ncontent-length: 0\r\n\r\n`);
      const error = await file();
      expect([error?.final, error?.retryAfterMs]).to.deep.equal([false, waitMs]);
    });
  }

  it('uses no extra memory, however large the declared answer is', async () => {
    receiver.lie = (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n');
      endlessly(socket, 'x'.repeat(65_536), 1);
    };
    const before = process.memoryUsage().arrayBuffers;
    for (let n = 0; n < 20; n += 1) expect(await file()).to.equal(null);
    expect(process.memoryUsage().arrayBuffers - before).to.be.lessThan(64 * 1024 * 1024);
    await closed();
  });

  /** Resolves when nothing is left open on either side. */
  async function closed(): Promise<void> {
    const end = performance.now() + 5_000;
    while (receiver.open > 0) {
      if (performance.now() > end) throw new Error('A connection stayed open.');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
});
