import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TeamsOverrides } from '../../src/channels/teams/channel.ts';
import { elementsOf } from './card-parts.ts';
import { saidBy } from './card-screen.ts';
import { type RunningApp, startRunningApp } from './running-app.ts';
import { freshPath } from './scratch.ts';
import {
  type ConnectorCall,
  type Member,
  startTeamsConnector,
  type TeamsConnector,
} from './teams-connector.ts';
import { type TeamsSeat, teamsPlatform } from './teams-driver.ts';
import { startTeamsFiles, type TeamsFiles } from './teams-files.ts';
import { type Activity, type TeamsRequests, teamsRequests } from './teams-requests.ts';
import { localCredentials, SINGLE_TENANT } from './teams-rig.ts';
import { APP_ID, startTeamsTokens, TENANT_ID } from './teams-tokens.ts';
import { until } from './turns.ts';

export const CHANNEL = '19:helpdesk@thread.tacv2';
const BOT = `28:${APP_ID}`;

/** A Signpost whose helpdesk has a channel in a Teams on loopback. */
export interface TeamsDeskRig {
  readonly running: RunningApp;
  readonly connector: TeamsConnector;
  /** In SharePoint's place. */
  readonly files: TeamsFiles;
  readonly requests: TeamsRequests;
  /** Somebody new who has a problem. */
  requester(): Promise<TeamsSeat>;
  /** Somebody who is in the channel of the desk from now on. */
  agent(name: string, locale?: string): TeamsAgent;
  /** Somebody who is not. */
  stranger(name: string, about?: Readonly<Record<string, unknown>>): TeamsAgent;
  /** Takes everybody out of the channel but these. */
  members(...agents: readonly TeamsAgent[]): void;
  /** A ticket that somebody new sent, as soon as its card stands in the channel. */
  ticket(): Promise<DeskTicket>;
  close(): Promise<void>;
}

export interface DeskTicket extends TeamsPost {
  readonly number: string;
  readonly bob: TeamsSeat;
}

/** What stands of a ticket in the channel. */
export interface TeamsPost {
  /** The message its card is. */
  readonly card: string;
  /** The card as everybody has it now. */
  shown(): unknown;
  /** Texts in its thread, oldest first. */
  thread(): string[];
}

/** What an invoke was answered with. */
export interface Invoked {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /**
   * The card that takes the place of the pressed one, or of the dialog; undefined if none does.
   */
  readonly card: unknown;
  /** All there is to read in the answer. */
  readonly text: string;
}

export interface TeamsAgent {
  readonly member: Member;
  /** Writes to the bot in the channel: in the thread under a message, or beginning one. */
  mention(text: string, root?: string, more?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Writes in the thread under a message without mentioning the bot, as a bot with permission sees. */
  write(text: string, root: string): Promise<void>;
  /** Writes in their own chat with the bot, or with `value` presses an `Action.Submit` there. */
  say(text: string, value?: object): Promise<void>;
  /** Texts the bot wrote to them alone, oldest first. */
  inbound(): string[];
  /** The newest card in their own chat. */
  newest(): unknown;
  /** Presses `Action.Execute` of a card in the channel, or with `own` in their own chat. */
  press(
    card: unknown,
    label: string,
    more?: { readonly own?: boolean; readonly fields?: Readonly<Record<string, string>> },
  ): Promise<Invoked>;
  /** Teams asks for their view of the card of a ticket. */
  view(card: unknown): Promise<Invoked>;
  /** Opens the dialog of a button. */
  open(card: unknown, label: string): Promise<Invoked>;
  /** Sends a dialog's form. */
  submit(form: unknown, fields: Readonly<Record<string, string>>): Promise<Invoked>;
  /** Any other invoke, from their own chat, or from another place. */
  invoke(name: string, value: unknown, place?: object): Promise<Invoked>;
}

/**
 * @param overrides are put in place of Microsoft's services and of time.
 * @param more are environment variables.
 */
export async function startTeamsDeskRig(
  overrides: TeamsOverrides = {},
  more: Readonly<Record<string, string>> = {},
): Promise<TeamsDeskRig> {
  const [connector, tokens, files] = await Promise.all([
    startTeamsConnector(),
    startTeamsTokens(),
    startTeamsFiles(),
  ]);
  const folder = freshPath();
  await mkdir(folder);
  const desks = join(folder, 'desks.yaml');
  await writeFile(desks, `desks:\n  it-support:\n    teams: ${CHANNEL}\n`);
  const variables = {
    MicrosoftAppId: APP_ID,
    MicrosoftAppPassword: 'a password',
    MicrosoftAppTenantId: TENANT_ID,
    SIGNPOST_DESKS: desks,
    SIGNPOST_WEB_DESK: 'off',
    ...more,
  };
  const credentials = localCredentials(SINGLE_TENANT);
  const fileOrigins = { open: [files.url], connectors: [new URL(connector.url).origin] };
  const teams = {
    openIdMetadataUrl: tokens.metadataUrl,
    credentials,
    threadWindows: [],
    fileOrigins,
    ...overrides,
  };
  const running = await startRunningApp(variables, { teams });
  const requests = teamsRequests(() => running.app.url, connector, tokens);
  const platform = teamsPlatform({ running, connector, requests });
  let members: Member[] = [];

  return {
    running,
    connector,
    files,
    requests,
    requester: () => platform.seat(),
    agent(name, locale = 'en-US') {
      const agent = teamsAgent(running, connector, requests, name, { locale });
      members = [...members, agent.member];
      connector.channelMembers(CHANNEL, members);
      return agent;
    },
    stranger: (name, about = {}) => teamsAgent(running, connector, requests, name, about),
    members(...agents) {
      members = agents.map(({ member }) => member);
      connector.channelMembers(CHANNEL, members);
    },
    async ticket() {
      const bob = await platform.seat();
      await bob.say('I want to talk to a real person', []);
      await bob.press('Continue', { device: 'Laptop' });
      const [sent] = await bob.press('Send the ticket', {});
      const number = /SP-\d+/.exec(sent?.text ?? '')?.[0] ?? '';
      await until(() => teamsPost(connector, number) !== undefined);
      return { number, bob, ...(teamsPost(connector, number) ?? NO_POST) };
    },
    async close() {
      await running.stop();
      await Promise.all([connector.close(), tokens.close(), files.close()]);
    },
  };
}

const NO_POST: TeamsPost = { card: '', shown: () => undefined, thread: () => [] };

/** What stands of a ticket in the channel of the desk; undefined if nothing does. */
export function teamsPost(connector: TeamsConnector, number: string): TeamsPost | undefined {
  const card =
    begun(connector).find((call) => JSON.stringify(call.body).includes(number))?.id ?? null;
  if (card === null) return undefined;
  return { card, shown: () => shownOf(connector, card), thread: () => threadOf(connector, card) };
}

function begun({ calls }: TeamsConnector): ConnectorCall[] {
  return calls.filter(
    ({ path, body, id }) =>
      path.endsWith('/v3/conversations') && body.isGroup === true && id !== null,
  );
}

function shownOf(connector: TeamsConnector, card: string): unknown {
  const mended = connector.calls.findLast(
    ({ method, path, id }) => method === 'PUT' && id !== null && path.endsWith(`/${card}`),
  );
  return contentOf(
    mended?.body ?? Object(begun(connector).find(({ id }) => id === card)?.body).activity,
  );
}

function threadOf(connector: TeamsConnector, card: string): string[] {
  return connector
    .messages()
    .filter(
      ({ method, path, id }) =>
        method === 'POST' && id !== null && path.includes(`;messageid=${card}/activities`),
    )
    .map(({ body }) => textOf(body));
}

function textOf(activity: unknown): string {
  const { text } = Object(activity);
  return typeof text === 'string' ? text : saidBy(contentOf(activity)).text;
}

function contentOf(activity: unknown): unknown {
  return Object(Object(activity).attachments)[0]?.content;
}

let people = 0;

/**
 * Somebody in Teams who may be made an agent; `about` is put in the place of what Teams says of
 * them and of where they are.
 */
export function teamsAgent(
  running: Pick<RunningApp, 'quiet'>,
  connector: TeamsConnector,
  requests: TeamsRequests,
  name: string,
  about: Readonly<Record<string, unknown>>,
): TeamsAgent {
  people += 1;
  const member = { id: `29:agent-${people}`, aadObjectId: randomUUID(), name, tenantId: TENANT_ID };
  const from = { id: member.id, name, aadObjectId: member.aadObjectId };
  const tenant = { tenantId: TENANT_ID };
  const chat = {
    conversation: { id: `a:with-${member.id}`, conversationType: 'personal', ...tenant },
  };
  const channel = (root: string) => ({
    conversation: {
      id: `${CHANNEL};messageid=${root}`,
      conversationType: 'channel',
      isGroup: true,
      ...tenant,
    },
  });

  async function post(activity: Activity): Promise<Response> {
    const response = await requests.post(activity);
    await running.quiet();
    return response;
  }

  async function invoked(recorded: string, changes: Record<string, unknown>): Promise<Invoked> {
    const activity = await requests.recorded(recorded, {
      from,
      entities: [],
      ...chat,
      id: `f:${randomUUID()}`,
      ...about,
      ...changes,
    });
    const response = await post(activity);
    const text = await response.text();
    const body = Object(text === '' ? {} : JSON.parse(text));
    const card =
      body.task?.value?.card?.content ??
      (Object(body.value).type === 'AdaptiveCard' ? body.value : undefined);
    return { status: response.status, body, card, text: card ? saidBy(card).text : text };
  }

  const execute = (data: object, verb: string, place: object) =>
    invoked('press-action-execute', {
      ...place,
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    });

  return {
    member,
    async mention(text, root, more = {}) {
      const id = `${Date.now()}${people}${Math.random()}`.replace('.', '');
      const bot = {
        type: 'mention',
        text: '<at>Signpost</at>',
        mentioned: { id: BOT, name: 'Signpost' },
      };
      const { entities = [], ...rest } = more;
      const said = {
        text: `<at>Signpost</at> ${text}`,
        id,
        entities: [bot, ...Array.from(Object(entities))],
      };
      const place = channel(root ?? id);
      const response = await post(
        await requests.recorded('message-with-mention-in-channel', {
          from,
          ...place,
          ...about,
          ...said,
          ...rest,
        }),
      );
      if (response.status !== 200) throw new Error(`Teams was answered ${response.status}.`);
    },
    async write(text, root) {
      const id = `${Date.now()}${people}${Math.random()}`.replace('.', '');
      const place = { from, ...channel(root), ...about, text, id, entities: [] };
      await post(await requests.recorded('message-with-mention-in-channel', place));
    },
    async say(text, value) {
      await post(
        await requests.recorded('message-in-personal-chat', {
          from,
          ...chat,
          ...about,
          text,
          ...(value ? { value } : {}),
          attachments: [],
          id: randomUUID(),
        }),
      );
    },
    inbound: () => ownCalls().map(({ body }) => textOf(body)),
    newest: () => contentOf(ownCalls().at(-1)?.body),
    press(card, label, { own = false, fields = {} } = {}) {
      const { data } = buttonIn(card, 'Action.Execute', label);
      return execute({ ...data, ...fields }, 'signpost', own ? chat : channel('card'));
    },
    view(card) {
      const { verb, data } = Object(Object(card).refresh).action;
      return execute(data, verb, channel('card'));
    },
    open(card, label) {
      const { data } = buttonIn(card, 'Action.Submit', label);
      return invoked('dialog-opened', { ...channel('card'), name: 'task/fetch', value: { data } });
    },
    submit(form, fields) {
      const [{ data }] = Object(form).actions;
      return invoked('dialog-opened', {
        ...channel('card'),
        name: 'task/submit',
        value: { data: { ...data, ...fields } },
      });
    },
    invoke: (invoke, value, place = {}) =>
      invoked('dialog-opened', { name: invoke, value, ...place }),
  };

  function ownCalls(): ConnectorCall[] {
    return connector
      .messages()
      .filter(({ path, id }) => id !== null && path.includes(`/a:with-${member.id}/`));
  }
}

function buttonIn(card: unknown, type: string, label: string): { readonly data: object } {
  const all = buttonsWithin(card);
  const found = all.find((each) => each.type === type && each.title === label);
  if (found === undefined)
    throw new Error(`No ${type} says "${label}"; there are: ${labelsOf(card).join(' | ')}.`);
  return { data: Object(found.data) };
}

/** What stands on the buttons of a card, those in its body too. */
export function labelsOf(card: unknown): string[] {
  return buttonsWithin(card)
    .filter(({ type }) => type === 'Action.Execute' || type === 'Action.Submit')
    .map(({ title }) => String(title));
}

function buttonsWithin(node: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === 'actions'
      ? elementsOf(value)
      : name === 'fallback' || name === 'refresh'
        ? []
        : buttonsWithin(value),
  );
}
