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

describe('a link to a file, whatever the clock does', () => {
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

  it('works until ten minutes are over, and not at that very moment', async () => {
    const { path } = await newLink();
    time.aheadMs = LINK_MINUTES * MINUTE_MS - 2_000;
    expect(await status(path)).to.equal(200);
    time.aheadMs = LINK_MINUTES * MINUTE_MS;
    expect(await status(path)).to.equal(404);
  });

  it('works as often as it is followed, and asking for its headers uses nothing up', async () => {
    const { path } = await newLink();
    expect([await status(path, 'HEAD'), await status(path), await status(path)]).to.deep.equal([
      200, 200, 200,
    ]);
  });

  it('stays expired once it was found so, though the clock is set back', async () => {
    const { path } = await newLink();
    time.aheadMs = 11 * MINUTE_MS;
    expect(await status(path)).to.equal(404);
    time.aheadMs = MINUTE_MS;
    expect(await status(path)).to.equal(404);
  });

  it('is made no longer by a clock that is set back after it was made', async () => {
    const { path } = await newLink();
    time.aheadMs = -60 * MINUTE_MS;
    expect(await status(path)).to.equal(404);
    const { path: fresh } = await newLink();
    expect(await status(fresh), 'a new one is good').to.equal(200);
    time.aheadMs = -30_000;
    const { path: near } = await newLink(new Date(Date.now() + 30_000));
    expect(await status(near), 'clocks of two processes differ a little').to.equal(200);
  });

  it('expires early rather than late where the clock jumps forwards, and a new one works at once', async () => {
    const { path } = await newLink();
    time.aheadMs = 24 * 60 * MINUTE_MS;
    expect(await status(path)).to.equal(404);
    expect(await status((await newLink()).path)).to.equal(200);
  });

  it('leads nowhere after its file was deleted, and says what to do', async () => {
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

  it('goes on working after a restart, and expires when it should', async () => {
    const { path } = await newLink();
    await app.stop();
    app = await startPage(folder);
    expect(await status(path)).to.equal(200);
    time.aheadMs = LINK_MINUTES * MINUTE_MS;
    expect(await status(path)).to.equal(404);
  });

  it('is not found by a session, a cookie or a name instead of its token', async () => {
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
