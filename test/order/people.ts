import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PageClient } from '../channels/web/page-client.ts';
import { httpLine } from '../support/slack-line.ts';
import { slackPayload } from '../support/slack-payloads.ts';
import { nextStamp } from '../support/slack-person.ts';
import { SLACK_BOT, SLACK_TEAM } from '../support/slack-workspace.ts';
import { TENANT_ID } from '../support/teams-tokens.ts';
import type { Fleet, Member } from './fleet.ts';

/** Somebody whom no process has met yet, and who can write by way of any of them. */
export interface Writer {
  /** Key of their conversation. */
  readonly conversation: string;
  /** Ids of two new messages. */
  newIds(): readonly [string, string];
  /** Sends a message to a process; resolves to the status it is answered with. */
  write(to: Member, id: string): Promise<number>;
}

/** `slack-command`: a message in Slack, then a slash command, which carries no timestamp. */
export type PlatformName = 'teams' | 'slack' | 'slack-command' | 'page';

/** Ids of events of slash commands begin so. */
const COMMAND = 'command:';

let writers = 0;
let lastMs = 0;

/** Teams stamps messages with milliseconds; those of one chat never have the same one. */
function nextTimestamp(): string {
  lastMs = Math.max(Date.now(), lastMs + 1);
  return new Date(lastMs).toISOString();
}

export async function newWriter(fleet: Fleet, platform: PlatformName): Promise<Writer> {
  writers += 1;
  switch (platform) {
    case 'teams':
      return teamsWriter(fleet, `${writers}`);
    case 'slack':
      return slackWriter(`${writers}`.padStart(8, '0'));
    case 'slack-command': {
      const writer = slackWriter(`${writers}`.padStart(8, '0'));
      return { ...writer, newIds: () => [randomUUID(), `${COMMAND}${randomUUID()}`] };
    }
    case 'page':
      return pageWriter(fleet);
    default:
      return platform satisfies never;
  }
}

async function teamsWriter({ platforms, tokens }: Fleet, number: string): Promise<Writer> {
  const fixture = resolve(import.meta.dirname, '../fixtures/teams/message-in-personal-chat.json');
  const recorded: object = JSON.parse(await readFile(fixture, 'utf8'));
  const authorization = await tokens.sign(platforms.serviceUrl);
  const chat = `a:order-${number}`;
  const about = {
    serviceUrl: platforms.serviceUrl,
    conversation: { id: chat, conversationType: 'personal', tenantId: TENANT_ID },
    from: { id: `29:order-${number}`, name: 'Bob', aadObjectId: randomUUID() },
    text: 'status',
  };
  return {
    conversation: `teams:${TENANT_ID}:${chat}`,
    newIds: twoIds,
    async write(to, id) {
      const response = await fetch(`${to.url}/api/messages`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ ...recorded, ...about, id, timestamp: nextTimestamp() }),
      });
      await response.text();
      return response.status;
    },
  };
}

function slackWriter(number: string): Writer {
  const user = `U${number}`;
  const channel = `D${number}`;
  return {
    conversation: `slack:${SLACK_TEAM}:${channel}`,
    newIds: twoIds,
    async write(to, id) {
      if (id.startsWith(COMMAND)) return command(to, id.slice(COMMAND.length));
      const stamp = nextStamp();
      const event = { user, team: SLACK_TEAM, channel, text: 'status', ts: stamp, event_ts: stamp };
      const team = { team_id: SLACK_TEAM, context_team_id: SLACK_TEAM };
      const authorizations = [
        { ...team, enterprise_id: null, user_id: SLACK_BOT.user, is_bot: true },
      ];
      const payload = slackPayload('message-in-direct-messages', {
        ...team,
        authorizations,
        event_id: id,
        event,
      });
      return (await httpLine(to.url).send('events_api', payload)).status;
    },
  };

  async function command(to: Member, trigger: string): Promise<number> {
    const payload = slackPayload('command-with-text', {
      team_id: SLACK_TEAM,
      user_id: user,
      channel_id: channel,
      text: 'status',
      trigger_id: trigger,
    });
    return (await httpLine(to.url).send('slash_commands', payload)).status;
  }
}

function twoIds(): [string, string] {
  return [randomUUID(), randomUUID()];
}

async function pageWriter({ members }: Fleet): Promise<Writer> {
  const page = await PageClient.open(members.at(-1)?.url ?? '');
  return {
    conversation: page.conversation,
    newIds: twoIds,
    async write(to, id) {
      return (await page.at(to.url).say('status', id)).status;
    },
  };
}
