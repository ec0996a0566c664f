import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import restify from 'restify';
import {
  connectWorkspaces,
  type InstalledApp,
} from '../../../src/channels/slack/auth/connect-workspaces.ts';
import { BOT_SCOPES } from '../../../src/channels/slack/auth/scopes.ts';
import type { SlackConfig } from '../../../src/config/slack.ts';
import type { Store } from '../../../src/store/store.ts';
import { type Listening, listen } from '../../support/listen.ts';
import { type LogLines, recordLog } from '../../support/record-log.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type SlackOAuth,
  startSlackOAuth,
} from '../../support/slack-oauth.ts';
import { openFreshStore } from '../../support/store.ts';

const TEAM = 'T000000001';
const KEY = randomBytes(32).toString('base64');

interface Signpost {
  readonly url: string;
  readonly installed: InstalledApp;
  readonly slack: SlackOAuth;
  readonly logged: LogLines;
  /** Milliseconds that the clock is ahead. */
  ahead: number;
  close(): Promise<void>;
}

describe('Slack installation', () => {
  let store: Store;
  let signpost: Signpost;
  before(async () => {
    store = await openFreshStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    await store.db.deleteFrom('slack_installations').execute();
    signpost = await start(store);
  });
  afterEach(() => signpost.close());

  const installedHere = async () => signpost.installed.workspaces.credentials(TEAM, null);

  it('sends the person to Slack with the manifest’s scopes, and serves the workspace afterwards', async () => {
    const begun = await begin(signpost);
    const asked = new URL(begun.authorize).searchParams;
    expect(asked.get('client_id')).to.equal(CLIENT_ID);
    expect(asked.get('scope')).to.equal(BOT_SCOPES.join(','));
    expect(asked.get('redirect_uri')).to.equal(`${signpost.url}/slack/oauth_redirect`);
    expect(await installedHere()).to.equal(null);

    const page = await follow(await signpost.slack.agree(begun.authorize), begun.cookie);
    expect(page)
      .to.include({ status: 200 })
      .and.have.property('html')
      .that.contains('Signpost is in Contoso now');
    expect(page.html).to.contain(`href="https://app.slack.com/client/${TEAM}"`);
    expect(await installedHere()).to.include.keys('botToken', 'botUserId', 'botId');
    const [row] = await store.db.selectFrom('slack_installations').selectAll().execute();
    expect(row).to.include({
      id: TEAM,
      name: 'Contoso',
      enterprise: null,
      scopes: BOT_SCOPES.join(','),
    });
  });

  it('answers in the language of the browser, with security headers on the page', async () => {
    const begun = await begin(signpost);
    const back = await signpost.slack.agree(begun.authorize);
    const page = await follow(back, begun.cookie, {
      'accept-language': 'fr, zh-TW;q=0.9, en;q=0.8',
    });
    expect(page.html).to.contain('<html lang="zh-CN">').and.contain('Signpost 已安装到“Contoso”');
    expect(page.headers.get('content-security-policy')).to.match(/^default-src 'none'/);
    expect(page.headers.get('cache-control')).to.equal('no-store');
    expect(page.headers.get('referrer-policy')).to.equal('no-referrer');
  });

  it('hides the browser’s secret from scripts, other sites and the link', async () => {
    const begun = await begin(signpost);
    expect(begun.setCookie).to.match(
      /^signpost-install=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/,
    );
    expect(begun.authorize).not.to.contain(begun.cookie.split('=')[1]);
    const secure = await start(store, { publicUrl: 'https://signpost.example.com' });
    const { setCookie } = await begin(secure);
    await secure.close();
    expect(setCookie).to.match(/^__Host-signpost-install=.*; Secure$/);
  });

  it('replaces an earlier installation and serves the workspace with the new token at once', async () => {
    await install(signpost);
    const first = await installedHere();
    await install(signpost);
    const second = await installedHere();
    expect(second?.botToken).to.be.a('string').and.not.equal(first?.botToken);
    expect(await store.db.selectFrom('slack_installations').select('id').execute()).to.have.length(
      1,
    );
  });

  it('lets a person begin in two tabs and finish in either', async () => {
    const first = await begin(signpost);
    const second = await begin(signpost, first.cookie);
    expect(second.cookie).to.equal(first.cookie);
    expect(
      (await follow(await signpost.slack.agree(first.authorize), first.cookie)).status,
    ).to.equal(200);
    expect(
      (await follow(await signpost.slack.agree(second.authorize), first.cookie)).status,
    ).to.equal(200);
  });

  describe('refusals before Slack is asked', () => {
    const codeCalls = () =>
      signpost.slack.calls.filter(({ method }) => method === 'oauth.v2.access').length;

    async function expectRefused(
      back: string,
      cookie: string,
      status: number,
      words: string,
    ): Promise<void> {
      const before = codeCalls();
      const page = await follow(back, cookie);
      expect(page).to.include({ status });
      expect(page.html).to.contain(words).and.contain(`href="${signpost.url}/slack/install"`);
      expect(codeCalls()).to.equal(before);
    }

    it('rejects a link that was already followed', async () => {
      const begun = await begin(signpost);
      const back = await signpost.slack.agree(begun.authorize);
      expect((await follow(back, begun.cookie)).status).to.equal(200);
      await expectRefused(back, begun.cookie, 400, 'This link has been used already');
    });

    it('accepts exactly one of many simultaneous visits to a link', async () => {
      const begun = await begin(signpost);
      const back = await signpost.slack.agree(begun.authorize);
      const pages = await Promise.all(Array.from({ length: 5 }, () => follow(back, begun.cookie)));
      expect(pages.map(({ status }) => status).sort()).to.deep.equal([200, 400, 400, 400, 400]);
      expect(codeCalls()).to.equal(1);
    });

    it('rejects a link that is ten minutes old', async () => {
      const begun = await begin(signpost);
      const back = await signpost.slack.agree(begun.authorize);
      signpost.ahead = 10 * 60_000;
      await expectRefused(back, begun.cookie, 400, 'That took too long');
      signpost.ahead = 10 * 60_000 - 1_000;
      expect((await follow(back, begun.cookie)).status).to.equal(200);
    });

    it('rejects a link begun in another browser, with or without a cookie of its own', async () => {
      const begun = await begin(signpost);
      const other = await begin(signpost);
      const back = await signpost.slack.agree(begun.authorize);
      await expectRefused(back, '', 400, 'Begun in another browser');
      await expectRefused(back, other.cookie, 400, 'Begun in another browser');
      expect(await installedHere()).to.equal(null);
      expect((await follow(back, begun.cookie)).status).to.equal(200);
    });

    it('rejects a link with a forged, changed or missing state', async () => {
      const begun = await begin(signpost);
      const back = new URL(await signpost.slack.agree(begun.authorize));
      const state = back.searchParams.get('state') ?? '';
      const [expires = '', id, bound, signature] = state.split('.');
      const later = (Number.parseInt(expires, 36) + 60_000).toString(36);
      const elsewhere = await start(store, { key: randomBytes(32).toString('base64') });
      const theirs =
        new URL((await begin(elsewhere, begun.cookie)).authorize).searchParams.get('state') ?? '';
      await elsewhere.close();
      const forged = [
        '',
        'x',
        '...',
        `${state}.x`,
        [later, id, bound, signature].join('.'),
        theirs,
      ];
      for (const text of [...forged, [expires, id, bound, bound].join('.')]) {
        back.searchParams.set('state', text);
        await expectRefused(back.href, begun.cookie, 400, 'This link does not come from Signpost');
      }
      back.searchParams.delete('state');
      await expectRefused(back.href, begun.cookie, 400, 'This link does not come from Signpost');
    });

    it('rejects a link without a code', async () => {
      const begun = await begin(signpost);
      const back = new URL(await signpost.slack.agree(begun.authorize));
      back.searchParams.delete('code');
      await expectRefused(back.href, begun.cookie, 400, 'Slack sent an incomplete answer');
    });

    it('stores nothing if the person cancelled in Slack', async () => {
      const begun = await begin(signpost);
      const state = new URL(begun.authorize).searchParams.get('state');
      const back = `${signpost.url}/slack/oauth_redirect?error=access_denied&state=${state}`;
      await expectRefused(back, begun.cookie, 200, 'Nothing was installed');
    });
  });

  it('shows Slack’s reason to the person and the operator as text, never as markup', async () => {
    const begun = await begin(signpost);
    const back = new URL(await signpost.slack.agree(begun.authorize));
    back.searchParams.set('code', 'guessed');
    const page = await follow(back.href, begun.cookie);
    expect(page.status).to.equal(502);
    expect(page.html).to.contain('invalid_code');
    expect(signpost.logged.at(-1)).to.include({ outcome: 'refused', reason: 'invalid_code' });

    const other = await begin(signpost);
    const state = new URL(other.authorize).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ state, error: '<script>alert(1)</script>' });
    const shown = await follow(`${signpost.url}/slack/oauth_redirect?${query}`, other.cookie);
    expect(shown.html).not.to.contain('<script>');
    expect(shown.html).to.contain('&#60;script&#62;');
  });

  it('tells the person when Slack is unreachable and lets them start again', async () => {
    signpost.slack.answers.set('oauth.v2.access', 'no answer');
    const begun = await begin(signpost);
    const back = await signpost.slack.agree(begun.authorize);
    const page = await follow(back, begun.cookie);
    expect(page.status).to.equal(503);
    expect(page.html).to.contain('Slack cannot be reached');
    signpost.slack.answers.clear();
    await install(signpost);
  });

  it('serves a whole organization after one installation', async () => {
    signpost.slack.answers.set('oauth.v2.access', (answer) => ({
      ...answer,
      team: null,
      enterprise: { id: 'E0CONTOSO', name: 'Contoso Group' },
      is_enterprise_install: true,
    }));
    const page = await install(signpost);
    expect(page.html).to.contain('Signpost is in Contoso Group now');
    const { workspaces } = signpost.installed;
    expect(await workspaces.credentials('T0ANYONE', 'E0CONTOSO')).not.to.equal(null);
    expect(await workspaces.credentials(null, 'E0CONTOSO')).not.to.equal(null);
    expect(await workspaces.credentials('T0ANYONE', 'E0OTHER')).to.equal(null);
    expect(await workspaces.credentials('T0ANYONE', null)).to.equal(null);
  });

  it('rejects an expiring token and names the setting', async () => {
    signpost.slack.answers.set('oauth.v2.access', (answer) => ({
      ...answer,
      refresh_token: 'xoxe-1',
      expires_in: 43_200,
    }));
    const begun = await begin(signpost);
    const page = await follow(await signpost.slack.agree(begun.authorize), begun.cookie);
    expect(page.html).to.contain('token_rotation_is_on');
    expect(await installedHere()).to.equal(null);
  });

  it('installs only listed workspaces and revokes the tokens of others', async () => {
    const strict = await start(store, { workspaces: ['T0OTHER', 'E0OTHER'] });
    const begun = await begin(strict);
    const page = await follow(await strict.slack.agree(begun.authorize), begun.cookie);
    const revoked = strict.slack.calls.at(-1);
    await strict.close();
    expect(page.status).to.equal(403);
    expect(page.html)
      .to.contain('does not serve Contoso')
      .and.contain(`add ${TEAM} to SLACK_WORKSPACES`);
    expect(revoked?.method).to.equal('auth.revoke');
    expect(await store.db.selectFrom('slack_installations').select('id').execute()).to.deep.equal(
      [],
    );
  });

  it('logs no secret, token, code or state', async () => {
    const begun = await begin(signpost);
    const back = new URL(await signpost.slack.agree(begun.authorize));
    await follow(back.href, begun.cookie);
    await follow(back.href, begun.cookie);
    const logged = JSON.stringify(signpost.logged);
    expect(signpost.logged.length).to.be.at.least(2);
    const secrets = [
      CLIENT_SECRET,
      KEY,
      'xoxb-',
      begun.cookie.split('=')[1],
      ...back.searchParams.values(),
    ];
    for (const secret of secrets) expect(logged).not.to.contain(secret);
  });
});

async function start(
  store: Store,
  changes: {
    readonly workspaces?: string[];
    readonly key?: string;
    readonly publicUrl?: string;
  } = {},
): Promise<Signpost> {
  const server = restify.createServer();
  const listening: Listening = await listen(server.server);
  const { workspaces, key = KEY, publicUrl = listening.url } = changes;
  const slack = await startSlackOAuth(publicUrl);
  const { log, lines } = recordLog();
  const oauth = { transport: 'http', install: 'oauth', clientId: CLIENT_ID, publicUrl } as const;
  const config: SlackConfig = workspaces ? { ...oauth, workspaces } : oauth;
  const installed = connectWorkspaces({
    config,
    secrets: {
      signingSecret: 'x',
      botToken: null,
      appToken: null,
      clientSecret: CLIENT_SECRET,
      encryptionKey: key,
    },
    store,
    log,
    overrides: {
      slackApiUrl: slack.apiUrl,
      authorizeUrl: slack.authorizeUrl,
      now: () => Date.now() + signpost.ahead,
    },
  });
  await installed.prepare();
  installed.mount(server);
  const signpost: Signpost = {
    url: listening.url,
    installed,
    slack,
    logged: lines,
    ahead: 0,
    async close() {
      await Promise.all([listening.close(), slack.close()]);
    },
  };
  return signpost;
}

async function begin(
  { url }: Signpost,
  cookie = '',
): Promise<{ readonly authorize: string; readonly setCookie: string; readonly cookie: string }> {
  const response = await fetch(`${url}/slack/install`, { redirect: 'manual', headers: { cookie } });
  expect(response.status).to.equal(302);
  const setCookie = response.headers.get('set-cookie') ?? '';
  return {
    authorize: response.headers.get('location') ?? '',
    setCookie,
    cookie: setCookie.split(';')[0] ?? '',
  };
}

async function follow(
  back: string,
  cookie: string,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await fetch(back, { headers: { cookie, ...headers } });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

async function install(signpost: Signpost): Promise<{ readonly html: string }> {
  const begun = await begin(signpost);
  const page = await follow(await signpost.slack.agree(begun.authorize), begun.cookie);
  expect(page.status, page.html).to.equal(200);
  return page;
}
