import { z } from 'zod';
import { beginning } from '../../../cards/shared/inline-markup.ts';
import type { FileContent, FileNote, FileSource } from '../../../conversation/event.ts';

const MAX_FILES = 20;
const MAX_NAME = 255;
const MAX_URL = 3000;

const optionalText = z.string().nullish().catch(null);
const optionalUrl = z.string().max(MAX_URL).nullish().catch(null);

/** https://docs.slack.dev/reference/objects/file-object */
const fileSchema = z.object({
  id: z
    .string()
    .regex(/^F[A-Z0-9]{1,30}$/)
    .nullish()
    .catch(null),
  name: optionalText,
  title: optionalText,
  mimetype: optionalText,
  size: z.int().nonnegative().nullish().catch(null),
  mode: optionalText,
  is_external: z.boolean().nullish().catch(null),
  url_private: optionalUrl,
  url_private_download: optionalUrl,
});

type SlackFile = z.infer<typeof fileSchema>;

/** The data needed to fetch a file again. */
export interface SlackFileSource extends FileSource {
  /** `F…`; null if Slack doesn't give one. */
  readonly id: string | null;
  /**
   * Address of the file, readable with the token. Null if Slack has to be asked: for files that
   * came over Slack Connect (`file_access: check_file_info`) it gives only the id.
   * https://docs.slack.dev/apis/slack-connect
   */
  readonly url: string | null;
  /** Media type declared by Slack. */
  readonly type: string | null;
}

const sourceSchema = z.object({
  id: z.string().nullable(),
  url: z.string().nullable(),
  type: z.string().nullable(),
});

/** The file was deleted and is no longer part of the message. */
const DELETED = 'tombstone';

/**
 * Attachments without a file: links to other places, files that a workspace on a free plan no
 * longer sees, and documents that live in Slack (posts, canvases, lists), which Slack provides as a
 * page or not at all.
 */
const NO_FILES = new Set([
  'external',
  'hidden_by_limit',
  'post',
  'space',
  'docs',
  'quip',
  'canvas',
  'list',
]);
const DOCUMENT = 'application/vnd.slack-docs';

/**
 * Returns the files that came with a message. Sizes are in bytes, null if Slack doesn't give them.
 */
export function fileNotes(files: readonly unknown[] | null | undefined): FileNote[] {
  return (files ?? [])
    .flatMap((file, index) => fileNote(file, `file-${index + 1}`) ?? [])
    .slice(0, MAX_FILES);
}

/**
 * Returns one file, with the fallback name if Slack gives none, or null if the file no longer
 * exists.
 * @param file A Slack file object.
 */
export function fileNote(file: unknown, fallbackName: string): FileNote | null {
  const parsed = fileSchema.safeParse(file).data;
  if (parsed === undefined || parsed.mode === DELETED) return null;
  return {
    name: beginning(parsed.name || parsed.title || fallbackName, MAX_NAME),
    type: (parsed.mimetype || 'application/octet-stream').slice(0, MAX_NAME),
    bytes: parsed.size ?? null,
    content: contentOf(parsed),
  };
}

/** Returns null if `fileNotes` didn't write it. */
export function readSource(source: FileSource): SlackFileSource | null {
  const { id, url, type } = sourceSchema.safeParse(source).data ?? {};
  return id === undefined || url === undefined || type === undefined ? null : { id, url, type };
}

/** A file of which only this much is known so far. */
export function elsewhere(id: string | null, url: string | null, type: string | null): FileContent {
  const source: SlackFileSource = { id, url, type };
  return { kind: 'elsewhere', source };
}

export const GONE: FileContent = { kind: 'missing', problem: 'gone', maxBytes: null };

function contentOf(file: SlackFile): FileContent {
  const { id = null, mimetype = null, url_private_download: download, url_private: shown } = file;
  const url = download || shown || null;
  const isFile =
    file.is_external !== true && !NO_FILES.has(file.mode ?? '') && mimetype !== DOCUMENT;
  return isFile && (id !== null || url !== null) ? elsewhere(id, url, mimetype) : GONE;
}
