import { createHash, createHmac, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'kysely';
import type { App } from '../../../../src/app/app.ts';
import { type Answer, PageClient, send } from '../page-client.ts';
import { startPage } from '../start-page.ts';

const PUBLIC = { host: 'help.example.com' };

const cookieOf = ({ headers }: Answer) => headers['set-cookie']?.[0]?.split(';')[0] ?? '';
const conversationOf = (secret: string) =>
  `web:${createHash('sha256').update(secret).digest('hex')}`;
const tokenOf = (secret: string) =>
  createHmac('sha256', secret).update('token of the page').digest('base64url');

describe('the session cookie', () => {
  let app: App;
  before(async () => {
    app = await startPage(undefined, {
      SIGNPOST_WEB_ALLOW_REMOTE: '1',
      SIGNPOST_PUBLIC_URL: 'https://help.example.com',
    });
  });
  after(() => app.stop());

  const open = (headers: Record<string, string> = {}) => send(`${app.url}/`, 'GET', headers);
  const stateWith = async (cookie: string, headers = {}) =>
    (await send(`${app.url}/page/state`, 'GET', { cookie, ...headers })).status;

  it('replaces a cookie it did not sign, instead of renewing it', async () => {
    const planted = randomBytes(32).toString('base64url');
    const signature = randomBytes(32).toString('base64url');
    for (const value of [
      planted,
      `${planted}.${signature}`,
      `${planted}.`,
      'x'.repeat(43),
      '../../etc',
      '',
    ]) {
      const cookie = cookieOf(await open({ cookie: `signpost=${value}` }));
      expect(cookie, value)
        .to.match(/^signpost=[\w-]{43}\.[\w-]{43}$/)
        .and.not.to.contain(planted);
      expect(await stateWith(`signpost=${value}`), value).to.equal(403);
    }
    const joined = await send(
      `${app.url}/page/joined`,
      'POST',
      {
        cookie: `signpost=${planted}`,
        'x-signpost-token': tokenOf(planted),
        'content-type': 'application/json',
      },
      '{"language":null,"timeZone":null}',
    );
    expect(joined.status).to.equal(403);
  });

  it('rejects the secret of one session with the signature of another', async () => {
    const [one, other] = [cookieOf(await open()), cookieOf(await open())];
    expect(await stateWith(`${one.split('.')[0]}.${other.split('.')[1]}`)).to.equal(403);
  });

  it('keeps the session despite planted cookies, and across a restart', async () => {
    const page = await PageClient.open(app.url);
    await page.join();
    const again = await open({ cookie: `signpost=${'x'.repeat(43)}; ${page.cookie}` });
    expect(cookieOf(again)).to.equal(page.cookie);
    expect((await page.get('/page/state')).status).to.equal(200);
  });

  it('binds the cookie to the host over HTTPS, so that no sister site can plant one', async () => {
    for (const headers of [PUBLIC, { 'x-forwarded-proto': 'https' }]) {
      const answer = await open(headers);
      expect(answer.headers['set-cookie']?.[0]).to.match(
        /^__Host-signpost=[\w-]{43}\.[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure$/,
      );
      const cookie = cookieOf(answer);
      expect(cookieOf(await open({ ...headers, cookie }))).to.equal(cookie);
      // Even one that we signed: a sister site could have had it made for itself.
      const planted = cookieOf(await open());
      const replaced = cookieOf(await open({ ...headers, cookie: planted }));
      expect(replaced.replace('__Host-', '')).not.to.equal(planted);
      expect(await stateWith(planted, headers)).to.equal(403);
    }
  });

  it('keeps the conversation of an unsigned cookie of an earlier version, and replaces it with a signed one', async () => {
    const secret = await earlierSession(app);
    const headers = { cookie: `signpost=${secret}` };
    expect(await stateWith(headers.cookie)).to.equal(200);
    const signed = cookieOf(await open(headers));
    expect(signed).to.match(new RegExp(`^signpost=${secret}\\.`));
    expect(await stateWith(signed)).to.equal(200);
    // The answer may have been lost, so it works for a while yet, and then no more.
    expect(await stateWith(headers.cookie)).to.equal(200);
    await sql`update unsigned_page_sessions set replaced_at = now() - interval '11 minutes'`.execute(
      app.store.db,
    );
    expect(await stateWith(headers.cookie)).to.equal(403);
    expect(await stateWith(signed)).to.equal(200);
  });

  it('replaces a cookie of an earlier version with a host-bound one over HTTPS', async () => {
    const secret = await earlierSession(app);
    const bound = cookieOf(await open({ ...PUBLIC, cookie: `signpost=${secret}` }));
    expect(bound).to.match(new RegExp(`^__Host-signpost=${secret}\\.`));
    expect(await stateWith(bound, PUBLIC)).to.equal(200);
  });
});

/** A conversation as it stood when cookies were not signed; gives the secret in the cookie. */
async function earlierSession({ url, store }: App): Promise<string> {
  const page = await PageClient.open(url);
  await page.join();
  const secret = page.cookie.split(/[=.]/)[1] ?? '';
  await store.db
    .insertInto('unsigned_page_sessions')
    .values({ conversation: conversationOf(secret), replaced_at: null })
    .execute();
  return secret;
}
