import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { VERBS } from '../../src/conversation/reply.ts';
import { AGENT_VERBS } from '../../src/ports/agent-reply.ts';
import { createFileLink } from '../../src/store/file-links.ts';
import { keepFile } from '../../src/store/files.ts';
import { PageClient, send } from '../channels/web/page-client.ts';
import { type HelpdeskRig, startHelpdeskRig } from './helpdesk-rig.ts';
import { createRandom, mutate, type Random } from './mutate.ts';
import type { Seat } from './seat.ts';
import { type Json, merged, readJson } from './slack-json.ts';
import { post, postRaw, type SlackTraffic } from './slack-line.ts';
import { slackPayload } from './slack-payloads.ts';
import { actionOf, type SlackPerson } from './slack-person.ts';
import { type SlackRig, startSlackRig } from './slack-rig.ts';
import { buttonsIn } from './slack-screen.ts';
import { SLACK_TEAM } from './slack-workspace.ts';

export const FUZZ_ENDPOINTS = [
  'slack events',
  'slack interactions',
  'slack commands',
  'slack socket',
  'teams activities',
  'page',
  'desk of the page',
  'downloads',
] as const;
export type FuzzEndpoint = (typeof FUZZ_ENDPOINTS)[number];

/** What became of a number of mutated requests. */
export interface FuzzReport {
  /** How many were answered with each status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Answers of 500 and above, as `status seed`; the seed makes the same request again. */
  readonly failures: readonly string[];
  /**
   * Lines of level `error` in the log, but for those that give a platform's reason, such as
   * `user_not_found`.
   */
  readonly errors: readonly string[];
  readonly unhandled: readonly string[];
  /** What became of honest people's conversations and tickets: the same before and after. */
  readonly before: string;
  readonly after: string;
}

export interface FuzzRig {
  run(endpoint: FuzzEndpoint, count: number, seed: number): Promise<FuzzReport>;
  close(): Promise<void>;
}

type Shoot = (random: Random) => Promise<number>;

const AT_ONCE = 8;

/**
 * A Signpost on all platforms, with an honest person on each who has a card open and a ticket with
 * the helpdesk.
 */
export async function startFuzzRig(): Promise<FuzzRig> {
  const [rig, socket] = await Promise.all([
    startHelpdeskRig(),
    startSlackRig({ transport: 'socket' }),
  ]);
  const ada = await rig.slackAgent('Ada');
  const honest = await Promise.all(
    (['slack', 'teams', 'web'] as const).map((platform) =>
      rig.requester(platform, { locale: 'en-US', name: 'Bob' }),
    ),
  );
  for (const seat of honest) await openTicket(seat);
  await rig.running.quiet();
  const words = await wordsOf(rig);
  const shots: Readonly<Record<FuzzEndpoint, Shoot>> = {
    'slack events': await slackShots(rig, 'events_api', words),
    'slack interactions': await slackShots(rig, 'interactive', [...words, ada.person.member.dm]),
    'slack commands': await slackShots(rig, 'slash_commands', words),
    'slack socket': await socketShots(socket, words),
    'teams activities': teamsShots(rig, words),
    page: pageShots(rig, words),
    'desk of the page': deskShots(rig, words),
    downloads: await downloadShots(rig),
  };
  const unhandled: string[] = [];
  const note = (error: unknown) => void unhandled.push(String(error).slice(0, 200));
  process.on('unhandledRejection', note);

  return {
    async run(endpoint, count, seed) {
      const before = await honestState(rig, honest);
      const logs = [rig.running.logged, socket.running.logged];
      const lines = logs.map(({ length }) => length);
      const statuses: Record<number, number> = {};
      const failures: string[] = [];
      const shoot = shots[endpoint];
      for (let from = 0; from < count; from += AT_ONCE) {
        const seeds = Array.from(
          { length: Math.min(AT_ONCE, count - from) },
          (_, index) => seed + from + index,
        );
        const answers = await Promise.all(seeds.map((each) => shoot(createRandom(each))));
        for (const [index, status] of answers.entries()) {
          statuses[status] = (statuses[status] ?? 0) + 1;
          // By 501 Teams is told that an invoke is none of ours.
          if (status >= 500 && status !== 501) failures.push(`${status} ${seeds[index]}`);
        }
        rig.slack.calls.length = 0;
        socket.api.calls.length = 0;
        rig.teams.calls.length = 0;
        // What was taken is done before more comes, so that no turn waits behind hundreds.
        if (from % 80 === 0) await Promise.all([rig.running.quiet(), socket.running.quiet()]);
      }
      await Promise.all([rig.running.quiet(), socket.running.quiet()]);
      return {
        statuses,
        failures,
        errors: logs
          .flatMap((logged, index) => logged.slice(lines[index]))
          .filter(({ level, reason }) => Number(level) >= 50 && reason === undefined)
          .map((line) => JSON.stringify(line)),
        unhandled: unhandled.splice(0),
        before,
        after: await honestState(rig, honest),
      };
    },
    async close() {
      process.off('unhandledRejection', note);
      await Promise.all([rig.close(), socket.close()]);
    },
  };
}

async function openTicket(seat: Seat): Promise<void> {
  await seat.say('I want to talk to a real person', []);
  await seat.say('skip', []);
  await seat.say('send', []);
  await seat.say('Server is temporarily unavailable', []);
}

/** Turns and states of the honest, and all that happened to their tickets. */
async function honestState({ running }: HelpdeskRig, honest: readonly Seat[]): Promise<string> {
  const { db } = running.app.store;
  const own = honest.map(({ conversation }) => conversation);
  const conversations = await db
    .selectFrom('conversations')
    .select(['id', 'turns', 'state', 'address'])
    .where('id', 'in', own)
    .orderBy('id')
    .execute();
  const tickets = await db
    .selectFrom('tickets')
    .innerJoin('ticket_states', 'ticket_states.ticket', 'tickets.number')
    .select(['tickets.number', 'tickets.payload', 'ticket_states.state'])
    .where('tickets.conversation', 'in', own)
    .orderBy('tickets.number')
    .execute();
  return JSON.stringify({ conversations, tickets });
}

/**
 * Values that are good somewhere: ids of cards and tickets of the honest, verbs, channels, what
 * buttons send.
 */
async function wordsOf({ running, slackDesk }: HelpdeskRig): Promise<string[]> {
  const { db } = running.app.store;
  const replies = await db.selectFrom('messages').select('reply').execute();
  const tickets = await db.selectFrom('tickets').select('number').execute();
  const numbers = tickets.map(({ number }) => `SP-${number}`);
  const prompts = replies.flatMap(({ reply }) => (reply === null ? [] : [reply]));
  return [
    ...prompts.slice(0, 12),
    ...numbers,
    ...VERBS,
    ...AGENT_VERBS,
    ...prompts
      .slice(0, 3)
      .map((prompt) => JSON.stringify({ kind: 'press', prompt, verb: 'send', value: null })),
    ...numbers.map((ticket) =>
      JSON.stringify({ desk: 'resolve', ticket, revision: 1, text: 'done' }),
    ),
    slackDesk,
    'signpost/100/press',
    'signpost-desk/0/deed',
    'signpost-form',
    'signpost-desk-form',
    'signpost-desk-create',
    'view_submission',
    'block_actions',
    'message_action',
    'view_closed',
    'app_mention',
    'message',
    'SP-999999999999',
    'queue all 99999999999999999999',
    'en',
  ];
}

function fixturesOf(
  platform: 'slack' | 'teams',
): { readonly name: string; readonly payload: Json }[] {
  const folder = resolve(import.meta.dirname, '../fixtures', platform);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, payload: readJson(readFileSync(resolve(folder, name), 'utf8')) }));
}

const TRAFFIC: Readonly<Record<SlackTraffic, RegExp>> = {
  events_api: /^(app|channel|home|mention|message|messages|reaction|tokens)-/,
  interactive: /^(button|form|shortcut)-/,
  slash_commands: /^command-/,
};

/**
 * Recorded payloads of one kind of traffic, as of somebody who has nothing to do with the honest.
 */
export function slackPayloads(traffic: SlackTraffic, user: string, channel: string): Json[] {
  return fixturesOf('slack')
    .filter(({ name }) => TRAFFIC[traffic].test(name) && !/uninstalled|revoked/.test(name))
    .map(({ payload }) => {
      const text = JSON.stringify(payload)
        .replaceAll('T0CONTOSO1', SLACK_TEAM)
        .replaceAll(/U0BOBK\w+/g, user)
        .replaceAll(/D0BOBK\w+/g, channel);
      return merged(readJson(text), { response_url: undefined });
    });
}

async function slackShots(
  rig: HelpdeskRig,
  traffic: SlackTraffic,
  words: readonly string[],
): Promise<Shoot> {
  const mallory = await rig.slackPerson('Mallory');
  const recorded = slackPayloads(traffic, mallory.member.id, mallory.member.dm);
  const payloads =
    traffic === 'interactive' ? [...recorded, ...(await pressesOf(rig, mallory))] : recorded;
  const { url } = rig.running.app;
  return async (random) => {
    const payload = mutate(fresh(random.pick(payloads), random), random, words);
    if (random.below(50) === 0)
      return (await postRaw(url, 'application/json', JSON.stringify(payload))).status;
    return (await post(url, traffic, payload)).status;
  };
}

/**
 * Presses of buttons that there are: of somebody's own cards, of the honest people's, and of the
 * desk's, none of whose members they are; and a form of each kind.
 */
async function pressesOf({ slack, running }: HelpdeskRig, person: SlackPerson): Promise<Json[]> {
  await person.say('I want to talk to a real person');
  await running.quiet();
  const pressed = slack.screen
    .messages()
    .flatMap((message) => buttonsIn(message.blocks).map((button) => ({ message, button })))
    .filter(({ button }) => button.url === null);
  const presses = await Promise.all(
    pressed.map(({ message, button }) => person.pressPayload(message, actionOf(button))),
  );
  const place = { channel: person.member.dm, thread: null, direct: true };
  const at = { channel: person.member.dm, thread: null };
  const press = JSON.stringify({ desk: 'reply', ticket: 'SP-1001', revision: 1 });
  const forms = [
    formPayload(person, 'signpost-form', { prompt: 'unknown', place }),
    formPayload(person, 'signpost-desk-form', { at, press }),
    formPayload(person, 'signpost-desk-create', {
      at,
      author: person.member.id,
      files: [[null, 'x']],
    }),
  ];
  return [...presses, ...forms].map((payload) => merged(payload, { response_url: undefined }));
}

function formPayload({ member }: SlackPerson, callback: string, metadata: Json): Json {
  return slackPayload('form-submitted', {
    team: { id: SLACK_TEAM },
    user: { id: member.id, team_id: SLACK_TEAM },
    view: {
      callback_id: callback,
      private_metadata: JSON.stringify(metadata),
      app_installed_team_id: SLACK_TEAM,
      state: {
        values: { text: { value: { type: 'plain_text_input', value: 'Give me your password' } } },
      },
    },
  });
}

/** With an id of its own, so that it is no repetition of another. */
export function fresh(payload: Json, random: Random): Json {
  const id = `Ev${random.below(1e9)}`;
  return 'event_id' in payload ? { ...payload, event_id: id } : { ...payload, trigger_id: id };
}

const ACKNOWLEDGED_WITHIN_MS = 5_000;

/** Envelopes of Socket Mode; 504 if one is not acknowledged. */
async function socketShots({ api, person }: SlackRig, words: readonly string[]): Promise<Shoot> {
  const { member } = await person();
  const traffics = ['events_api', 'interactive', 'slash_commands'] as const;
  const payloads = traffics.flatMap((type) =>
    slackPayloads(type, member.id, member.dm).map((payload) => ({ type, payload })),
  );
  return async (random) => {
    if (random.below(20) === 0) {
      api.sockets.raw(
        random.pick([
          'null',
          '7',
          '{',
          '[]',
          '{"type":7}',
          '{"type":"events_api","payload":{}}',
          '"hello"',
        ]),
      );
      return 200;
    }
    const { type, payload } = random.pick(payloads);
    const odd =
      random.below(10) === 0
        ? random.pick([null, 'x', 7, []])
        : mutate(fresh(payload, random), random, words);
    const late = new Promise<number>((resolve) =>
      setTimeout(resolve, ACKNOWLEDGED_WITHIN_MS, 504).unref(),
    );
    return Promise.race([api.sockets.send(type, Object(odd)).then(() => 200), late]);
  };
}

function teamsShots({ requests, teams }: HelpdeskRig, words: readonly string[]): Shoot {
  const payloads = fixturesOf('teams').map(({ payload }) => payload);
  return async (random) => {
    const payload = merged(random.pick(payloads), {
      id: randomUUID(),
      conversation: { id: `a:mallory-${random.below(40)}` },
    });
    const mutated = {
      ...mutate(payload, random, words),
      ...(random.below(20) === 0 ? {} : { serviceUrl: teams.url }),
    };
    return (await requests.post(mutated)).status;
  };
}

const PAGE_BODIES: readonly (readonly [string, Json])[] = [
  ['/page/joined', { language: 'en-US', timeZone: 'Europe/Berlin' }],
  [
    '/page/messages',
    {
      id: '',
      text: 'Server is temporarily unavailable',
      files: [],
      language: 'en',
      timeZone: 'UTC',
    },
  ],
  [
    '/page/presses',
    {
      id: '',
      prompt: 'p',
      verb: 'person',
      value: null,
      fields: { device: 'x' },
      language: 'en',
      timeZone: 'UTC',
    },
  ],
  ['/page/files/discard', { id: '' }],
];
const PAGE_PATHS = [
  '/page/state',
  '/page/tickets/SP-1001.json',
  '/page/main.js',
  '/page/words/en.json',
  '/',
  '/page/%2e%2e/x',
];

function pageShots({ running }: HelpdeskRig, words: readonly string[]): Shoot {
  const sessions = sessionsOf(running.app.url);
  return async (random) => {
    const page = await sessions();
    const kind = random.below(10);
    if (kind === 0) return (await page.get(oddPath(random, PAGE_PATHS, words))).status;
    if (kind === 1) return upload(page, random, words);
    const [path, body] = random.pick(PAGE_BODIES);
    const filled = 'id' in body ? { ...body, id: randomUUID() } : body;
    return (await page.post(path, mutate(filled, random, words), oddHeaders(random))).status;
  };
}

const DESK_BODIES: readonly (readonly [string, Json])[] = [
  [
    '/desk/commands',
    {
      id: '',
      agent: 'Mallory',
      locale: 'en',
      text: 'queue',
      ticket: null,
      language: 'en',
      timeZone: 'UTC',
    },
  ],
  [
    '/desk/presses',
    {
      id: '',
      agent: 'Mallory',
      locale: 'en',
      language: 'en',
      timeZone: 'UTC',
      press: { desk: 'queue', filter: 'open', page: 1, ticket: null, revision: null },
    },
  ],
];
const DESK_PATHS = [
  '/desk',
  '/desk/queue?agent=Mallory&locale=en&timeZone=UTC&filter=open&page=1',
  '/desk/tickets/SP-1?agent=M&locale=en',
];

/**
 * The agents of the page may do what they like with tickets: only what belongs to nobody honest is
 * named here.
 */
function deskShots({ running }: HelpdeskRig, words: readonly string[]): Shoot {
  const sessions = sessionsOf(running.app.url);
  const harmless = words.filter((word) => !word.includes('SP-1'));
  return async (random) => {
    const page = await sessions();
    if (random.below(4) === 0)
      return (await page.get(oddPath(random, DESK_PATHS, harmless))).status;
    const [path, body] = random.pick(DESK_BODIES);
    return (
      await page.post(
        path,
        mutate({ ...body, id: randomUUID() }, random, harmless),
        oddHeaders(random),
      )
    ).status;
  };
}

async function downloadShots({ running }: HelpdeskRig): Promise<Shoot> {
  const { db } = running.app.store;
  const id = randomUUID();
  const bytes = Buffer.from('hello');
  const file = {
    id,
    name: 'a.log',
    type: 'text/plain',
    bytes: bytes.length,
    sha256: '0'.repeat(64),
    masked: [],
  };
  await keepFile(db, { ...file, conversation: 'web:fuzz' }, bytes);
  const token = await createFileLink(db, id, new Date(), 30);
  return async (random) => {
    const cut = random.below(token.length);
    const odd = random.pick([
      token,
      token.slice(cut),
      `${token.slice(0, cut)}%00${token.slice(cut)}`,
      `${token}/..`,
      encodeURIComponent('\u202e\ud83d\ude00'),
      '%ff',
      `${token}?x=${'y'.repeat(random.below(4000))}`,
      'x'.repeat(random.below(6000)),
    ]);
    const headers = random.pick([
      {},
      { range: 'bytes=99999999999999999999-' },
      { 'if-none-match': '*' },
      { host: 'evil.example' },
    ]);
    return (await send(`${running.app.url}/files/${odd}`, random.pick(['GET', 'HEAD']), headers))
      .status;
  };
}

const SHOTS_A_SESSION = 12;

/** A new session whenever the one before has sent as much as one may in a while. */
function sessionsOf(url: string): () => Promise<PageClient> {
  let page: Promise<PageClient> | null = null;
  let shots = 0;
  return () => {
    if (page === null || shots % SHOTS_A_SESSION === 0) page = PageClient.open(url);
    shots += 1;
    return page;
  };
}

async function upload(page: PageClient, random: Random, words: readonly string[]): Promise<number> {
  const id = random.below(3) === 0 ? random.pick(words) : randomUUID();
  const name = random.pick(['a.png', '../../x', '\u202egnp.exe', 'x'.repeat(3000), ' ']);
  const locale = random.pick(['en', 'zh-CN', 'xx']);
  const content = Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256)));
  return (await page.upload(name, content, { id, locale })).status;
}

function oddPath(random: Random, paths: readonly string[], words: readonly string[]): string {
  const path = random.pick(paths);
  const odd = encodeURIComponent(random.pick([...words, '\u0000', '..', '%', 'x'.repeat(3000)]));
  return random.pick([
    path,
    `${path}${odd}`,
    `${path}?page=${odd}`,
    path.replace(/=\w+/, `=${odd}`),
    path.replace(/\w+$/, odd),
  ]);
}

function oddHeaders(random: Random): Readonly<Record<string, string>> {
  if (random.below(8) > 0) return {};
  return random.pick([
    { 'content-type': 'text/plain' },
    { cookie: 'x' },
    { origin: 'https://evil.example' },
    { 'x-signpost-token': 'y'.repeat(2000) },
    { 'content-type': 'application/json; charset=utf-16' },
  ]);
}
