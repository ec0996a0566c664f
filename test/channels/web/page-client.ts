import { createHash, randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { PageState } from '../../../src/channels/web/render/page-view.ts';
import type { MessageView } from '../../../src/store/web-messages.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Headers = Readonly<Record<string, string>>;
type Body = string | Uint8Array;

/**
 * One request as it is, with the headers given and no others: browsers would not let a test send
 * half of them.
 */
export async function send(
  url: string,
  method: string,
  headers: Headers = {},
  body?: Body,
): Promise<Answer> {
  const response = await begin(url, method, headers, body);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: await text(response),
  };
}

/** A browser's side of a session: its cookie, its token, and what its page sends. */
export class PageClient {
  readonly url: string;
  readonly cookie: string;
  readonly token: string;
  private readonly whereabouts: Whereabouts;

  private constructor(url: string, cookie: string, token: string, whereabouts: Whereabouts) {
    this.url = url;
    this.cookie = cookie;
    this.token = token;
    this.whereabouts = whereabouts;
  }

  /** Opens the page, as a new browser does. */
  static async open(url: string, whereabouts = AT_HOME): Promise<PageClient> {
    const { headers, body } = await send(`${url}/`, 'GET');
    const cookie = (headers['set-cookie'] ?? [''])[0]?.split(';')[0] ?? '';
    const token = /name="signpost-token" content="([^"]+)"/.exec(body)?.[1] ?? '';
    return new PageClient(url, cookie, token, whereabouts);
  }

  /** Key of its conversation: the cookie holds the session's secret and its signature. */
  get conversation(): string {
    const [secret = ''] = (this.cookie.split('=')[1] ?? '').split('.');
    return `web:${createHash('sha256').update(secret).digest('hex')}`;
  }

  /** The same browser, after the server has moved. */
  at(url: string): PageClient {
    return new PageClient(url, this.cookie, this.token, this.whereabouts);
  }

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return send(this.url + path, 'GET', { cookie: this.cookie, ...headers });
  }

  /** Posts as the page does; headers given replace the page's own. */
  post(path: string, body: object | string, headers: Headers = {}): Promise<Answer> {
    const own = {
      cookie: this.cookie,
      'x-signpost-token': this.token,
      'content-type': 'application/json',
    };
    const content = typeof body === 'string' ? body : JSON.stringify(body);
    return send(this.url + path, 'POST', { ...own, ...headers }, content);
  }

  join(): Promise<Answer> {
    return this.post('/page/joined', this.whereabouts);
  }

  say(said: string, id: string = randomUUID(), files: readonly string[] = []): Promise<Answer> {
    return this.post('/page/messages', { id, text: said, files, ...this.whereabouts });
  }

  /** Sends a file ahead of the message that names it; headers given replace the page's own. */
  upload(
    name: string,
    content: Body,
    { id = randomUUID(), headers = {}, locale = 'en' }: UploadOptions = {},
  ): Promise<Answer> {
    const own = {
      cookie: this.cookie,
      'x-signpost-token': this.token,
      'content-type': 'application/octet-stream',
    };
    const query = new URLSearchParams({ id, name, locale });
    return send(`${this.url}/page/files?${query}`, 'POST', { ...own, ...headers }, content);
  }

  /** Sends a file, and gives its id. */
  async attach(name: string, content: Body): Promise<string> {
    const { status, body } = await this.upload(name, content);
    if (status !== 200) throw new Error(`The file was answered ${status}: ${body}`);
    return JSON.parse(body).id;
  }

  press(
    prompt: string,
    verb: string,
    value: string | null = null,
    fields: object = {},
    id: string = randomUUID(),
  ): Promise<Answer> {
    return this.post('/page/presses', { id, prompt, verb, value, fields, ...this.whereabouts });
  }

  async state(): Promise<PageState> {
    const { body } = await this.get('/page/state');
    return JSON.parse(body);
  }

  /** Opens a stream; once it is open, gives what resolves when it has sent these words. */
  async hear(path: string, words: string): Promise<{ readonly said: Promise<string> }> {
    const response = await begin(this.url + path, 'GET', { cookie: this.cookie });
    return { said: inbound(response, words) };
  }

  /** Listens from a revision on until what came satisfies `enough`, and gives the messages. */
  async listen(
    enough: (messages: readonly MessageView[]) => boolean,
    after: number | Headers = 0,
  ): Promise<MessageView[]> {
    const headers = typeof after === 'number' ? { 'last-event-id': String(after) } : after;
    return this.stream(headers, enough);
  }

  /** All messages that changed since a revision. */
  news(after: number): Promise<MessageView[]> {
    return this.stream({ 'last-event-id': String(after) }, (_, event) =>
      event.startsWith('event: state\n'),
    );
  }

  private async stream(
    headers: Headers,
    enough: (messages: readonly MessageView[], event: string) => boolean,
  ): Promise<MessageView[]> {
    const response = await begin(`${this.url}/page/events`, 'GET', {
      cookie: this.cookie,
      ...headers,
    });
    const timer = setTimeout(
      () => response.destroy(new Error('What was waited for did not come.')),
      5000,
    );
    const messages: MessageView[] = [];
    let rest = '';
    try {
      for await (const chunk of response.setEncoding('utf8')) {
        const parts = `${rest}${chunk}`.split('\n\n');
        rest = parts.pop() ?? '';
        for (const event of parts) {
          messages.push(...messageIn(event));
          if (enough(messages, event)) return messages;
        }
      }
      return messages;
    } finally {
      clearTimeout(timer);
      response.destroy();
    }
  }
}

export interface UploadOptions {
  readonly id?: string;
  readonly headers?: Headers;
  readonly locale?: string;
}

/** What a browser tells of its person. */
export interface Whereabouts {
  readonly language: string;
  readonly timeZone: string;
}

const AT_HOME: Whereabouts = { language: 'en-US', timeZone: 'Europe/Berlin' };

/** Resolves when a stream has sent these words. */
async function inbound(response: IncomingMessage, words: string): Promise<string> {
  const timer = setTimeout(() => response.destroy(new Error(`Nothing said ${words}.`)), 5000);
  let said = '';
  try {
    for await (const chunk of response.setEncoding('utf8')) {
      said += chunk;
      if (said.includes(words)) return said;
    }
    throw new Error(`The stream ended without ${words}.`);
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
}

function messageIn(event: string): MessageView[] {
  const data = /^event: message\nid: \d+\ndata: (.*)$/.exec(event)?.[1];
  return data === undefined ? [] : [JSON.parse(data)];
}

/**
 * The path goes out as it is: a URL would be tidied first, and hide what a hostile client may send.
 */
function begin(
  url: string,
  method: string,
  headers: Headers,
  body?: Body,
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, resolve);
    sent.once('error', reject);
    sent.end(body);
  });
}
