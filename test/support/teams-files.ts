import { createServer, type ServerResponse } from 'node:http';
import { listen } from './listen.ts';

/** What a file's URL is answered with. */
export interface FileAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Sends what is there of the body and drops the connection. */
  readonly breaks?: boolean;
  /** Never ends. */
  readonly endless?: boolean;
  /** Waits before it answers. */
  readonly after?: Promise<void>;
}

/** A host of files on loopback, in SharePoint's place, or in that of a stranger. */
export interface TeamsFiles {
  /** Its origin. */
  readonly url: string;
  readonly requests: { readonly path: string; readonly authorization: string | undefined }[];
  /** How often an answer was cut off by who asked. */
  readonly closedEarly: string[];
  /**
   * Has a file there and tells its URL: with several answers, one after the other, the last one
   * ever after.
   */
  serve(path: string, ...answers: readonly FileAnswer[]): string;
  close(): Promise<void>;
}

export async function startTeamsFiles(): Promise<TeamsFiles> {
  const served = new Map<string, FileAnswer[]>();
  const requests: TeamsFiles['requests'][number][] = [];
  const closedEarly: string[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    requests.push({ path, authorization: request.headers.authorization });
    const answers = served.get(path) ?? [{ status: 404 }];
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
    response.once('close', () => {
      if (!response.writableFinished) closedEarly.push(path);
    });
    await answer.after;
    give(response, answer);
  });
  const { url, close } = await listen(server);
  return {
    url,
    requests,
    closedEarly,
    serve(path, ...answers) {
      served.set(path, [...answers]);
      return `${url}${path}`;
    },
    close,
  };
}

function give(
  response: ServerResponse,
  { status = 200, headers = {}, body = '', breaks, endless }: FileAnswer,
): void {
  response.writeHead(status, { 'content-type': 'application/octet-stream', ...headers });
  if (breaks) {
    response.write(body, () => response.destroy());
  } else if (endless) {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'x')));
    };
    response.on('drain', more);
    more();
  } else {
    response.end(body);
  }
}
