import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { TeamsConnector } from './teams-connector.ts';
import type { TeamsTokens } from './teams-tokens.ts';

export type Activity = Record<string, unknown> & { serviceUrl: string };

/** What Teams sends to a bot, with good tokens. */
export interface TeamsRequests {
  /** A recorded activity, addressed through our own connector. */
  recorded(name: string, changes?: Record<string, unknown>): Promise<Activity>;
  /** Posts an activity with a good token, or with the headers given. */
  post(activity: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Posts a recorded activity with a good token. */
  replay(name: string, changes?: Record<string, unknown>): Promise<Response>;
}

/** @param url tells where the bot listens by now. */
export function teamsRequests(
  url: () => string,
  connector: Pick<TeamsConnector, 'url'>,
  tokens: Pick<TeamsTokens, 'sign'>,
): TeamsRequests {
  const requests: TeamsRequests = {
    async recorded(name, changes = {}) {
      const path = resolve(import.meta.dirname, `../fixtures/teams/${name}.json`);
      return { ...JSON.parse(await readFile(path, 'utf8')), serviceUrl: connector.url, ...changes };
    },
    async post(activity, headers) {
      return fetch(`${url()}/api/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          ...(headers ?? { authorization: await tokens.sign(connector.url) }),
        },
        body: typeof activity === 'string' ? activity : JSON.stringify(activity),
      });
    },
    replay: async (name, changes) => requests.post(await requests.recorded(name, changes)),
  };
  return requests;
}
