import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { discardRest } from '../../src/http/discard-rest.ts';
import {
  BodyError,
  type BodyLimits,
  type ReadBodyOptions,
  readBody,
} from '../../src/http/read-body.ts';
import { type Listening, listen } from '../support/listen.ts';

const QUICK: BodyLimits = {
  minBytesPerSecond: 1000,
  graceMs: 300,
  maxCreditMs: 600,
  totalMs: 5_000,
};

describe('reading a request body', () => {
  let server: Server;
  let listening: Listening;
  let options: ReadBodyOptions = {};
  /** What became of the bodies, in their order. */
  const outcomes: (number | string)[] = [];

  before(async () => {
    server = createServer(async (request, response) => {
      discardRest(request, response);
      try {
        outcomes.push((await readBody(request, 1000, options)).length);
      } catch (error) {
        outcomes.push(error instanceof BodyError ? error.problem : String(error));
      }
      response.end(String(outcomes.at(-1)));
    });
    listening = await listen(server);
  });
  after(() => listening.close());
  beforeEach(() => {
    options = {};
    outcomes.length = 0;
  });

  const post = async (body: string | ReadableStream) =>
    (await fetch(listening.url, { method: 'POST', body, duplex: 'half' })).text();

  it('reads a body up to the exact limit, and no further', async () => {
    expect(await post('x'.repeat(1000))).to.equal('1000');
    expect(await post('x'.repeat(1001))).to.equal('too-large');
    expect(await post('')).to.equal('0');
  });

  it('rejects a body over the limit even if its length was not declared', async () => {
    expect(await post(chunks(3, 400, 0))).to.equal('too-large');
  });

  it('gives up on a body that never arrives or arrives too slowly', async () => {
    options = { limits: QUICK };
    const silent = connect(portOf(listening), '127.0.0.1');
    silent.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\n');
    expect(await post(chunks(60, 2, 25))).to.equal('too-slow');
    expect(outcomes).to.deep.equal(['too-slow', 'too-slow']);
    silent.destroy();
  });

  it('accepts a slow body as long as it keeps up the minimum rate', async () => {
    options = { limits: QUICK };
    expect(await post(chunks(30, 30, 25))).to.equal('900');
  });

  it('gives up on a body after the total time limit, regardless of its rate', async () => {
    options = { limits: { ...QUICK, totalMs: 600 } };
    expect(await post(chunks(40, 24, 25))).to.equal('too-slow');
  });

  it('stops reading a body when its signal is aborted or the client disconnects', async () => {
    options = { signal: AbortSignal.timeout(100) };
    expect(await post(chunks(20, 10, 25))).to.equal('displaced');
    options = {};
    const gone = connect(portOf(listening), '127.0.0.1');
    gone.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\nabc');
    await pause(50);
    gone.destroy();
    while (outcomes.length < 2) await pause(10);
    expect(outcomes[1]).to.equal('broken-off');
  });
});

/** So many chunks of so many bytes, a pause before each. */
function chunks(count: number, bytes: number, pauseMs: number): ReadableStream {
  let sent = 0;
  return new ReadableStream({
    async pull(controller) {
      await pause(pauseMs);
      controller.enqueue(new Uint8Array(bytes));
      sent += 1;
      if (sent === count) controller.close();
    },
  });
}

function portOf({ url }: Listening): number {
  return Number(new URL(url).port);
}
