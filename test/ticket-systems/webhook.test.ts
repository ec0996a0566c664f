import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import packageJson from '../../package.json' with { type: 'json' };
import { TicketSystemError } from '../../src/ticket-systems/ticket-system.ts';
import { createWebhook, type WebhookOptions } from '../../src/ticket-systems/webhook.ts';
import { codeBlocks, fullTicket } from '../tickets/sample-tickets.ts';
import { Receiver } from './receiver.ts';

const SECRET = 'sixteen characters or more';
const NOON = Date.UTC(2026, 10, 22, 12);

describe('the ticket webhook', () => {
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = new Receiver();
    await receiver.start();
  });

  afterEach(() => receiver.stop());

  const webhook = (options: Partial<WebhookOptions> = {}) =>
    createWebhook({ url: receiver.url(), secret: SECRET, now: () => NOON, ...options });

  const answering = (status: number, headers: Record<string, string> = {}, body = '') => {
    receiver.answer = (_request, response) => {
      response.writeHead(status, headers);
      response.end(body);
    };
  };

  describe('posting a ticket', () => {
    it('posts the complete ticket as JSON, with its sender and an idempotency key', async () => {
      await webhook().file(fullTicket);
      const [request] = receiver.received;
      expect(request).to.include({ method: 'POST', path: '/tickets' });
      expect(request?.headers).to.include({
        'content-type': 'application/json; charset=utf-8',
        'user-agent': `signpost/${packageJson.version}`,
        'idempotency-key': fullTicket.idempotencyKey,
        'x-signpost-timestamp': String(NOON / 1000),
      });
      expect(JSON.parse(request?.body.toString() ?? '')).to.deep.equal(fullTicket);
    });

    it('posts a ticket in any language, byte for byte as it was signed', async () => {
      await webhook().file({ ...fullTicket, title: '获取个人证书时出现问题 🪪' });
      const [request] = receiver.received;
      const timestamp = request?.headers['x-signpost-timestamp'];
      const expected = createHmac('sha256', SECRET)
        .update(`${timestamp}.`)
        .update(request?.body ?? '')
        .digest('hex');
      expect(request?.headers['x-signpost-signature']).to.equal(`v1=${expected}`);
      expect(JSON.parse(request?.body.toString() ?? '').title).to.equal(
        '获取个人证书时出现问题 🪪',
      );
    });

    it('sends the same idempotency key when a ticket is filed again', async () => {
      const system = webhook();
      await system.file(fullTicket);
      await system.file(fullTicket);
      const keys = receiver.received.map(({ headers }) => headers['idempotency-key']);
      expect(keys).to.deep.equal([fullTicket.idempotencyKey, fullTicket.idempotencyKey]);
    });

    it('uses basic authentication if the address contains a user name and password', async () => {
      const url = receiver.url('/in?queue=help').replace('http://', 'http://desk:p%40ss%zz@');
      await webhook({ url }).file(fullTicket);
      expect(receiver.received[0]?.path).to.equal('/in?queue=help');
      expect(receiver.received[0]?.headers.authorization).to.equal(
        `Basic ${btoa('desk:p%40ss%zz')}`,
      );
    });
  });

  describe('successful delivery', () => {
    for (const status of [200, 201, 202, 204]) {
      it(`accepts an answer of ${status} as delivered`, async () => {
        answering(status);
        await webhook().file(fullTicket);
        expect(receiver.received).to.have.length(1);
      });
    }

    it('accepts an answer with an endless body as delivered, without reading it', async () => {
      receiver.answer = (_request, response) => {
        response.writeHead(200);
        response.write('x'.repeat(65_536));
      };
      await webhook().file(fullTicket);
      expect(receiver.received).to.have.length(1);
    });
  });

  describe('retryable failures', () => {
    for (const status of [408, 425, 429, 500, 502, 503, 504]) {
      it(`asks for a retry after ${status}`, async () => {
        answering(status);
        const error = await refusalOf(webhook());
        expect(error).to.include({
          final: false,
          retryAfterMs: null,
          message: `The webhook answered ${status}.`,
        });
      });
    }

    it('delivers the ticket on a retry', async () => {
      const system = webhook();
      answering(500);
      expect((await refusalOf(system)).final).to.equal(false);
      answering(200);
      await system.file(fullTicket);
      expect(receiver.received).to.have.length(2);
    });

    for (const [header, wait] of [
      ['120', 120_000],
      ['0', 0],
      [new Date(NOON + 30_000).toUTCString(), 30_000],
      [new Date(NOON - 30_000).toUTCString(), 0],
      ['99999999', 86_400_000],
      ['soon', null],
      ['-5', null],
    ] as const) {
      it(`asks for a retry ${wait === null ? 'whenever we like' : `after ${wait} ms`} on Retry-After: ${header}`, async () => {
        answering(429, { 'Retry-After': header });
        expect((await refusalOf(webhook())).retryAfterMs).to.equal(wait);
      });
    }

    it('asks for a retry if nothing listens at the address', async () => {
      const system = webhook();
      await receiver.stop();
      const error = await refusalOf(system);
      expect(error).to.include({
        final: false,
        message: 'The webhook could not be reached (ECONNREFUSED).',
      });
      await receiver.start();
    });

    it('asks for a retry if no answer arrives in time', async () => {
      receiver.answer = () => undefined;
      const error = await refusalOf(webhook({ timeoutMs: 50 }));
      expect(error).to.include({
        final: false,
        message: 'The webhook could not be reached (no answer in time).',
      });
    });

    it('asks for a retry if the connection breaks', async () => {
      receiver.answer = (request) => request.socket.destroy();
      const error = await refusalOf(webhook());
      expect(error.final).to.equal(false);
      expect(error.message).to.match(/^The webhook could not be reached \([A-Z_]+\)\.$/);
    });
  });

  describe('permanent failures', () => {
    for (const status of [400, 401, 403, 404, 409, 410, 413, 422]) {
      it(`gives up after ${status}`, async () => {
        answering(status);
        const error = await refusalOf(webhook());
        expect(error.final).to.equal(true);
        expect(error.message).to.contain(`answered ${status};`);
      });
    }

    for (const status of [301, 302, 303, 307, 308]) {
      it(`gives up after ${status} without following the redirect`, async () => {
        answering(status, { Location: receiver.url('/elsewhere') });
        const error = await refusalOf(webhook());
        expect(error.final).to.equal(true);
        expect(error.message).to.contain('TICKET_WEBHOOK_URL');
        expect(receiver.received.map(({ path }) => path)).to.deep.equal(['/tickets']);
      });
    }
  });

  it('keeps the secret, the address and the answer out of error messages', async () => {
    const url = receiver.url('/in?key=query-secret').replace('http://', 'http://desk:pass-secret@');
    const said: string[] = [];
    for (const status of [302, 400, 500]) {
      answering(status, {}, 'body-secret');
      said.push(everythingIn(await refusalOf(webhook({ url }))));
    }
    receiver.answer = (request) => request.socket.destroy();
    said.push(everythingIn(await refusalOf(webhook({ url }))));
    expect(said.join('\n')).not.to.match(
      /query-secret|pass-secret|body-secret|sixteen characters|\/in/,
    );
  });
});

describe('a receiver that verifies signatures as documented', () => {
  let receiver: Receiver;
  let check: (headers: object, body: Buffer, secret: string, now: number) => boolean;

  before(async () => {
    receiver = new Receiver();
    await receiver.start();
    const source = Buffer.from(codeBlocks('js')[0] ?? '').toString('base64');
    ({ isFromSignpost: check } = await import(`data:text/javascript;base64,${source}`));
    await createWebhook({ url: receiver.url(), secret: SECRET, now: () => NOON }).file(fullTicket);
  });

  after(() => receiver.stop());

  const checked = (
    change: { header?: object; body?: Buffer; secret?: string; now?: number } = {},
  ) => {
    const [request] = receiver.received;
    const headers = { ...request?.headers, ...change.header };
    return check(
      headers,
      change.body ?? request?.body ?? Buffer.alloc(0),
      change.secret ?? SECRET,
      change.now ?? NOON,
    );
  };

  it('accepts a ticket signed by Signpost', () => {
    expect(checked()).to.equal(true);
    expect(checked({ now: NOON + 299_000 })).to.equal(true);
  });

  it('rejects a ticket that was altered, replayed or signed by someone else', () => {
    expect(checked({ body: Buffer.from('{}') })).to.equal(false);
    expect(checked({ secret: 'another secret of theirs' })).to.equal(false);
    expect(checked({ now: NOON + 301_000 })).to.equal(false);
    expect(checked({ header: { 'x-signpost-timestamp': String(NOON / 1000 + 1) } })).to.equal(
      false,
    );
    expect(checked({ header: { 'x-signpost-timestamp': '' } })).to.equal(false);
    expect(checked({ header: { 'x-signpost-signature': 'v1=' } })).to.equal(false);
    expect(checked({ header: { 'x-signpost-signature': undefined } })).to.equal(false);
  });
});

async function refusalOf(system: ReturnType<typeof createWebhook>): Promise<TicketSystemError> {
  try {
    await system.file(fullTicket);
  } catch (error) {
    if (error instanceof TicketSystemError) return error;
    throw error;
  }
  throw new Error('the ticket was taken');
}

function everythingIn(error: Error): string {
  return `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
}
