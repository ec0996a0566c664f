import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import type { App } from '../../src/app/app.ts';
import { createFileLink, LINK_MINUTES } from '../../src/store/file-links.ts';
import { keepFile } from '../../src/store/files.ts';
import { prune } from '../../src/store/maintenance.ts';
import { PageClient, send } from '../channels/web/page-client.ts';
import { startPage } from '../channels/web/start-page.ts';
import { freshDataDir } from '../support/store.ts';
import { type TimeOfDay, takeTimeOfDay } from '../support/time-of-day.ts';

const MINUTE_MS = 60_000;

describe('expiry of file links while the clock jumps', () => {
  let folder: string;
  let app: App;
  let time: TimeOfDay;
  before(async function () {
    this.timeout(60_000);
    time = takeTimeOfDay();
    folder = await freshDataDir();
    app = await startPage(folder);
  });
  after(async () => {
    await app.stop();
    time.restore();
  });
  beforeEach(() => {
    time.aheadMs = 0;
  });

  async function newLink(
    made = new Date(),
  ): Promise<{ readonly id: string; readonly path: string }> {
    const id = randomUUID();
    const about = {
      id,
      conversation: 'web:1',
      name: 'a.txt',
      type: 'text/plain',
      bytes: 5,
      sha256: '',
      masked: [],
    };
    await keepFile(app.store.db, { ...about, receivedAt: new Date() }, Buffer.from('hello'));
    return { id, path: `/files/${await createFileLink(app.store.db, id, made, LINK_MINUTES)}` };
  }
  const status = async (path: string, method = 'GET') =>
    (await send(app.url + path, method)).status;

  it('serves the file for ten minutes, and answers 404 from that moment on', async () => {
    const { path } = await newLink();
    time.aheadMs = LINK_MINUTES * MINUTE_MS - 2_000;
    expect(await status(path)).to.equal(200);
    time.aheadMs = LINK_MINUTES * MINUTE_MS;
    expect(await status(path)).to.equal(404);
  });

  it('serves the file on every request, and HEAD requests do not use up the link', async () => {
    const { path } = await newLink();
    expect([await status(path, 'HEAD'), await status(path), await status(path)]).to.deep.equal([
      200, 200, 200,
    ]);
  });

  it('keeps an expired link expired after the clock is set back', async () => {
    const { path } = await newLink();
    time.aheadMs = 11 * MINUTE_MS;
    expect(await status(path)).to.equal(404);
    time.aheadMs = MINUTE_MS;
    expect(await status(path)).to.equal(404);
  });

  it('does not extend a link if the clock is set back after the link was created', async () => {
    const { path } = await newLink();
    time.aheadMs = -60 * MINUTE_MS;
    expect(await status(path)).to.equal(404);
    const { path: fresh } = await newLink();
    expect(await status(fresh), 'a new one is good').to.equal(200);
    time.aheadMs = -30_000;
    const { path: near } = await newLink(new Date(Date.now() + 30_000));
    expect(await status(near), 'clocks of two processes differ a little').to.equal(200);
  });

  it('expires links early rather than late if the clock jumps forward, and serves new ones at once', async () => {
    const { path } = await newLink();
    time.aheadMs = 24 * 60 * MINUTE_MS;
    expect(await status(path)).to.equal(404);
    expect(await status((await newLink()).path)).to.equal(200);
  });

  it('answers 404 after the file was deleted, and explains how to get a new link', async () => {
    const { id, path } = await newLink();
    await sql`update files set received_at = '2020-01-01' where id = ${id}`.execute(app.store.db);
    await prune(app.store.db, 90);
    const answer = await send(app.url + path, 'GET');
    expect([answer.status, answer.body.split('\n')[0]]).to.deep.equal([
      404,
      'This link works no more. Press “Files” on the ticket once again for a new one.',
    ]);
    expect(
      (await app.store.db.selectFrom('file_links').select('file').where('file', '=', id).execute())
        .length,
    ).to.equal(0);
  });

  it('keeps a link valid over a restart, and expires it on time', async () => {
    const { path } = await newLink();
    await app.stop();
    app = await startPage(folder);
    expect(await status(path)).to.equal(200);
    time.aheadMs = LINK_MINUTES * MINUTE_MS;
    expect(await status(path)).to.equal(404);
  });

  it('does not find a file by a session, a cookie, a name or an altered token', async () => {
    const { id, path } = await newLink();
    const page = await PageClient.open(app.url);
    const token = path.split('/').at(-1) ?? '';
    for (const other of [
      id,
      `${token}a`,
      token.slice(1),
      token.toUpperCase(),
      `${token}%00`,
      `${token}.txt`,
    ]) {
      expect((await page.get(`/files/${other}`)).status, other).to.equal(404);
    }
  });
});
