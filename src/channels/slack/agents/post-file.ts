import type { Kysely } from 'kysely';
import pLimit from 'p-limit';
import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import { beginning, literal } from '../../../cards/shared/inline-markup.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { shownMasks } from '../../../i18n/shown-masks.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { HelpdeskPost } from '../../../ports/message.ts';
import type { Database } from '../../../store/database.ts';
import { fileBytes } from '../../../store/files.ts';
import { slackErrorName } from '../outbound/delivery-problem.ts';
import { postAll } from '../outbound/posting.ts';
import { deskMessages } from './helpdesk-card.ts';
import { type Upload, type Uploader, upload } from './upload.ts';

export interface FilePoster extends Uploader {
  readonly db: Kysely<Database>;
  readonly log: Log;
  /** Upload refusals already logged, as reasons by workspace. */
  readonly refusals: Set<string>;
}

type FilePost = Extract<HelpdeskPost, { kind: 'file' }>;

/** Each is held in memory as a whole. */
const UPLOADS_AT_ONCE = 2;
const inTurn = pLimit(UPLOADS_AT_ONCE);

const MAX_NAME = 200;
const MAX_EXTENSION = 20;

/**
 * Shares a requester's file in the thread of their ticket. If Slack refuses files, posts the file's
 * card instead, so that the desk learns of it anyway. Resolves to the id of the card's message;
 * rejects with a DeliveryError, `rejected` if the file is no longer stored.
 */
export async function postFile(
  poster: FilePoster,
  id: string,
  target: Upload['target'],
  reply: FilePost,
): Promise<string | null> {
  const refusal = await inTurn(() => share(poster, id, target, reply));
  if (refusal === null) return null;
  tellOnce(poster, target.team, reply.number, refusal);
  const [first = null] = await postAll(poster, id, target, deskMessages(reply, { view: 'agent' }));
  poster.begun.delete(id);
  return first;
}

/** Resolves to why Slack refuses the file permanently, or to null if the file is in the thread. */
async function share(
  poster: FilePoster,
  id: string,
  target: Upload['target'],
  reply: FilePost,
): Promise<DeliveryError | null> {
  const bytes = await fileBytes(poster.db, reply.file.id);
  if (bytes === null) throw new DeliveryError('rejected', 'The file is not kept any more');
  const name = uploadName(shownMasks(reply.file.name, reply.locale));
  const introduction = renderAgentCard(reply, { view: 'onlooker' }).text;
  try {
    await upload(poster, { id, target, name, bytes, introduction });
    return null;
  } catch (error) {
    if (
      error instanceof DeliveryError &&
      (error.problem === 'gone' || error.problem === 'rejected')
    )
      return error;
    throw error;
  }
}

/** Logs a warning once per reason: it applies to all files until an administrator fixes it. */
function tellOnce(
  { log, refusals }: FilePoster,
  team: string,
  ticket: string,
  reason: DeliveryError,
): void {
  const key = `${team} ${reason.message}`;
  const scope = slackErrorName(reason) === 'missing_scope' ? { scope: 'files:write' } : {};
  const fields = { channel: 'slack', team, ticket, reason: reason.message, ...scope };
  const level = refusals.has(key) ? 'info' : 'warn';
  refusals.add(key);
  log[level](fields, 'Slack takes no file here; a card stands in its place');
}

/**
 * Returns the name on one line, without characters that reorder text or look like a folder, and
 * truncated before its extension.
 */
export function uploadName(name: string): string {
  const line = literal(name).replace(/[/\\]/g, '_').replace(/\s+/g, ' ').trim() || 'file';
  if (line.length <= MAX_NAME) return line;
  const [extension = ''] = /\.[^. ]+$/.exec(line) ?? [];
  const kept = extension.length <= MAX_EXTENSION ? extension : '';
  return beginning(line, MAX_NAME - kept.length) + kept;
}
