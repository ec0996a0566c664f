import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from './listen.ts';

/** The bot's own access token: attachments are given to nobody else. */
export const CONNECTOR_TOKEN = 'connector-token';

/** One request the bot made of the Bot Connector. */
export interface ConnectorCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The id the message was given; null if it was refused. */
  id: string | null;
}

/** An answer to give instead of taking the message. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Never answer at all. */
  readonly hang?: boolean;
}

/** A member of a channel, as Teams tells of them. */
export interface Member {
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
  readonly tenantId?: string;
}

export interface TeamsConnector {
  readonly url: string;
  readonly calls: ConnectorCall[];
  /** The calls that brought or mended a message, typing left out. */
  messages(): ConnectorCall[];
  /** Answers the next calls so, one after the other; then messages are taken again. */
  refuse(...refusals: Refusal[]): void;
  /** What the roster says of everyone; null answers 404. */
  roster(member: Readonly<Record<string, unknown>> | null): void;
  /** Who is in a channel, given out in pages of fifty; null if the bot is not in it. */
  channelMembers(channel: string, members: readonly Member[] | null): void;
  /** How often the members of a channel were asked for. */
  readonly rosterCalls: string[];
  /** Has a picture that stands in a message, and tells its URL. */
  attach(id: string, content: Uint8Array): string;
  /** What attachments were asked for with, by the path. */
  readonly attachmentCalls: { readonly path: string; readonly authorization: string }[];
  /** People who have not installed the app: no chat with them can be made. */
  readonly unreachable: Set<string>;
  close(): Promise<void>;
}

/** A Bot Connector on loopback: takes messages, gives them ids, and refuses as it is told to. */
export async function startTeamsConnector(): Promise<TeamsConnector> {
  const calls: ConnectorCall[] = [];
  const refusals: Refusal[] = [];
  let member: Readonly<Record<string, unknown>> | null = null;
  let sent = 0;
  const channels = new Map<string, readonly Member[]>();
  const rosterCalls: string[] = [];
  const unreachable = new Set<string>();
  const attachments = new Map<string, Uint8Array>();
  const attachmentCalls: TeamsConnector['attachmentCalls'][number][] = [];

  const server = createServer(async (request, response) => {
    const call = await readCall(request);
    if (call.path.includes('/members/')) {
      return answer(response, {
        status: member === null ? 404 : 200,
        body: member ?? { error: { code: 'MemberNotFound' } },
      });
    }
    const [, channel] = /\/conversations\/([^/]+)\/pagedmembers/.exec(call.path) ?? [];
    if (channel !== undefined) {
      rosterCalls.push(channel);
      return answer(response, pageOf(channels.get(channel), call.path));
    }
    if (call.path.includes('/v3/attachments/')) {
      const { path, authorization } = call;
      attachmentCalls.push({ path, authorization });
      return give(
        response,
        authorization === `Bearer ${CONNECTOR_TOKEN}` ? attachments.get(path) : undefined,
      );
    }
    calls.push(call);
    const refusal = call.body.type === 'typing' ? undefined : refusals.shift();
    if (refusal?.hang) return;
    if (refusal !== undefined) return answer(response, refusal);
    if (call.path.endsWith('/v3/conversations')) return answer(response, begin(call));
    sent += 1;
    call.id = call.method === 'PUT' ? (call.path.split('/').at(-1) ?? '') : `message-${sent}`;
    answer(response, { status: call.method === 'PUT' ? 200 : 201, body: { id: call.id } });
  });
  const { url, close } = await listen(server);

  return {
    url: `${url}/emea/`,
    calls,
    rosterCalls,
    unreachable,
    attachmentCalls,
    attach(id, content) {
      const path = `/emea/v3/attachments/${id}/views/original`;
      attachments.set(path, content);
      return `${url}${path}`;
    },
    channelMembers(channel, members) {
      if (members === null) channels.delete(channel);
      else channels.set(channel, members);
    },
    messages: () => calls.filter((call) => call.body.type !== 'typing'),
    refuse: (...more) => void refusals.push(...more),
    roster: (next) => {
      member = next;
    },
    close,
  };

  /** A thread in a channel, or a chat with one person. */
  function begin(call: ConnectorCall): Refusal {
    const { isGroup, channelData, members } = call.body;
    if (isGroup === true) {
      sent += 1;
      call.id = `message-${sent}`;
      return {
        status: 201,
        body: { id: `${Object(channelData).channel.id};messageid=${call.id}`, activityId: call.id },
      };
    }
    const [{ id }] = Object(members);
    if (unreachable.has(id))
      return { status: 403, body: { error: { code: 'ForbiddenOperationException' } } };
    return { status: 201, body: { id: `a:with-${id}` } };
  }
}

function give(response: ServerResponse, content: Uint8Array | undefined): void {
  response.writeHead(content === undefined ? 403 : 200, { 'content-type': 'image/png' });
  response.end(content);
}

function pageOf(members: readonly Member[] | undefined, path: string): Refusal {
  if (members === undefined)
    return { status: 404, body: { error: { code: 'ConversationNotFound' } } };
  const from = Number(/continuationToken=(\d+)/.exec(path)?.[1] ?? 0);
  const more = from + 50 < members.length ? { continuationToken: `${from + 50}` } : {};
  return { status: 200, body: { members: members.slice(from, from + 50), ...more } };
}

async function readCall(request: IncomingMessage): Promise<ConnectorCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? '',
    path: decodeURIComponent(request.url ?? ''),
    authorization: request.headers.authorization ?? '',
    body: text === '' ? {} : JSON.parse(text),
    id: null,
  };
}

function answer(response: ServerResponse, { status, headers = {}, body = {} }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
