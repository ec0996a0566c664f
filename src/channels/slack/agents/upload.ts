import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { retryAfterMs } from '../../../http/retry-after.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { SlackAddresses } from '../auth/slack-hosts.ts';
import { fileInfo } from '../inbound/file-info.ts';
import type { Api } from '../outbound/api.ts';
import { postToUrl } from '../outbound/post-to-url.ts';
import { type Poster, type PostTarget, paced } from '../outbound/posting.ts';
import { paragraph } from '../render/text-object.ts';

export interface Uploader extends Poster {
  readonly addresses: SlackAddresses;
  /** Interrupted uploads, by id. */
  readonly broken: LRUCache<string, BrokenUpload>;
}

/** State of an upload to be retried. */
export interface BrokenUpload {
  /**
   * The file (`F…`) if Slack has all of it and may have shared it; null if it has to be sent again.
   */
  readonly file: string | null;
  /** Number of failures on Slack's side. Rate limits don't count. */
  readonly failures: number;
}

/** A file to be shared in a thread. */
export interface Upload {
  /** Unique and stable across retries. */
  readonly id: string;
  readonly target: PostTarget & { readonly thread: string };
  readonly name: string;
  readonly bytes: Buffer;
  /** Plain text shown above the file. */
  readonly introduction: string;
}

const TIMEOUT_MS = 60_000;
const MAX_BROKEN = 1000;

/** Uploads that failed and may be retried, by the id of their post. */
export function createBrokenUploads(): Uploader['broken'] {
  return new LRUCache({ max: MAX_BROKEN });
}

/**
 * A file that fails this often isn't retried for hours: the messages after it would wait as well.
 */
const MAX_FAILURES = 3;

/**
 * Uploads a file to Slack and shares it in a thread. Continues where an earlier attempt broke off,
 * without sharing the file twice. Sends the bytes, without the token, to the address Slack returns
 * if that is Slack's own. Rejects with a DeliveryError.
 * https://docs.slack.dev/messaging/working-with-files#upload
 */
export async function upload(uploader: Uploader, { id, ...what }: Upload): Promise<void> {
  const { api, broken } = uploader;
  const before = broken.get(id) ?? { file: null, failures: 0 };
  if (before.file !== null && (await isShared(api, what.target, before.file)))
    return void broken.delete(id);
  if (before.failures >= MAX_FAILURES) {
    broken.delete(id);
    throw new DeliveryError('rejected', 'Slack failed at the file several times');
  }
  const { file, url } =
    before.file === null ? await slotFor(uploader, what) : { file: before.file, url: null };
  let isSent = url === null;
  try {
    if (url !== null) await send(url, what.bytes);
    isSent = true;
    await share(uploader, what, file);
    broken.delete(id);
  } catch (error) {
    note(broken, id, { file: isSent ? file : null, failures: before.failures }, error);
    throw error;
  }
}

type What = Omit<Upload, 'id'>;

/** Returns the upload address for the bytes, and the id their file will have. */
async function slotFor(
  { api, addresses }: Uploader,
  { target, name, bytes }: What,
): Promise<{ file: string; url: URL }> {
  const slot = await api(target, (client) =>
    client.files.getUploadURLExternal({ filename: name, length: bytes.length }),
  );
  const url = addresses(slot.upload_url ?? '');
  if (url !== null && slot.file_id) return { file: slot.file_id, url };
  throw new DeliveryError('rejected', 'Slack named no address of its own to upload to');
}

async function share(
  uploader: Uploader,
  { target, name, introduction }: What,
  file: string,
): Promise<void> {
  // A section of plain text, because `initial_comment` is parsed as markup.
  const blocks = [paragraph(introduction)];
  const where = { channel_id: target.channel, thread_ts: target.thread };
  await paced(uploader, target, (client) =>
    client.files.completeUploadExternal({ files: [{ id: file, title: name }], ...where, blocks }),
  );
}

/** Records an upload that may succeed on a retry. */
function note(
  broken: Uploader['broken'],
  id: string,
  { file, failures }: BrokenUpload,
  error: unknown,
): void {
  const problem = error instanceof DeliveryError ? error.problem : null;
  if (problem === 'throttled') broken.set(id, { file, failures });
  else if (problem === 'unavailable') broken.set(id, { file, failures: failures + 1 });
  else broken.delete(id);
}

async function send(url: URL, bytes: Buffer): Promise<void> {
  const { status, headers } = await postToUrl(url, {
    contentType: 'application/octet-stream',
    body: new Uint8Array(bytes),
    timeoutMs: TIMEOUT_MS,
    async read(response) {
      await response.body?.cancel();
      return response;
    },
  });
  if (status === 200) return;
  if (status === 429) {
    const wait = retryAfterMs(headers.get('retry-after'), Date.now());
    const asked = wait === null ? {} : { retryAfterMs: wait };
    throw new DeliveryError('throttled', 'Slack answered 429 to an upload', asked);
  }
  const problem = status >= 500 || status === 408 ? 'unavailable' : 'rejected';
  throw new DeliveryError(problem, `Slack answered ${status} to an upload`);
}

const shareSchema = z.record(z.string(), z.array(z.object({ thread_ts: z.string().optional() })));

/** The channels a file is shared in. https://docs.slack.dev/reference/objects/file-object */
const sharedSchema = z.object({
  shares: z.object({ public: shareSchema.optional(), private: shareSchema.optional() }).optional(),
});

/** Returns false also if Slack doesn't say. */
async function isShared(
  api: Api,
  { channel, thread, ...where }: Upload['target'],
  file: string,
): Promise<boolean> {
  const info = await fileInfo(api, where, file).catch(() => null);
  const { shares } = sharedSchema.safeParse(info).data ?? {};
  const here = [...(shares?.public?.[channel] ?? []), ...(shares?.private?.[channel] ?? [])];
  return here.some(({ thread_ts: root }) => root === thread);
}
