import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { storeInstallation } from '../../../src/store/slack/installations.ts';
import { createTokenCipher } from '../../../src/store/slack/token-cipher.ts';
import { type RunningApp, startRunningApp } from '../../support/running-app.ts';
import type { Json } from '../../support/slack-json.ts';
import { httpLine, SIGNING_SECRET, type SlackAck } from '../../support/slack-line.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type SlackOAuth,
  startSlackOAuth,
} from '../../support/slack-oauth.ts';
import { slackPayload } from '../../support/slack-payloads.ts';

const PUBLIC_URL = 'https://signpost.contoso.com';
const TEAM = 'T000000001';
const KEY = randomBytes(32).toString('base64');

describe('several Slack workspaces', () => {
  let slack: SlackOAuth;
  let signpost: RunningApp;
  let events = 0;
  before(async () => {
    slack = await startSlackOAuth(PUBLIC_URL);
    const { apiUrl: slackApiUrl, authorizeUrl } = slack;
    slack.answers.set('chat.postMessage', {
      ok: true,
      channel: 'D0BOBK0001',
      ts: '1795334401.000100',
    });
    signpost = await startRunningApp(
      {
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_CLIENT_ID: CLIENT_ID,
        SLACK_CLIENT_SECRET: CLIENT_SECRET,
        SIGNPOST_PUBLIC_URL: PUBLIC_URL,
        SIGNPOST_ENCRYPTION_KEY: KEY,
      },
      { slack: { slackApiUrl, authorizeUrl, paceIntervalMs: 0 } },
    );
  });
  after(async () => {
    await signpost.stop();
    await slack.close();
  });

  /** An event of a fixture, as of a workspace. */
  async function hear(name: string, team = TEAM, event: Json = {}): Promise<SlackAck> {
    events += 1;
    const ack = await httpLine(signpost.app.url).send(
      'events_api',
      slackPayload(name, {
        team_id: team,
        event_id: `Ev${events}`,
        event: { team, ...event },
        authorizations: [
          {
            enterprise_id: null,
            team_id: team,
            user_id: 'U0X',
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
      }),
    );
    await signpost.quiet();
    return ack;
  }

  const tokensUsed = () =>
    slack.calls.filter(({ method }) => method === 'chat.postMessage').map(({ token }) => token);

  /** Follows a link to Signpost as a proxy in front of it would. */
  function through(address: string, cookie = ''): Promise<Response> {
    const url = address.replace(PUBLIC_URL, signpost.app.url);
    return fetch(url, { redirect: 'manual', headers: { cookie } });
  }

  async function install(): Promise<void> {
    const begun = await through(`${PUBLIC_URL}/slack/install`);
    const cookie = begun.headers.get('set-cookie')?.split(';')[0];
    const back = await slack.agree(begun.headers.get('location') ?? '');
    expect(back).to.match(/^https:\/\/signpost\.contoso\.com\/slack\/oauth_redirect\?/);
    expect((await through(back, cookie)).status).to.equal(200);
  }

  it('acknowledges events of a workspace without an installation and answers nothing', async () => {
    expect(await hear('message-in-direct-messages')).to.include({ status: 200 });
    expect(tokensUsed()).to.deep.equal([]);
    expect(signpost.logged.at(-1)?.msg).to.match(/app not installed in its workspace/);
  });

  it('answers with the token of an installed workspace only there, even after a restart', async () => {
    await install();
    await hear('message-in-direct-messages');
    const [token, ...more] = tokensUsed();
    expect(token).to.match(/^xoxb-/);
    expect(more.every((other) => other === token)).to.equal(true);
    const before = tokensUsed().length;
    await hear('message-in-chinese', 'T0STRANGERS');
    expect(tokensUsed()).to.have.length(before);
    await signpost.restart();
    await hear('message-in-chinese');
    expect(tokensUsed().length).to.be.greaterThan(before);
    expect(new Set(tokensUsed())).to.deep.equal(new Set([token]));
    expect(JSON.stringify(signpost.logged)).not.to.contain(token);
  });

  for (const removal of ['app-uninstalled', 'tokens-revoked']) {
    it(`forgets a workspace at once on ${removal}, and serves it again after a new installation`, async () => {
      await install();
      await hear(removal);
      const rows = await signpost.app.store.db
        .selectFrom('slack_installations')
        .select('id')
        .execute();
      expect(rows).to.deep.equal([]);
      const before = tokensUsed();
      await hear('message-in-direct-messages');
      expect(tokensUsed()).to.deep.equal(before);
      await install();
      await hear('message-in-direct-messages');
      expect(tokensUsed().length).to.be.greaterThan(before.length);
      expect(before).not.to.include(tokensUsed().at(-1));
    });
  }

  it('fetches a file with the token of the workspace it was sent in', async () => {
    const { db } = signpost.app.store;
    const second = {
      id: 'T0SECOND',
      enterprise: null,
      name: 'Second',
      botToken: 'xoxb-second',
      botUserId: 'U0X',
    };
    const installed = { botId: null, scopes: [], installedBy: null, installedAt: new Date() };
    await storeInstallation(db, createTokenCipher(KEY), { ...second, ...installed });
    const own = tokensUsed().at(-1);
    const used: (string | null)[] = [];
    for (const team of [TEAM, 'T0SECOND']) {
      const path = `/files-pri/${team}/client.json`;
      slack.answers.set(path, { of: team });
      const url = new URL(path, slack.apiUrl).href;
      await hear('message-with-file', team, {
        files: [{ id: 'F1', name: 'client.json', url_private: url }],
      });
      const fetched = slack.calls.filter(({ method }) => method === path);
      expect(fetched).to.have.length(1);
      used.push(fetched[0]?.token ?? null);
    }
    expect(used).to.deep.equal([own, 'xoxb-second']);
    const kept = await db.selectFrom('files').select(['conversation', 'name']).execute();
    expect(kept.map(({ conversation }) => conversation)).to.have.members([
      `slack:${TEAM}:D0BOBK0001`,
      'slack:T0SECOND:D0BOBK0001',
    ]);
  });
});
