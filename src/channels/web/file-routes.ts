import type { IncomingMessage } from 'node:http';
import type { Kysely } from 'kysely';
import type { FileNote } from '../../conversation/event.ts';
import type { FileKeeper } from '../../desk/keep-files.ts';
import type { Database } from '../../store/database.ts';
import { discardFile, findFiles } from '../../store/files.ts';
import type { FileProblem, KeptFile } from '../../tickets/file.ts';
import { fileRefusal } from './file-refusal.ts';
import { requireOwnPage, requireOwnScript } from './guard.ts';
import { WEB_LIMITS } from './limits.ts';
import { createPacer } from './pace.ts';
import type { UploadedFile } from './page-view.ts';
import { WebRefusal } from './problem.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { discardRequest, parseRequest, queryOf, uploadRequest } from './requests.ts';
import { sendJson } from './respond.ts';
import type { Route } from './routes.ts';
import { createSlots } from './slots.ts';

export interface FileRoutesOptions {
  readonly db: Kysely<Database>;
  readonly files: Pick<FileKeeper, 'keepBytes'>;
  /** The most bytes of one file. */
  readonly mostBytes: number;
}

/** Files, each sent by itself ahead of the message that names it; and taken back before that. */
export function fileRoutes({ db, files, mostBytes }: FileRoutesOptions): Route[] {
  const pacer = createPacer(WEB_LIMITS.uploads);
  const slots = createSlots(WEB_LIMITS.uploads);

  async function upload(request: IncomingMessage, conversation: string): Promise<UploadedFile> {
    const { id, name, locale } = parseRequest(uploadRequest, queryOf(request));
    const content = await readInTime(request, mostBytes).catch((error: unknown) => {
      const isTooLarge = error instanceof WebRefusal && error.problem === 'too-large';
      throw isTooLarge ? fileRefusal({ name, problem: 'too-large', mostBytes }, locale) : error;
    });
    const file = await files.keepBytes({ conversation, id, name, content, receivedAt: new Date() });
    if (file.content?.kind !== 'kept') throw fileRefusal({ name, problem: problemOf(file), mostBytes }, locale);
    return { id: file.content.id, name: file.name, type: file.type, bytes: file.bytes };
  }

  return [
    {
      method: 'post',
      path: '/page/files',
      async handler(request, response) {
        const { conversation } = requireOwnScript(request);
        const wait = pacer.take(conversation, Date.now());
        if (wait > 0) throw new WebRefusal('too-fast', { retryAfterSeconds: wait });
        sendJson(response, 200, await slots.run(conversation, () => upload(request, conversation)));
      },
    },
    {
      method: 'post',
      path: '/page/files/discard',
      async handler(request, response) {
        const { conversation } = requireOwnPage(request);
        const { id } = parseRequest(discardRequest, await readJson(request));
        await discardFile(db, id, conversation);
        sendJson(response, 200, {});
      },
    },
  ];
}

/**
 * The files a message names, which the page has sent before.
 * @throws WebRefusal `invalid` where one of them is not this conversation's.
 */
export async function namedFiles(
  db: Kysely<Database>,
  ids: readonly string[],
  conversation: string,
): Promise<readonly KeptFile[]> {
  const distinct = [...new Set(ids)];
  const found = await findFiles(db, distinct, conversation);
  if (found.length < distinct.length) throw new WebRefusal('invalid');
  return found;
}

/** Whoever sends a body drop by drop must not hold the place of others for long. */
async function readInTime(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const timer = setTimeout(() => request.destroy(), WEB_LIMITS.uploadMs);
  try {
    return await readBody(request, mostBytes);
  } finally {
    clearTimeout(timer);
  }
}

function problemOf({ content }: FileNote): FileProblem {
  return content?.kind === 'missing' ? content.problem : 'unreadable';
}
