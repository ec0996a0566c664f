import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { createStreams, type Streams } from '../../../../src/channels/web/outbound/streams.ts';
import type { MessageView } from '../../../../src/store/web-messages.ts';
import { silentLog } from '../../../support/store.ts';

const message: MessageView = {
  id: 'm1',
  position: 1,
  revision: 1,
  at: '2026-01-15T12:00:00.000Z',
  author: 'signpost',
  text: 'Hello',
  files: [],
  card: null,
  decided: false,
};

describe('event streams', () => {
  /** A stream whose first look into the database takes until it is told to end. */
  async function streamInTheMiddleOfReading() {
    const reading = Promise.withResolvers<void>();
    const read = Promise.withResolvers<readonly MessageView[]>();
    const source = {
      messagesSince: () => {
        reading.resolve();
        return read.promise;
      },
      stateOf: async () => null,
    };
    const streams: Streams = createStreams(source, silentLog);
    const server = createServer((_request, response) => streams.open('web:1', response, 0));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port }: AddressInfo = Object(server.address());
    const [response]: IncomingMessage[] = await once(
      get({ port, host: '127.0.0.1', agent: false }),
      'response',
    );
    if (!response) throw new Error('The stream did not open.');
    await reading.promise;
    return { streams, server, response, read };
  }

  it('sends nothing more if the stream is closed in the middle of a read, and does not crash the process', async () => {
    const { streams, server, response, read } = await streamInTheMiddleOfReading();
    streams.close();
    read.resolve([message]);
    expect(await text(response)).to.equal('retry: 1500\n\n');
    server.close();
  });

  it('sends what it read if the stream is still open', async () => {
    const { streams, server, response, read } = await streamInTheMiddleOfReading();
    read.resolve([message]);
    let sent = '';
    for await (const chunk of response) {
      sent += String(chunk);
      if (sent.includes('event: message')) break;
    }
    expect(sent).to.contain('event: message\nid: 1\n');
    streams.close();
    server.close();
  });
});
