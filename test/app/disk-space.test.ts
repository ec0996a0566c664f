import { randomUUID } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { expect } from 'chai';
import { type App, startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/config/config.ts';
import type { Log } from '../../src/diagnostics/log.ts';
import { fileTicket } from '../channels/web/desk/file-ticket.ts';
import { PageClient, send } from '../channels/web/page-client.ts';
import { recordLog } from '../support/record-log.ts';
import { rejectionOf } from '../support/rejection.ts';
import { scratch } from '../support/scratch.ts';
import { onlyFirst } from '../support/shipped-runbooks.ts';
import { freshDataDir, silentLog } from '../support/store.ts';
import { message } from '../support/turns.ts';

const DISK_FULL = Object.assign(new Error('could not extend file'), { code: '53100' });

/** https://github.com/pinojs/pino/blob/main/docs/api.md#loggerlevels-object */
const WARNING = 40;

describe('a disk that fills up', function () {
  this.timeout(60_000);
  let app: App;
  afterEach(() => app.stop());

  it('refuses files first, in the language of the sender, and still accepts messages', async () => {
    app = await start({ SIGNPOST_DISK_RESERVE_MB: reserveAboveFree() });
    const page = await PageClient.open(app.url);
    await page.join();
    const refused = await page.upload('client.log', 'a line\n');
    expect(refused.status).to.equal(507);
    expect(JSON.parse(refused.body)).to.include({ problem: 'file-disk-full' });
    expect(JSON.parse(refused.body).sentence).to.match(
      /^client\.log: there is no room to keep files just now/,
    );
    const chinese = await page.upload('client.log', 'a line\n', { locale: 'zh-CN' });
    expect(JSON.parse(chinese.body).sentence).to.match(/^client\.log：目前没有空间保存文件/);
    expect((await page.say('User is not SIP enabled')).status).to.equal(200);
    const ready = await send(`${app.url}/readyz`, 'GET');
    expect(ready.status).to.equal(200);
    expect(JSON.parse(ready.body)).to.deep.include({
      status: 'degraded',
      problems: ['disk: low, files are refused'],
    });
  });

  it('refuses messages last, asks the sender to try again, stores nothing, and answers readiness probes with 503', async () => {
    const { log, lines } = recordLog();
    app = await start({}, log);
    const number = await fileTicket(app.url);
    const before = await kept(app);
    const page = await PageClient.open(app.url);
    app.store.disk.report(DISK_FULL);
    const id = randomUUID();
    const refused = await page.say('User is not SIP enabled', id);
    expect(refused.status).to.equal(503);
    expect(JSON.parse(refused.body).sentence).to.include('Try again');
    const error = await rejectionOf(
      app.requesterService.receive(message('web:other', 'e1', 'hello'), {}),
    );
    expect(error).to.include({ code: 'disk-full' });
    const request = {
      id: randomUUID(),
      agent: 'Alice',
      locale: 'en',
      language: 'en',
      timeZone: null,
      ticket: null,
    };
    const command = await page.post('/desk/commands', {
      ...request,
      text: `note ${number} The disk is full.`,
    });
    expect(command.status, command.body).to.equal(503);
    const [line] = lines.filter(({ msg }) => msg === 'agent command');
    expect(line).to.include({ level: WARNING, outcome: 'failed', code: 'disk-full' });
    const withStack = lines.filter((each) => 'at' in each);
    expect(withStack, 'lines with a stack').to.deep.equal([]);
    expect(await kept(app)).to.deep.equal(before);
    const ready = await send(`${app.url}/readyz`, 'GET');
    expect(ready.status).to.equal(503);
    expect(JSON.parse(ready.body)).to.deep.include({
      status: 'not ready',
      problems: ['disk: full'],
    });
    expect((await send(`${app.url}/healthz`, 'GET')).status).to.equal(200);
  });
});

/** How many conversations there are, and how many things happened to tickets. */
async function kept({ store }: App): Promise<readonly number[]> {
  const talks = await store.db.selectFrom('conversations').select('id').execute();
  const events = await store.db.selectFrom('ticket_events').select('revision').execute();
  return [talks.length, events.length];
}

async function start(
  variables: Readonly<Record<string, string>>,
  log: Log = silentLog,
): Promise<App> {
  const own = { PORT: '0', SIGNPOST_DATA_DIR: await freshDataDir(), ...onlyFirst() };
  return startApp(readConfig({ ...own, ...variables }), { log });
}

/** So many megabytes that the disk of the tests has less, and more than a fifth. */
function reserveAboveFree(): string {
  const { bavail, bsize } = statfsSync(scratch());
  return String(Math.ceil((2 * bavail * bsize) / 2 ** 20));
}
