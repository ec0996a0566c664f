import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { validateMessage, validateView } from '../../src/channels/slack/render/validate-blocks.ts';
import { listen } from './listen.ts';
import { createSlackFiles, type SlackFiles } from './slack-files.ts';
import { isJson, type Json } from './slack-json.ts';
import { createSlackScreen, type SlackScreen } from './slack-screen.ts';
import { type SlackSockets, startSlackSockets } from './slack-socket.ts';
import {
  SLACK_APP,
  SLACK_BOT,
  type SlackWorkspace,
  startSlackWorkspace,
} from './slack-workspace.ts';

/**
 * One request Signpost made of Slack: of a method of the Web API, or (as `response_url`,
 * `files-pri` and `upload`) of an address Slack gave it.
 */
export interface SlackCall {
  readonly method: string;
  readonly token: string;
  readonly body: Json;
  /** Milliseconds of `performance.now()`. */
  readonly at: number;
  /** What Slack answered: `ok`, or the name of the error, or the HTTP status. */
  outcome: string;
}

/** An answer to give instead of Slack's own. */
export interface SlackTrouble {
  /**
   * Begin of the names of the methods it befalls; otherwise all that write a message (`chat.`).
   */
  readonly method?: string;
  /** Only calls for this channel. */
  readonly channel?: string;
  /** `ok: false` with this name. */
  readonly error?: string;
  /** What Slack says is wrong, beside that name. */
  readonly messages?: readonly string[];
  readonly status?: number;
  /** Seconds: answers 429. */
  readonly retryAfter?: number;
  /** Answers as Slack does, but late. */
  readonly delayMs?: number;
  /** Shows its sign-in page, there or somewhere else. */
  readonly signIn?: 'page' | 'redirect';
  /** Slack does what it is asked, and then the connection breaks. */
  readonly breaks?: boolean;
  /** How many calls; otherwise one. */
  readonly times?: number;
}

export interface SlackApi {
  /** For `clientOptions.slackApiUrl`. */
  readonly url: string;
  readonly workspace: SlackWorkspace;
  readonly files: SlackFiles;
  readonly calls: SlackCall[];
  readonly screen: SlackScreen;
  readonly sockets: SlackSockets;
  /**
   * What was wrong with blocks that were sent; Slack refused them. Closing fails if there is any
   * left: a test that means to send such blocks takes it out.
   */
  readonly invalid: string[];
  /**
   * Notes what Slack would refuse in the answer to a form: a view of which it would show an error
   * instead.
   */
  checkAck(body: unknown): void;
  /** The bytes of a file that Signpost has uploaded (F…), as Slack has them now. */
  uploaded(file: unknown): Promise<Buffer>;
  /** Calls of these methods so far, refused ones as well. */
  of(...methods: string[]): SlackCall[];
  trouble(...more: SlackTrouble[]): void;
  /** Ends all trouble that is left. */
  relent(): void;
  /** A trigger of this person's click: opens one modal, within three seconds. */
  trigger(user: string): Promise<string>;
  /**
   * From now on Slack tells of this person as one of another workspace, with whom a channel is
   * shared.
   */
  makeExternal(user: string, team: string, enterprise?: string): void;
  /** An address to answer a click or a command at; the `ts` is that of the message clicked. */
  responseUrl(channel: string, user: string, ts?: string): string;
  close(): Promise<void>;
}

/**
 * Slack's side on loopback: the emulator behind a door that notes every call, refuses blocks Slack
 * would refuse, and makes trouble as it is told to.
 */
export async function startSlackApi(): Promise<SlackApi> {
  const workspace = await startSlackWorkspace();
  const calls: SlackCall[] = [];
  const troubles: { trouble: SlackTrouble; left: number }[] = [];
  const screen = createSlackScreen();
  const invalid: string[] = [];
  const externals = new Map<string, Json>();

  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  const sockets = startSlackSockets(server);
  const { url, close } = await listen(server);
  const files = createSlackFiles(url);

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', url);
    const method = methodOf(pathname);
    const sent = await buffer(request);
    const call: SlackCall = {
      method,
      token: (request.headers.authorization ?? '').replace(/^Bearer /, ''),
      body: bodyOf(method, pathname, sent) ?? {
        ...Object.fromEntries(searchParams),
        ...readBody(String(sent), request.headers['content-type'] ?? ''),
      },
      at: performance.now(),
      outcome: 'no answer',
    };
    calls.push(call);
    const trouble = troubleFor(call);
    if (trouble?.delayMs !== undefined) await sleep(trouble.delayMs);
    const answer = refusalIn(trouble) ?? (await answerTo(call, pathname, sent));
    const { body } = answer;
    const { error, ok } = body instanceof Uint8Array ? {} : body;
    call.outcome = answer.status === 200 ? String(error ?? 'ok') : String(answer.status);
    if (answer.status === 200 && ok === true) screen.take(call, Object(body));
    if (trouble?.breaks) {
      call.outcome = 'broken off';
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(body instanceof Uint8Array ? body : JSON.stringify(body));
  }

  function troubleFor(call: SlackCall): SlackTrouble | undefined {
    const found = troubles.find(
      ({ trouble: { method = 'chat.', channel } }) =>
        call.method.startsWith(method) && (channel === undefined || call.body.channel === channel),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) troubles.splice(troubles.indexOf(found), 1);
    return found.trouble;
  }

  async function answerTo(call: SlackCall, path: string, sent: Buffer): Promise<Answer> {
    if (call.method === 'response_url') {
      const problems = problemsOf(call);
      return problems.length > 0
        ? { ...refuseBlocks(call, problems), status: 400 }
        : taken({ ok: true });
    }
    if (call.method === 'files-pri') return file(call, path);
    if (call.method === 'upload') return upload(path, sent);
    if (call.method === 'apps.connections.open') return connection(call);
    if (call.token !== SLACK_BOT.token) return refused('invalid_auth');
    const problems = problemsOf(call);
    if (problems.length > 0) return refuseBlocks(call, problems);
    const known = call.method === 'files.info' ? files.find(String(call.body.file)) : undefined;
    if (known !== undefined) return taken({ ok: true, file: known.object });
    const answer = await workspace.call(call.method, asForm(call.body), call.token);
    if (call.method === 'files.getUploadURLExternal') return taken(here(answer));
    if (call.method === 'chat.getPermalink') return taken(inSlack(answer));
    return taken(call.method === 'users.info' ? profiled(answer) : answer);
  }

  /** Slack names messages by its own addresses, not by those of the emulator. */
  function inSlack(answer: Json): Json {
    if (answer.ok !== true) return answer;
    const { pathname, search } = new URL(String(answer.permalink));
    return { ...answer, permalink: `https://contoso.slack.com${pathname}${search}` };
  }

  /** Views are refused by another name than messages, and with what is wrong with them. */
  function refuseBlocks({ method }: SlackCall, problems: readonly string[]): Answer {
    invalid.push(...problems);
    const messages = problems.map((problem) => `[ERROR] ${problem}`);
    const error = method.startsWith('views.') ? 'invalid_arguments' : 'invalid_blocks';
    return { status: 200, body: { ok: false, error, response_metadata: { messages } } };
  }

  /** A person who may not see a file is sent to the sign-in page. */
  function file({ token }: SlackCall, path: string): Answer {
    const found = files.find(path.split('/')[2] ?? '');
    if (token !== SLACK_BOT.token || found === undefined) return signIn('redirect');
    const { object, bytes } = found;
    return { status: 200, headers: { 'content-type': String(object.mimetype) }, body: bytes };
  }

  async function upload(path: string, body: Buffer): Promise<Answer> {
    const address = new URL(path, workspace.url);
    const { status } = await fetch(address, { method: 'POST', body: new Uint8Array(body) });
    return { status, body: Buffer.from(`OK - ${body.length}`) };
  }

  /** The addresses the emulator names are those of this door. */
  function here(answer: Json): Json {
    const { pathname } = new URL(String(answer.upload_url), url);
    return { ...answer, upload_url: url + pathname };
  }

  function connection(call: SlackCall): Answer {
    if (!call.token.startsWith('xapp-')) return refused('not_allowed_token_type');
    if (call.token === 'xapp-revoked') return refused('invalid_auth');
    return taken({
      ok: true,
      url: `${url.replace('http', 'ws')}/link/?ticket=${calls.length}&app_id=${SLACK_APP}`,
    });
  }

  /** What the emulator does not know of people: their language and time zone. */
  function profiled(answer: Json): Json {
    const { user } = answer;
    const member = isJson(user) ? workspace.member(String(user.id)) : undefined;
    if (!isJson(user) || member === undefined) return answer;
    const { name, address, locale, timeZone, phone, jobTitle } = member;
    const profile = {
      ...Object(user.profile),
      real_name: name,
      display_name: name,
      email: address ?? undefined,
      // Slack gives an empty text for what a person left out.
      phone: phone ?? '',
      title: jobTitle ?? '',
    };
    const home = externals.get(member.id) ?? {};
    return {
      ...answer,
      user: { ...user, real_name: name, locale, tz: timeZone ?? undefined, profile, ...home },
    };
  }

  return {
    url: `${url}/api/`,
    workspace,
    files,
    calls,
    screen,
    sockets,
    invalid,
    async uploaded(file) {
      const { file: found } = await workspace.call('files.info', { file: String(file) });
      const { pathname } = new URL(String(Object(found).url_private));
      const headers = { authorization: `Bearer ${SLACK_BOT.token}` };
      return Buffer.from(
        await (await fetch(new URL(pathname, workspace.url), { headers })).arrayBuffer(),
      );
    },
    of: (...methods) => calls.filter(({ method }) => methods.includes(method)),
    trouble: (...more) =>
      void troubles.push(...more.map((trouble) => ({ trouble, left: trouble.times ?? 1 }))),
    relent: () => void troubles.splice(0),
    async trigger(user) {
      const { trigger_id: id } = await workspace.call('views.generateTriggerId', { user_id: user });
      return String(id);
    },
    makeExternal(user, team, enterprise) {
      const organization =
        enterprise === undefined
          ? {}
          : { enterprise_user: { enterprise_id: enterprise, teams: [] } };
      externals.set(user, { team_id: team, is_stranger: true, ...organization });
    },
    responseUrl: (channel, user, ts = '') =>
      `${url}/response/${calls.length}?${new URLSearchParams({ channel, user, ts })}`,
    checkAck(body) {
      if (isJson(body) && body.view !== undefined) invalid.push(...validateView(body.view));
    },
    async close() {
      sockets.close();
      await Promise.all([close(), workspace.close()]);
      if (invalid.length > 0)
        throw new Error(`Slack refused blocks: ${invalid.slice(0, 5).join('; ')}`);
    },
  };
}

/** What Slack would find wrong with the blocks of a call. */
function problemsOf({ method, body }: SlackCall): readonly string[] {
  if (method.startsWith('views.')) return validateView(body.view);
  const { blocks, text } = body;
  if (method === 'files.completeUploadExternal') return validateMessage({ blocks, text: 'a file' });
  const isMessage = method.startsWith('chat.') || method === 'response_url';
  const isBare = blocks === undefined || (Array.isArray(blocks) && blocks.length === 0);
  return isMessage && !isBare ? validateMessage({ blocks, text }) : [];
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Json | Uint8Array;
}

function signIn(how: 'page' | 'redirect'): Answer {
  const body = Buffer.from('<!DOCTYPE html><title>Sign in | Slack</title>');
  if (how === 'page')
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
  return {
    status: 302,
    headers: { location: 'https://contoso.slack.com/?redir=%2Ffiles-pri' },
    body,
  };
}

/** What tells of calls that are none of the Web API's. */
function bodyOf(method: string, path: string, sent: Buffer): Json | null {
  if (method === 'files-pri') return { file: path.split('/')[2] };
  return method === 'upload' ? { bytes: sent.length } : null;
}

function methodOf(path: string): string {
  if (path.startsWith('/api/')) return path.slice('/api/'.length);
  if (path.startsWith('/files-pri/')) return 'files-pri';
  return path.startsWith('/upload/') ? 'upload' : 'response_url';
}

function taken(body: Json): Answer {
  return { status: 200, body };
}

function refused(error: string, messages?: readonly string[]): Answer {
  const more = messages === undefined ? {} : { response_metadata: { messages } };
  return { status: 200, body: { ok: false, error, ...more } };
}

function refusalIn(trouble: SlackTrouble | undefined): Answer | null {
  if (trouble?.retryAfter !== undefined) {
    const headers = { 'retry-after': String(trouble.retryAfter) };
    return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
  }
  if (trouble?.signIn !== undefined) return signIn(trouble.signIn);
  if (trouble?.status !== undefined)
    return { status: trouble.status, body: { ok: false, error: 'fatal_error' } };
  return trouble?.error === undefined ? null : refused(trouble.error, trouble.messages);
}

function readBody(raw: string, type: string): Json {
  if (type.includes('json')) {
    const body: unknown = raw === '' ? {} : JSON.parse(raw);
    return isJson(body) ? body : {};
  }
  return Object.fromEntries(
    [...new URLSearchParams(raw)].map(([key, value]) => [key, parsed(value)]),
  );
}

/** The SDK sends objects and lists as JSON within a form. */
function parsed(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function asForm(body: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
