import type { IncomingMessage } from 'node:http';
import type { Kysely } from 'kysely';
import type { FileKeeper } from '../../../attachments/keep-files.ts';
import { monotonicMs } from '../../../concurrency/clocks.ts';
import type { FileNote } from '../../../conversation/event.ts';
import { shownMasks } from '../../../i18n/shown-masks.ts';
import type { Database } from '../../../store/database.ts';
import { discardFile, findFiles } from '../../../store/files.ts';
import { markSent } from '../../../store/unsent-files.ts';
import type { FileProblem, KeptFile } from '../../../tickets/file.ts';
import type { Admission } from '../auth/admission.ts';
import { requireOwnPage, requireOwnScript } from '../auth/guard.ts';
import type { Sessions } from '../auth/session.ts';
import { WEB_LIMITS } from '../limits.ts';
import { sendJson } from '../outbound/respond.ts';
import type { UploadedFile } from '../render/page-view.ts';
import { fileRefusal } from './file-refusal.ts';
import { WebRefusal } from './problem.ts';
import { createPacer } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { discardRequest, parseRequest, queryOf, uploadRequest } from './requests.ts';
import type { Route } from './routes.ts';
import { createSlots, type Slot } from './slots.ts';

export interface FileRoutesOptions {
  readonly db: Kysely<Database>;
  readonly files: Pick<FileKeeper, 'keepBytes'>;
  readonly sessions: Sessions;
  readonly admission: Admission;
  /** Maximum bytes per file. */
  readonly maxBytes: number;
}

/**
 * Uploads files, each separately before the message that names it, and discards them before that
 * message.
 */
export function fileRoutes(options: FileRoutesOptions): Route[] {
  const { db, sessions, admission } = options;
  const pacer = createPacer(WEB_LIMITS.uploads);
  const slots = createSlots(WEB_LIMITS.uploads);

  return [
    {
      method: 'post',
      path: '/page/files',
      async handler(request, response) {
        const { conversation } = await requireOwnScript(sessions, request);
        const wait = pacer.take(conversation, monotonicMs());
        if (wait > 0) throw new WebRefusal('too-fast', { retryAfterSeconds: wait });
        await admission.admitFile(request, conversation);
        const user = {
          session: conversation,
          address: admission.addressOf(request),
          received: bytesOf(request),
        };
        sendJson(
          response,
          200,
          await slots.run(user, (slot) => upload(options, request, conversation, slot)),
        );
      },
    },
    {
      method: 'post',
      path: '/page/files/discard',
      async handler(request, response) {
        const { conversation } = await requireOwnPage(sessions, request);
        const { id } = parseRequest(discardRequest, await readJson(request));
        await discardFile(db, id, conversation);
        admission.filesDone([id]);
        sendJson(response, 200, {});
      },
    },
  ];
}

async function upload(
  { files, admission, maxBytes }: FileRoutesOptions,
  request: IncomingMessage,
  conversation: string,
  slot: Slot,
): Promise<UploadedFile> {
  const { id, name, locale } = parseRequest(uploadRequest, queryOf(request));
  // Checked before reading if the request declares its size, so that no client sends ten
  // megabytes for nothing.
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced <= maxBytes) await admission.admitBytes(request, announced);
  const content = await readBody(request, maxBytes, slot.signal).catch((error: unknown) => {
    const isTooLarge = error instanceof WebRefusal && error.problem === 'too-large';
    throw isTooLarge ? fileRefusal({ name, problem: 'too-large', maxBytes }, locale) : error;
  });
  slot.arrived();
  if (announced === 0) await admission.admitBytes(request, content.length);
  const file = await files.keepBytes({ conversation, id, name, content, receivedAt: new Date() });
  if (file.content?.kind !== 'kept')
    throw fileRefusal({ name, problem: problemOf(file), maxBytes }, locale);
  admission.fileWaits(request, file.content.id, file.bytes ?? 0);
  const { type, bytes } = file;
  return { id: file.content.id, name: shownMasks(file.name, locale), type, bytes };
}

/**
 * Returns the files a message names, which the page uploaded before, and marks them as sent.
 * @throws WebRefusal `file-lost`, with their ids, if some are missing or not this conversation's.
 */
export async function namedFiles(
  db: Kysely<Database>,
  ids: readonly string[],
  conversation: string,
): Promise<readonly KeptFile[]> {
  const distinct = [...new Set(ids)];
  // First, so that they aren't deleted as unsent after they were found.
  await markSent(db, distinct);
  const found = await findFiles(db, distinct, conversation);
  const lost = distinct.filter((id) => !found.some((file) => file.id === id));
  if (lost.length > 0) throw new WebRefusal('file-lost', { files: lost });
  return found;
}

/** Returns a counter of the bytes received from now on. */
function bytesOf({ socket }: IncomingMessage): () => number {
  const before = socket.bytesRead;
  return () => socket.bytesRead - before;
}

function problemOf({ content }: FileNote): FileProblem {
  return content?.kind === 'missing' ? content.problem : 'unreadable';
}
