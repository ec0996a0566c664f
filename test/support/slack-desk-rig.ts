import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SlackOverrides } from '../../src/channels/slack/channel.ts';
import { type RunningApp, startRunningApp } from './running-app.ts';
import { freshPath } from './scratch.ts';
import { type SlackApi, startSlackApi } from './slack-api.ts';
import { SlackSeat, slackPerson } from './slack-driver.ts';
import type { Json } from './slack-json.ts';
import { post, type SlackAck, type SlackLine, socketLine } from './slack-line.ts';
import { slackPayload } from './slack-payloads.ts';
import { nextStamp, type SlackPerson } from './slack-person.ts';
import { SLACK_VARIABLES, UNHURRIED } from './slack-rig.ts';
import { buttonsIn, menusIn, type ShownButton, type ShownMessage } from './slack-screen.ts';
import { SLACK_TEAM } from './slack-workspace.ts';
import { until } from './turns.ts';

/** A Signpost whose helpdesk has private channels in a Slack workspace on loopback. */
export interface SlackDeskRig {
  readonly running: RunningApp;
  readonly api: SlackApi;
  /** Ids of the channels, by the names of the desks. */
  readonly channels: Readonly<Record<string, string>>;
  /** Somebody new, who is in the channel of the desk. */
  agent(name: string, desk?: string): Promise<SlackPerson>;
  /** Somebody new, who is not. */
  person(name?: string): Promise<SlackPerson>;
  /** Somebody new at their direct messages. */
  seat(name?: string): Promise<SlackSeat>;
  /**
   * A ticket that somebody new sent to the helpdesk, about what they reported before, as soon as
   * its card stands in the desk.
   */
  ticket(words?: string): Promise<{
    readonly number: string;
    readonly bob: SlackSeat;
    readonly card: () => ShownMessage;
  }>;
  /** The card of a ticket in a desk, as it is now. */
  cardOf(number: string, desk?: string): ShownMessage | undefined;
  close(): Promise<void>;
}

export interface SlackDeskOptions {
  /**
   * Lines of the file of desks below a desk's channel, such as its routes; `{{name}}` is the id of
   * a desk's channel.
   */
  readonly desks?: string;
  readonly names?: readonly string[];
  readonly transport?: 'http' | 'socket';
  readonly overrides?: SlackOverrides;
  readonly variables?: Readonly<Record<string, string>>;
}

export async function startSlackDeskRig(options: SlackDeskOptions = {}): Promise<SlackDeskRig> {
  const {
    names = ['it-support'],
    transport = 'http',
    overrides = UNHURRIED,
    variables = {},
  } = options;
  const api = await startSlackApi();
  const channels: Record<string, string> = {};
  for (const name of names) {
    const { channel } = await api.workspace.call('conversations.create', {
      name,
      is_private: 'true',
    });
    channels[name] = String(Object(channel).id);
  }
  const plain = `desks:\n${names.map((name) => `  ${name}:\n    slack: {{${name}}}`).join('\n')}\n`;
  const file = (options.desks ?? plain).replace(
    /\{\{([\w-]+)\}\}/g,
    (_whole, name: string) => channels[name] ?? '',
  );
  const folder = freshPath();
  await mkdir(folder);
  const path = join(folder, 'desks.yaml');
  await writeFile(path, file);
  const settings = { ...SLACK_VARIABLES[transport], SIGNPOST_DESKS: path, ...variables };
  const running = await startRunningApp(settings, {
    slack: { ...overrides, slackApiUrl: api.url },
  });
  const { now = Date.now } = overrides;
  const side = {
    running,
    api,
    line: () => (transport === 'http' ? lineAt(running.app.url, now) : socketLine(api.sockets)),
  };

  const cardOf = (number: string, desk = names[0] ?? '') =>
    api.screen
      .messages(channels[desk])
      .find(
        ({ thread, onlyFor, text }) => thread === null && onlyFor === null && text.includes(number),
      );
  const rig: SlackDeskRig = {
    running,
    api,
    channels,
    async agent(name, desk = names[0] ?? '') {
      const agent = await slackPerson(side, { name, locale: 'en-US' });
      await api.workspace.call('conversations.invite', {
        channel: channels[desk] ?? '',
        users: agent.member.id,
      });
      return agent;
    },
    person: (name = 'Bob') => slackPerson(side, { name, locale: 'en-US' }),
    seat: async (name = 'Bob') =>
      new SlackSeat(side, await slackPerson(side, { name, locale: 'en-US' })),
    async ticket(report) {
      const bob = await rig.seat();
      if (report !== undefined) await bob.say(report, []);
      await bob.say('I want to talk to a real person', []);
      await bob.press('Continue', { device: 'Laptop' });
      const [sent] = await bob.press('Send the ticket', {});
      const number = /SP-\d+/.exec(sent?.text ?? '')?.[0] ?? '';
      await until(() => cardOf(number) !== undefined);
      const card = () => {
        const found = cardOf(number);
        if (found === undefined) throw new Error(`There is no card of ${number}.`);
        return found;
      };
      return { number, bob, card };
    },
    cardOf,
    async close() {
      await running.stop();
      await api.close();
    },
  };
  return rig;
}

/** Requests signed at Signpost's own time, which a test may have moved. */
function lineAt(url: string, now: () => number): SlackLine {
  return {
    transport: 'http',
    send: (traffic, payload, retry) =>
      post(url, traffic, payload, {
        timestamp: Math.floor(now() / 1000),
        ...(retry ? { retry } : {}),
      }),
  };
}

/** The button with these words. */
export function button(message: ShownMessage | undefined, label: string): ShownButton {
  const blocks = message?.blocks ?? [];
  const found = [...buttonsIn(blocks), ...menusIn(blocks)].find((each) => each.label === label);
  if (found === undefined) throw new Error(`There is no button "${label}".`);
  return found;
}

/** "Create ticket from this message", chosen in the menu of a message that somebody wrote. */
export async function createTicketFrom(
  api: SlackApi,
  agent: SlackPerson,
  channel: string,
  message: {
    readonly user?: string;
    readonly bot_id?: string;
    readonly text: string;
    readonly files?: readonly Json[];
    readonly ts?: string;
  },
): Promise<SlackAck> {
  const ts = message.ts ?? nextStamp();
  return agent.send(
    'interactive',
    slackPayload('shortcut-on-a-message', {
      callback_id: 'create_ticket',
      team: { id: SLACK_TEAM },
      user: { id: agent.member.id, team_id: SLACK_TEAM },
      channel: { id: channel },
      message: { ...message, ts },
      message_ts: ts,
      action_ts: nextStamp(),
      trigger_id: await api.trigger(agent.member.id),
      response_url: api.responseUrl(channel, agent.member.id),
    }),
  );
}
