import { expect } from 'chai';
import { createServer } from 'restify';
import { createWebChannel, type WebChannel } from '../../../src/channels/web/channel.ts';
import { readConfig } from '../../../src/config/config.ts';
import type { Store } from '../../../src/store/store.ts';
import { type Listening, listen } from '../../support/listen.ts';
import { type LogLines, recordLog } from '../../support/record-log.ts';
import { sampleWorld } from '../../support/sample-world.ts';
import { openFreshStore } from '../../support/store.ts';
import { PageClient } from './page-client.ts';

describe('the page when a turn cannot be processed', () => {
  let store: Store;
  let web: WebChannel;
  let listening: Listening;
  let lines: LogLines;
  let works = false;

  before(async () => {
    store = await openFreshStore();
    const recorded = recordLog();
    lines = recorded.lines;
    web = createWebChannel({
      config: readConfig({ SIGNPOST_WEB_DESK: 'off' }),
      store,
      receive: async (event) => {
        if (!works) throw new Error('the words "my secret words" could not be stored');
        await web.channel.keep(store.db, {
          conversation: event.conversation,
          inbound: event,
          said: [],
        });
        return { duplicate: false, decided: null };
      },
      files: { keepBytes: () => Promise.reject(new Error('nobody sends a file')) },
      onTurn: () => () => {},
      world: sampleWorld(),
      log: recorded.log,
    });
    const server = createServer();
    web.mount(server);
    listening = await listen(server.server);
  });
  after(async () => {
    web.close();
    await listening.close();
    await store.close();
  });

  it('explains the failure in a sentence, stores nothing, and accepts the same message again later', async () => {
    const page = await PageClient.open(listening.url);
    const id = '00000000-0000-4000-8000-000000000001';
    const failed = await page.say('my secret words', id);
    expect(failed.status).to.equal(503);
    expect(JSON.parse(failed.body)).to.include({ problem: 'unavailable' });
    expect(failed.body).not.to.contain('secret');
    expect(await store.db.selectFrom('web_messages').selectAll().execute()).to.deep.equal([]);

    works = true;
    expect((await page.say('my secret words', id)).status).to.equal(200);
    const messages = await page.listen((inbound) => inbound.length === 1);
    expect(messages[0]).to.include({ id, text: 'my secret words' });
  });

  it('logs the error and its path, and never the text of the message', () => {
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({ path: '/page/messages', error: 'Error' });
    expect(JSON.stringify(lines)).not.to.contain('secret');
  });

  it('opens no event stream once it is closing', async () => {
    const page = await PageClient.open(listening.url);
    web.close();
    expect((await page.get('/page/events')).status).to.equal(503);
  });
});
