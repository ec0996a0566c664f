import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from '../support/listen.ts';
import { SLACK_BOT, SLACK_TEAM } from '../support/slack-workspace.ts';

/**
 * Slack's Web API and a Bot Connector on loopback that take everything, and their time to say who
 * somebody is.
 */
export interface SlowPlatforms {
  readonly slackApiUrl: string;
  readonly serviceUrl: string;
  /**
   * How long the first question about a person takes, in ms; those that follow are answered at
   * once.
   */
  delayMs: number;
  close(): Promise<void>;
}

export async function startSlowPlatforms(delayMs: number): Promise<SlowPlatforms> {
  const met = new Set<string>();
  let sent = 0;
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    const body = new URLSearchParams(await text(request));
    if (path.includes('/members/')) {
      const person = path.split('/').at(-1) ?? '';
      await meet(person);
      return answer(response, { id: person, userPrincipalName: 'someone@contoso.com' });
    }
    if (path.startsWith('/api/'))
      return answer(response, await ofSlack(path.slice('/api/'.length), body));
    sent += 1;
    answer(response, { id: `message-${sent}` }, request);
  });
  const { url, close } = await listen(server);
  const platforms = { slackApiUrl: `${url}/api/`, serviceUrl: `${url}/emea/`, delayMs, close };
  return platforms;

  async function meet(person: string): Promise<void> {
    if (met.has(person)) return;
    met.add(person);
    await sleep(platforms.delayMs);
  }

  async function ofSlack(method: string, body: URLSearchParams): Promise<object> {
    const user = body.get('user') ?? body.get('users') ?? '';
    switch (method) {
      case 'auth.test':
        return {
          ok: true,
          team: 'Order',
          team_id: SLACK_TEAM,
          user_id: SLACK_BOT.user,
          bot_id: SLACK_BOT.id,
        };
      case 'users.info':
        await meet(user);
        return { ok: true, user: { id: user, name: user, locale: 'en-US', tz: 'Europe/Berlin' } };
      case 'conversations.open':
        return { ok: true, channel: { id: user.replace(/^U/, 'D') } };
      default:
        sent += 1;
        return {
          ok: true,
          channel: body.get('channel') ?? 'D',
          ts: `1764579600.${String(sent).padStart(6, '0')}`,
        };
    }
  }
}

function answer(response: ServerResponse, body: object, request?: IncomingMessage): void {
  response.writeHead(request?.method === 'POST' ? 201 : 200, {
    'content-type': 'application/json',
  });
  response.end(JSON.stringify(body));
}
