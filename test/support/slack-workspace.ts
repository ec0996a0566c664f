import { createEmulator } from 'emulate';
import { type Json, readJson } from './slack-json.ts';

/** The workspace's id, as the emulator has it. */
export const SLACK_TEAM = 'T000000001';
export const SLACK_APP = 'A0SIGNPOST';

/** Signpost in the workspace. */
export const SLACK_BOT = {
  token: 'xoxb-1-signpost',
  user: 'U0SIGNPOST',
  id: 'B0SIGNPOST',
} as const;

/** The people of the workspace: each conversation of a test takes a new one. */
export interface SlackMember {
  readonly id: string;
  /** Their direct messages with Signpost (`D…`). */
  readonly dm: string;
  readonly name: string;
  readonly address: string | null;
  /** As Slack writes it, such as `en-US`. */
  readonly locale: string;
  readonly timeZone: string | null;
  readonly phone?: string;
  readonly jobTitle?: string;
}

export interface SlackWorkspace {
  /** Base of the Web API's methods, such as `http://127.0.0.1:4000/api/`. */
  readonly url: string;
  /** Public channels that Signpost and everyone is in. */
  readonly channels: readonly string[];
  /** Calls a method with Signpost's own token, or with another. */
  call(method: string, body?: Readonly<Record<string, string>>, token?: string): Promise<Json>;
  /** Gives a name and a profile to somebody nobody has met yet. */
  join(profile: Partial<Omit<SlackMember, 'id' | 'dm'>>): Promise<SlackMember>;
  member(id: string): SlackMember | undefined;
  close(): Promise<void>;
}

/**
 * Calls with one token; the emulator refuses more than 5,000 an hour, which Slack does not. Longer
 * runs go on with spare tokens of the same bot.
 */
const CALLS_A_TOKEN = 4000;
const SPARE_TOKENS = 50;

const PEOPLE = 150;
const CHANNELS = ['help-1', 'help-2', 'help-3'];

/** A workspace on loopback, with people, channels, and Signpost installed. */
export async function startSlackWorkspace(): Promise<SlackWorkspace> {
  const emulator = await createEmulator({ service: 'slack', port: 0, seed: { slack: seed() } });
  const url = `http://127.0.0.1:${new URL(emulator.url).port}/api/`;
  const members = new Map<string, SlackMember>();
  let calls = 0;

  const call = async (
    method: string,
    body: Readonly<Record<string, string>> = {},
    token: string = SLACK_BOT.token,
  ) => {
    calls += 1;
    const spare = Math.floor(calls / CALLS_A_TOKEN);
    const sent = token === SLACK_BOT.token && spare > 0 ? spareToken(spare) : token;
    // Not kept alive: the emulator would close a connection that idles while a test blocks.
    const headers = { authorization: `Bearer ${sent}`, connection: 'close' };
    const response = await fetch(url + method, {
      method: 'POST',
      headers,
      body: new URLSearchParams(body),
    });
    return readJson(await response.text());
  };
  const { members: everyone } = await call('users.list', { limit: '1000' });
  const strangers = Object(everyone).flatMap(({ id, name }: Record<string, string>) =>
    name?.startsWith('person-') ? [id] : [],
  );
  const { channels } = await call('conversations.list', { limit: '100' });
  const ids = Object(channels).flatMap(({ id, name }: Record<string, string>) =>
    CHANNELS.includes(`${name}`) ? [id] : [],
  );
  for (const channel of ids) await call('conversations.join', { channel });

  return {
    url,
    channels: ids,
    call,
    async join(profile) {
      const id = strangers.shift();
      if (id === undefined) throw new Error(`All ${PEOPLE} people of the workspace have been met.`);
      const opened = await call('conversations.open', { users: id });
      const dm = String(Object(opened.channel).id);
      const member = {
        name: 'Bob',
        address: 'bobk@contoso.com',
        locale: 'en-US',
        timeZone: 'Europe/Berlin',
        ...profile,
        id,
        dm,
      };
      members.set(id, member);
      return member;
    },
    member: (id) => members.get(id),
    close: () => emulator.close(),
  };
}

function seed(): object {
  const scopes = [
    'chat:write',
    'im:write',
    'im:history',
    'users:read',
    'users:read.email',
    'commands',
    'files:read',
    'files:write',
    'channels:join',
  ];
  const spares = Array.from({ length: SPARE_TOKENS }, (_, index) => spareToken(index + 1));
  const tokens = [SLACK_BOT.token, ...spares];
  return {
    team: { name: 'Contoso', domain: 'contoso' },
    users: Array.from({ length: PEOPLE }, (_, index) => ({ name: `person-${index + 1}` })),
    channels: CHANNELS.map((name) => ({ name })),
    oauth_apps: [
      {
        client_id: '1.2',
        client_secret: 'a client secret',
        app_id: SLACK_APP,
        name: 'Signpost',
        redirect_uris: [],
        scopes,
        bot_id: SLACK_BOT.id,
        bot_user_id: SLACK_BOT.user,
        bot_name: 'signpost',
      },
    ],
    tokens: tokens.map((token) => ({
      token,
      type: 'bot',
      user_id: SLACK_BOT.user,
      app_id: SLACK_APP,
      bot_id: SLACK_BOT.id,
      bot_user_id: SLACK_BOT.user,
      scopes,
    })),
  };
}

function spareToken(number: number): string {
  return `${SLACK_BOT.token}-${number}`;
}
