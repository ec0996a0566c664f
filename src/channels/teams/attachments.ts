import { z } from 'zod';
import type { FileNote } from '../../conversation/event.ts';

const MOST_FILES = 20;
const LONGEST_NAME = 255;

const attachmentSchema = z.object({
  contentType: z.string().min(1),
  name: z.string().nullish().catch(null),
  content: z.unknown().optional(),
});

/** Source: "Send and receive files using a Teams bot"; the size is documented nowhere, and noted where it is there. */
const downloadInfoSchema = z.object({
  fileType: z.string().nullish().catch(null),
  fileSize: z.int().nonnegative().nullish().catch(null),
});

const DOWNLOAD_INFO = 'application/vnd.microsoft.teams.file.download.info';

/** Teams names a file's extension, not its media type; these are what people send to a helpdesk. */
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
 * The files that came with a message. The HTML twin of the text, cards, and quoted messages are no files.
 * Sizes are in bytes, `null` where Teams does not tell.
 */
export function fileNotes(attachments: readonly unknown[]): FileNote[] {
  return attachments.flatMap((attachment, index) => fileNote(attachment, index + 1) ?? []).slice(0, MOST_FILES);
}

function fileNote(attachment: unknown, position: number): FileNote | null {
  const parsed = attachmentSchema.safeParse(attachment);
  if (!parsed.success) return null;
  const { contentType, name, content } = parsed.data;
  if (contentType === DOWNLOAD_INFO) return downloadedFile(name ?? `file-${position}`, content);
  if (contentType.startsWith('image/')) return note(name ?? `image-${position}`, contentType, null);
  if (contentType === 'text/html' || contentType.startsWith('application/vnd.microsoft.') || !name) return null;
  return note(name, contentType, null);
}

function downloadedFile(name: string, content: unknown): FileNote {
  const info = downloadInfoSchema.safeParse(content).data;
  const extension = (info?.fileType ?? name.split('.').at(-1) ?? '').toLowerCase();
  return note(name, MEDIA_TYPES[extension] ?? 'application/octet-stream', info?.fileSize ?? null);
}

function note(name: string, type: string, bytes: number | null): FileNote {
  return { name: name.slice(0, LONGEST_NAME), type: type.slice(0, LONGEST_NAME), bytes };
}
