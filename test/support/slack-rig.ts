import type { SlackOverrides } from '../../src/channels/slack/channel.ts';
import type { Transcript } from './read-transcript.ts';
import { type RunningApp, startRunningApp } from './running-app.ts';
import type { Platform } from './seat.ts';
import { type SlackApi, startSlackApi } from './slack-api.ts';
import { SlackSeat, slackPerson, slackPlatform } from './slack-driver.ts';
import { httpLine, SIGNING_SECRET, type SlackLine, socketLine } from './slack-line.ts';
import type { SlackPerson } from './slack-person.ts';
import { SLACK_BOT } from './slack-workspace.ts';

/** A whole Signpost in a workspace on loopback. */
export interface SlackRig {
  readonly running: RunningApp;
  readonly api: SlackApi;
  readonly platform: Platform;
  readonly line: () => SlackLine;
  /** Somebody new, who does things. */
  person(about?: Transcript['person']): Promise<SlackPerson>;
  /** Somebody new at their direct messages. */
  seat(about?: Transcript['person']): Promise<SlackSeat>;
  close(): Promise<void>;
}

export interface SlackRigOptions {
  readonly transport?: 'http' | 'socket';
  /** Environment variables beside Slack's own. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly overrides?: SlackOverrides;
}

export const APP_TOKEN = 'xapp-1-signpost';

/** Variables that connect Signpost to the workspace. */
export const SLACK_VARIABLES = {
  http: { SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: SLACK_BOT.token },
  socket: { SLACK_APP_TOKEN: APP_TOKEN, SLACK_BOT_TOKEN: SLACK_BOT.token },
} as const;

/**
 * Messages leave as fast as they can: Slack's one a second for each channel has tests of its own.
 */
export const UNHURRIED: SlackOverrides = { paceIntervalMs: 0 };

export async function startSlackRig(options: SlackRigOptions = {}): Promise<SlackRig> {
  const { transport = 'http', variables = {}, overrides = UNHURRIED } = options;
  const api = await startSlackApi();
  const slack = { ...overrides, slackApiUrl: api.url };
  const running = await startRunningApp({ ...SLACK_VARIABLES[transport], ...variables }, { slack });
  const line = () => (transport === 'http' ? httpLine(running.app.url) : socketLine(api.sockets));
  const side = { running, api, line };
  return {
    ...side,
    platform: slackPlatform(side),
    person: (about) => slackPerson(side, about),
    seat: async (about) => new SlackSeat(side, await slackPerson(side, about)),
    async close() {
      await running.stop();
      await api.close();
    },
  };
}
