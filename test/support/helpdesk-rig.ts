import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { storeInstallation } from '../../src/store/slack/installations.ts';
import { createTokenCipher } from '../../src/store/slack/token-cipher.ts';
import { type DeskHand, pageHand, slackHand, teamsHand } from './desk-hands.ts';
import type { Transcript } from './read-transcript.ts';
import { type RunningApp, startRunningApp } from './running-app.ts';
import { freshPath } from './scratch.ts';
import type { Seat } from './seat.ts';
import { type SlackApi, startSlackApi } from './slack-api.ts';
import { SlackSeat, slackPerson } from './slack-driver.ts';
import { httpLine, SIGNING_SECRET, type SlackLine } from './slack-line.ts';
import { CLIENT_ID, CLIENT_SECRET } from './slack-oauth.ts';
import type { SlackPerson } from './slack-person.ts';
import { UNHURRIED } from './slack-rig.ts';
import { SLACK_BOT, SLACK_TEAM } from './slack-workspace.ts';
import { type Member, startTeamsConnector, type TeamsConnector } from './teams-connector.ts';
import { CHANNEL, type TeamsAgent, teamsAgent } from './teams-desk-rig.ts';
import { teamsPlatform } from './teams-driver.ts';
import { type TeamsRequests, teamsRequests } from './teams-requests.ts';
import { localCredentials, SINGLE_TENANT } from './teams-rig.ts';
import { APP_ID, startTeamsTokens, TENANT_ID } from './teams-tokens.ts';
import { until } from './turns.ts';
import { webPlatform } from './web-driver.ts';

/** Another workspace in which Signpost is installed, and another tenant that it serves. */
export const OTHER_TEAM = 'T000000002';
export const OTHER_TENANT = '00000000-0000-4000-8000-00000000b002';

/** A Signpost on all three platforms at once, with a desk on each. */
export interface HelpdeskRig {
  readonly running: RunningApp;
  readonly slack: SlackApi;
  readonly teams: TeamsConnector;
  readonly requests: TeamsRequests;
  /** Id of the desk's channel in Slack. */
  readonly slackDesk: string;
  /**
   * Makes agents of these, each in the channel of their desk. Who is in a channel is remembered for
   * a while: do this first.
   */
  slackAgent(name: string): Promise<{ readonly person: SlackPerson; readonly hand: DeskHand }>;
  teamsAgent(name: string): { readonly person: TeamsAgent; readonly hand: DeskHand };
  pageAgent(name: string): Promise<DeskHand>;
  /** Somebody new who is no agent; with `team`, of another workspace. */
  slackPerson(name: string, team?: string): Promise<SlackPerson>;
  teamsPerson(name: string): TeamsAgent;
  /** Somebody of another tenant who was let into the channel of the desk. */
  teamsGuest(name: string): TeamsAgent;
  /** Somebody new with a problem. */
  requester(platform: 'slack' | 'teams' | 'web', person: Transcript['person']): Promise<Seat>;
  close(): Promise<void>;
}

/**
 * @param routes lines of the file of desks below the desks `slack-desk` (in Chinese) and
 * `teams-desk`.
 */
export async function startHelpdeskRig(routes = ''): Promise<HelpdeskRig> {
  const [slack, teams, tokens] = await Promise.all([
    startSlackApi(),
    startTeamsConnector(),
    startTeamsTokens(),
  ]);
  const created = await slack.workspace.call('conversations.create', {
    name: 'it-support',
    is_private: 'true',
  });
  const slackDesk = String(Object(created.channel).id);
  const running = await startRunningApp(
    { ...VARIABLES, SIGNPOST_DESKS: await desksFile(slackDesk, routes) },
    {
      slack: { ...UNHURRIED, slackApiUrl: slack.url },
      teams: {
        openIdMetadataUrl: tokens.metadataUrl,
        credentials: localCredentials(SINGLE_TENANT),
        threadWindows: [],
      },
    },
  );
  for (const id of [SLACK_TEAM, OTHER_TEAM]) await install(running, id);
  const requests = teamsRequests(() => running.app.url, teams, tokens);
  const side = { running, api: slack, line: () => httpLine(running.app.url) };
  const teamsSide = { running, connector: teams, requests };
  const inTeams = teamsPlatform(teamsSide);
  const onPage = webPlatform(running);
  const channel: Member[] = [];
  const letIn = (member: Member) => {
    channel.push(member);
    teams.channelMembers(CHANNEL, channel);
  };
  const inTeamsOnly = {
    quiet: () => until(async () => (await unfinishedBesideSlack(running)) === 0),
  };
  // Teams tells where it is with the first thing it sends.
  await requests.replay('bot-installed');

  return {
    running,
    slack,
    teams,
    requests,
    slackDesk,
    async slackAgent(name) {
      const person = await slackPerson(side, { name, locale: 'zh-CN' });
      await slack.workspace.call('conversations.invite', {
        channel: slackDesk,
        users: person.member.id,
      });
      return { person, hand: slackHand(slack, slackDesk, person) };
    },
    teamsAgent(name) {
      const person = teamsAgent(inTeamsOnly, teams, requests, name, {});
      letIn(person.member);
      return { person, hand: teamsHand(teams, person) };
    },
    pageAgent: (name) => pageHand(running, name),
    slackPerson: (name, team = SLACK_TEAM) =>
      slackPerson({ ...side, line: () => movedTo(team, side.line()) }, { name, locale: 'en-US' }),
    teamsPerson: (name) => teamsAgent(inTeamsOnly, teams, requests, name, {}),
    teamsGuest(name) {
      const guest = teamsAgent(inTeamsOnly, teams, ofTenant(OTHER_TENANT, requests), name, {});
      letIn({ ...guest.member, tenantId: OTHER_TENANT });
      return guest;
    },
    async requester(platform, person) {
      if (platform === 'slack') return new SlackSeat(side, await slackPerson(side, person));
      return platform === 'teams' ? inTeams.seat(person) : onPage.seat(person);
    },
    async close() {
      await running.stop();
      await Promise.all([slack.close(), teams.close(), tokens.close()]);
    },
  };
}

const KEY = Buffer.alloc(32, 7).toString('base64');

/**
 * In several workspaces and tenants, so that one can be a stranger to a desk's and a guest of
 * Signpost all the same.
 */
const VARIABLES = {
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_CLIENT_ID: CLIENT_ID,
  SLACK_CLIENT_SECRET: CLIENT_SECRET,
  SIGNPOST_PUBLIC_URL: 'https://signpost.contoso.com',
  SIGNPOST_ENCRYPTION_KEY: KEY,
  MicrosoftAppId: APP_ID,
  MicrosoftAppPassword: 'a password',
  MicrosoftAppType: 'MultiTenant',
  SIGNPOST_WEB: 'on',
  SIGNPOST_WEB_DESK: 'on',
};

async function desksFile(slackDesk: string, routes: string): Promise<string> {
  const folder = freshPath();
  await mkdir(folder);
  const path = join(folder, 'desks.yaml');
  const slack = `  slack-desk:\n    slack: ${slackDesk}\n    workspace: ${SLACK_TEAM}\n    language: zh-CN\n`;
  const teams = `  teams-desk:\n    teams: ${CHANNEL}\n    tenant: ${TENANT_ID}\n`;
  await writeFile(path, `desks:\n${slack}${teams}${routes}`);
  return path;
}

function install({ app }: RunningApp, id: string): Promise<void> {
  return storeInstallation(app.store.db, createTokenCipher(KEY), {
    id,
    enterprise: null,
    name: 'Contoso',
    botToken: SLACK_BOT.token,
    botUserId: SLACK_BOT.user,
    botId: SLACK_BOT.id,
    scopes: [],
    installedBy: null,
    installedAt: new Date(),
  });
}

/** What waits to be sent, but for what waits until Slack takes it. */
async function unfinishedBesideSlack({ app }: RunningApp): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pgboss.job
    where name = 'replies' or (name = 'desk-posts' and data->>'desk' <> 'slack-desk')
  `.execute(app.store.db);
  return rows[0]?.count ?? 0;
}

/** What somebody of another workspace sends. */
function movedTo(team: string, line: SlackLine): SlackLine {
  return {
    ...line,
    send: (traffic, payload, retry) =>
      line.send(traffic, JSON.parse(JSON.stringify(payload).replaceAll(SLACK_TEAM, team)), retry),
  };
}

function ofTenant(tenant: string, requests: TeamsRequests): TeamsRequests {
  const post: TeamsRequests['post'] = (activity, headers) =>
    requests.post(JSON.stringify(activity).replaceAll(TENANT_ID, tenant), headers);
  return { ...requests, post };
}
