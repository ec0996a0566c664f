import { resolve } from 'node:path';
import { channelContract, deliveryContract, playAlike } from '../contracts/channel.ts';
import { readTranscript } from '../support/read-transcript.ts';
import { type RunningApp, startRunningApp } from '../support/running-app.ts';
import type { Platform } from '../support/seat.ts';
import { type SlackApi, startSlackApi } from '../support/slack-api.ts';
import { slackPlatform } from '../support/slack-driver.ts';
import { httpLine } from '../support/slack-line.ts';
import { SLACK_VARIABLES, UNHURRIED } from '../support/slack-rig.ts';
import { startTeamsConnector, type TeamsConnector } from '../support/teams-connector.ts';
import { teamsPlatform } from '../support/teams-driver.ts';
import { teamsRequests } from '../support/teams-requests.ts';
import { localCredentials, SINGLE_TENANT } from '../support/teams-rig.ts';
import { APP_ID, startTeamsTokens, TENANT_ID, type TeamsTokens } from '../support/teams-tokens.ts';
import { webPlatform } from '../support/web-driver.ts';

/** Conversations that every channel is to hold alike. */
const EVERYWHERE = [
  'en-changed-before-sending',
  'en-language-changes-midway',
  'en-none-of-these',
  'zh-form-corrected',
  'zh-picked-from-all',
  'zh-still-broken-after-solved',
  'zh-second-problem',
  'zh-secrets-masked',
];

describe('all channels', function () {
  this.timeout(30_000);
  let running: RunningApp;
  let connector: TeamsConnector;
  let tokens: TeamsTokens;
  let api: SlackApi;
  const platforms = new Map<string, Platform>();

  before(async () => {
    [connector, tokens, api] = await Promise.all([
      startTeamsConnector(),
      startTeamsTokens(),
      startSlackApi(),
    ]);
    const teams = {
      openIdMetadataUrl: tokens.metadataUrl,
      credentials: localCredentials(SINGLE_TENANT),
      threadWindows: [],
    };
    const microsoft = {
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: 'a password',
      MicrosoftAppTenantId: TENANT_ID,
    };
    running = await startRunningApp(
      { ...microsoft, ...SLACK_VARIABLES.http },
      { teams, slack: { ...UNHURRIED, slackApiUrl: api.url } },
    );
    const requests = teamsRequests(() => running.app.url, connector, tokens);
    const here = [
      webPlatform(running),
      teamsPlatform({ running, connector, requests }),
      slackPlatform({ running, api, line: () => httpLine(running.app.url) }),
    ];
    for (const platform of here) platforms.set(platform.name, platform);
  });
  after(async () => {
    await running.stop();
    await Promise.all([connector.close(), tokens.close(), api.close()]);
  });

  for (const name of ['web', 'teams', 'slack']) {
    describe(`the ${name} channel`, () => {
      const platform = () => {
        const found = platforms.get(name);
        if (found === undefined) throw new Error(`There is no channel ${name}.`);
        return found;
      };
      channelContract(() => running, platform);
      if (name !== 'web') deliveryContract(() => running, platform);

      for (const transcript of EVERYWHERE) {
        it(`plays the conversation ${transcript} as specified`, async () => {
          const path = resolve(import.meta.dirname, `../transcripts/${transcript}.yaml`);
          await playAlike(readTranscript(path, `${transcript}.yaml`), running, platform());
        });
      }
    });
  }
});
