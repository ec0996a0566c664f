import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createEmulator } from 'emulate';
import { listen } from './listen.ts';
import { type Json, readJson } from './slack-json.ts';

export const CLIENT_ID = '1111.2222';
export const CLIENT_SECRET = 'the-secret-of-the-client';

/**
 * Slack's side of an installation on loopback: the emulator, with a door in front of it that can
 * answer otherwise.
 */
export interface SlackOAuth {
  /** For `slackApiUrl`. */
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  /** Methods that were called so far, in order, with the token they were called with. */
  readonly calls: { readonly method: string; readonly token: string | null }[];
  /**
   * Answers to give instead of Slack's own, by method; changes what Slack answers if it is a
   * function.
   */
  readonly answers: Map<string, Json | ((answer: Json) => Json) | 'no answer'>;
  /**
   * What a person does who says yes at this address: resolves to where Slack sends them back to.
   */
  agree(authorize: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts it for an app that people install at this address (of Signpost). */
export async function startSlackOAuth(publicUrl: string): Promise<SlackOAuth> {
  const app = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET, name: 'Signpost' };
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: 'Contoso', domain: 'contoso' },
        oauth_apps: [{ ...app, redirect_uris: [`${publicUrl}/slack/oauth_redirect`] }],
      },
    },
  });
  const slack = `http://127.0.0.1:${new URL(emulator.url).port}`;
  const calls: SlackOAuth['calls'] = [];
  const answers: SlackOAuth['answers'] = new Map();

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').replace('/api/', '');
    const { authorization = null, 'content-type': type = '' } = request.headers;
    calls.push({ method, token: authorization?.replace('Bearer ', '') ?? null });
    const instead = answers.get(method);
    if (instead === 'no answer') return void response.destroy();
    const body = await text(request);
    const headers = { 'content-type': type, ...(authorization === null ? {} : { authorization }) };
    const asked = async () =>
      readJson(await (await fetch(slack + request.url, { method: 'POST', headers, body })).text());
    const answer =
      typeof instead === 'function' ? instead(await asked()) : (instead ?? (await asked()));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  }

  const door = await listen(
    createServer((request, response) => {
      take(request, response).catch(() => response.destroy());
    }),
  );
  return {
    apiUrl: `${door.url}/api/`,
    authorizeUrl: `${slack}/oauth/v2/authorize`,
    calls,
    answers,
    async agree(authorize) {
      const page = await (await fetch(authorize)).text();
      const fields = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')],
      );
      const answer = await fetch(`${slack}/oauth/v2/authorize/callback`, {
        method: 'POST',
        body: new URLSearchParams(Object.fromEntries(fields.slice(0, 6))),
        redirect: 'manual',
      });
      const location = answer.headers.get('location');
      if (location === null)
        throw new Error(`Slack sends nobody back: ${answer.status} ${page.slice(0, 500)}`);
      return location;
    },
    async close() {
      await Promise.all([door.close(), emulator.close()]);
    },
  };
}
