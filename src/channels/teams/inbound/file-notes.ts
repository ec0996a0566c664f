import { z } from 'zod';
import type { FileNote } from '../../../conversation/event.ts';
import { fileAt, fileGone } from './file-source.ts';

const MAX_FILES = 20;
const MAX_NAME = 255;

const attachmentSchema = z.object({
  contentType: z.string().min(1),
  name: z.string().nullish().catch(null),
  contentUrl: z.string().nullish().catch(null),
  content: z.unknown().optional(),
});
type Attachment = z.infer<typeof attachmentSchema>;

/** The size is undocumented; it is stored if present. */
const downloadInfoSchema = z.object({
  downloadUrl: z.string().nullish().catch(null),
  fileType: z.string().nullish().catch(null),
  fileSize: z.int().nonnegative().nullish().catch(null),
});
type DownloadInfo = z.infer<typeof downloadInfoSchema>;

const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';
/** A file in SharePoint that only people signed in there may open. */
const REFERENCE = 'reference';

/**
 * Teams gives a file's extension, not its media type; these are the types people send to a
 * helpdesk.
 */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  xml: 'application/xml',
  json: 'application/json',
  evtx: 'application/vnd.ms-windows.evtx',
  zip: 'application/zip',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
};

/**
 * Returns the files that came with a message. The HTML version of the text, cards, and quoted
 * messages aren't files. Sizes are in bytes, `null` if Teams doesn't give one.
 *
 * In a one-to-one chat a file comes with a URL that carries its own authorization for about an
 * hour, and a picture in the text with a URL that needs the bot's token. In group chats and
 * channels files come only as a reference, or not at all. Source: "Send and receive files using
 * bot", https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export function fileNotes(attachments: readonly unknown[]): FileNote[] {
  return attachments
    .flatMap((attachment, index) => fileNote(attachment, index + 1) ?? [])
    .slice(0, MAX_FILES);
}

function fileNote(raw: unknown, position: number): FileNote | null {
  const attachment = attachmentSchema.safeParse(raw).data;
  if (attachment === undefined) return null;
  const { contentType, name } = attachment;
  const info = downloadInfoSchema.safeParse(attachment.content).data;
  const url = info?.downloadUrl || attachment.contentUrl || null;
  if (contentType === DOWNLOAD_INFO) {
    // Its content URL only works for signed-in people.
    return note(name || `file-${position}`, info, typeOf(name, info), info?.downloadUrl || null);
  }
  if (contentType.startsWith('image/'))
    return note(name || `image-${position}`, info, contentType, url);
  if (isNoFile(attachment) || !name) return null;
  if (contentType === REFERENCE) return note(name, info, typeOf(name, info), null);
  return note(name, info, contentType, url);
}

/** Quoted and forwarded messages have types such as `messageReference`. */
function isNoFile({ contentType }: Attachment): boolean {
  return (
    contentType === 'text/html' ||
    contentType.startsWith('application/vnd.microsoft.') ||
    (contentType.endsWith('Reference') && contentType !== REFERENCE)
  );
}

function typeOf(name: string | null | undefined, info: DownloadInfo | undefined): string {
  const extension = (info?.fileType || name?.split('.').at(-1) || '').toLowerCase();
  return MEDIA_TYPES[extension] ?? 'application/octet-stream';
}

function note(
  name: string,
  info: DownloadInfo | undefined,
  type: string,
  url: string | null,
): FileNote {
  const noted = {
    name: name.slice(0, MAX_NAME),
    type: type.slice(0, MAX_NAME),
    bytes: info?.fileSize ?? null,
  };
  return url === null ? fileGone(noted) : fileAt(noted, url);
}
