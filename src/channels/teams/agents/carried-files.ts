import { z } from 'zod';
import type { FileNote } from '../../../conversation/event.ts';
import { fileNotes } from '../inbound/file-notes.ts';
import { fileAt, fileGone, readSource } from '../inbound/file-source.ts';

const MAX_FILES = 20;
/**
 * Characters of all URLs together: the form, which sends them back, has to stay within Teams' size
 * limit.
 */
const MAX_URLS = 20_000;

/** The parts of a message besides its text. */
export interface MessageParts {
  readonly body: { readonly content: string };
  readonly attachments: readonly unknown[];
}

/**
 * Returns the files of the message an action was chosen on. Teams gives bots access to few of them:
 * files are references, and pictures are in the text, both only for signed-in people. Source:
 * "Create and send dialogs", `messagePayload`.
 */
export function filesOfMessage({ body, attachments }: MessageParts): readonly FileNote[] {
  const pictures = body.content.match(/<img\b[^<>]*\/hostedContents\//gi) ?? [];
  const shown = pictures.map((_picture, index) =>
    fileGone({ name: `image-${index + 1}`, type: 'image/*', bytes: null }),
  );
  return withinForm([...fileNotes(attachments), ...shown].slice(0, MAX_FILES));
}

function withinForm(files: readonly FileNote[]): readonly FileNote[] {
  let left = MAX_URLS;
  return files.map((file) => {
    left -= urlOf(file)?.length ?? 0;
    return left < 0 ? fileGone({ name: file.name, type: file.type, bytes: file.bytes }) : file;
  });
}

function urlOf({ content }: FileNote): string | null {
  return content?.kind === 'elsewhere' ? (readSource(content.source)?.url ?? null) : null;
}

/** False if only the file's name comes with the ticket. */
export function comesAlong({ content }: FileNote): boolean {
  return content?.kind === 'elsewhere';
}

const carriedSchema = z.object({
  name: z.string().min(1).max(255),
  type: z.string().max(255),
  bytes: z.int().nonnegative().nullable(),
  url: z.string().nullable(),
});

type CarriedFile = z.infer<typeof carriedSchema>;

/** Returns files as the form's data holds them. */
export function carried(files: readonly FileNote[]): CarriedFile[] {
  return files.map((file) => ({
    name: file.name,
    type: file.type,
    bytes: file.bytes,
    url: urlOf(file),
  }));
}

/**
 * Reads the files a form sent back. The client could have put any URL there, even when the form was
 * opened, so a signature of ours would prove nothing. `accessTo` decides at fetch time what is
 * fetched and treats every URL as hostile: only Microsoft's hosts are asked, and the token opens
 * only pictures.
 */
export const carriedFiles = z
  .array(carriedSchema)
  .max(MAX_FILES)
  .transform((files) =>
    files.map(({ name, type, bytes, url }) => {
      const file = { name, type, bytes };
      return url === null ? fileGone(file) : fileAt(file, url);
    }),
  )
  .catch([]);
