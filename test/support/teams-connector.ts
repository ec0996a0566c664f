import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from './listen.ts';

/** One request the bot made of the Bot Connector. */
export interface ConnectorCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The id the message was given; null where it was refused. */
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

export interface TeamsConnector {
  readonly url: string;
  readonly calls: ConnectorCall[];
  /** The calls that brought or mended a message, typing left out. */
  messages(): ConnectorCall[];
  /** Answers the next calls so, one after the other; then messages are taken again. */
  refuse(...refusals: Refusal[]): void;
  /** What the roster says of everyone; null answers 404. */
  roster(member: Readonly<Record<string, unknown>> | null): void;
  close(): Promise<void>;
}

/** A Bot Connector on loopback: takes messages, gives them ids, and refuses as it is told to. */
export async function startTeamsConnector(): Promise<TeamsConnector> {
  const calls: ConnectorCall[] = [];
  const refusals: Refusal[] = [];
  let member: Readonly<Record<string, unknown>> | null = null;
  let sent = 0;

  const server = createServer(async (request, response) => {
    const call = await readCall(request);
    if (call.path.includes('/members/')) {
      return answer(response, {
        status: member === null ? 404 : 200,
        body: member ?? { error: { code: 'MemberNotFound' } },
      });
    }
    calls.push(call);
    const refusal = call.body.type === 'typing' ? undefined : refusals.shift();
    if (refusal?.hang) return;
    if (refusal !== undefined) return answer(response, refusal);
    sent += 1;
    call.id = call.method === 'PUT' ? (call.path.split('/').at(-1) ?? '') : `message-${sent}`;
    answer(response, { status: call.method === 'PUT' ? 200 : 201, body: { id: call.id } });
  });
  const { url, close } = await listen(server);

  return {
    url: `${url}/emea/`,
    calls,
    messages: () => calls.filter((call) => call.body.type !== 'typing'),
    refuse: (...more) => void refusals.push(...more),
    roster: (next) => {
      member = next;
    },
    close,
  };
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
