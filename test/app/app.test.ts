import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { type App, startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { signatureOf } from '../../src/ticket-systems/webhook.ts';
import { ticketJsonSchema } from '../../src/tickets/json-schema.ts';
import { PageClient } from '../channels/web/page-client.ts';
import { onlyFirst } from '../support/shipped-runbooks.ts';
import { freshDataDir, silentLog } from '../support/store.ts';
import { Receiver } from '../ticket-systems/receiver.ts';

const SECRET = 'sixteen characters at least';

describe('reports on the page with a webhook configured', function () {
  this.timeout(60_000);
  const receiver = new Receiver();
  let app: App;
  let dataDir: string;

  const start = async () => {
    const variables = {
      PORT: '0',
      SIGNPOST_DATA_DIR: dataDir,
      TICKET_WEBHOOK_SECRET: SECRET,
      ...onlyFirst(),
    };
    app = await startApp(readConfig({ ...variables, TICKET_WEBHOOK_URL: receiver.url() }), {
      log: silentLog,
    });
  };

  before(async () => {
    await receiver.start();
    dataDir = await freshDataDir();
    await start();
  });
  after(async () => {
    await app.stop();
    await receiver.stop();
  });

  it('keeps the ticket while the receiver is down and over a restart, then delivers it signed, complete and once', async () => {
    receiver.answer = (_request, response) => {
      response.writeHead(503, { 'Retry-After': '1' });
      response.end();
    };
    const page = await PageClient.open(app.url);
    for (const said of [
      'User is not SIP enabled, password: Tr0ub4dor&3',
      'not sure',
      'create a ticket',
      'skip',
      'send',
    ]) {
      await page.say(said);
    }
    await until(() => receiver.received.length > 0);
    expect((await page.state()).ticket?.number).to.equal('SP-1001');
    expect(await app.outbox.health()).to.deep.equal({
      deadReplies: 0,
      deadTickets: 0,
      deadPosts: 0,
      pendingTickets: 1,
    });

    await app.stop();
    receiver.answer = (_request, response) => {
      response.writeHead(201);
      response.end();
    };
    const refused = receiver.received.length;
    await start();
    await until(async () => (await app.outbox.health()).pendingTickets === 0);
    expect(receiver.received).to.have.length(refused + 1);

    const request = receiver.received.at(-1);
    const body = request?.body.toString() ?? '';
    const ticket = JSON.parse(body);
    expect(ticket).to.include({ number: 'SP-1001', priority: 'normal' });
    expect(ticket.match).to.include({ symptom: 'sip-disabled' });
    expect(ticket.report.text).to.equal('User is not SIP enabled, password: [masked: password]');
    expect(ticket.recommendedFixes[0].stages[0].steps.join(' ')).to.contain('msRTCSIP-UserEnabled');
    expect(body).not.to.contain('Tr0ub4dor');
    const validate = addFormats.default(new Ajv2020({ strict: false })).compile(ticketJsonSchema());
    expect(validate(ticket), JSON.stringify(validate.errors)).to.equal(true);
    expect(request?.headers['idempotency-key']).to.equal(ticket.idempotencyKey);
    const timestamp = String(request?.headers['x-signpost-timestamp']);
    expect(request?.headers['x-signpost-signature']).to.equal(signatureOf(timestamp, body, SECRET));
  });

  it('lets only the person who filed a ticket download it', async () => {
    const page = await PageClient.open(app.url);
    for (const said of ['talk to a person', 'skip', 'send']) await page.say(said);
    const number = (await page.state()).ticket?.number;
    expect(number).to.equal('SP-1002');
    const own = await page.get(`/page/tickets/${number}.json`);
    expect(own.status).to.equal(200);
    expect(JSON.parse(own.body)).to.include({ number });
    const stranger = await PageClient.open(app.url);
    expect((await stranger.get(`/page/tickets/${number}.json`)).status).to.equal(404);
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('What was waited for did not happen within 20 s.');
}
