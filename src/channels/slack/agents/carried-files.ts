import { z } from 'zod';
import { beginning, literal } from '../../../cards/shared/inline-markup.ts';
import type { FileNote } from '../../../conversation/event.ts';
import { elsewhere, GONE, readSource } from '../inbound/file-notes.ts';

/** The id (F…) and the name of a file; no id where there is nothing to fetch. */
export type CarriedFile = z.infer<typeof carriedSchema>[number];

/** What a form carries of files, as JSON within its metadata. */
export const carriedSchema = z.array(z.tuple([z.string().nullable(), z.string()]));

/** Twenty names of this length, every other character of them escaped, and what else a form carries fit in its metadata. */
const MAX_NAME = 50;

/**
 * Files as a form carries them, for which Slack has 3000 characters: only what names each to Slack, which is asked for
 * the rest when the form is sent.
 */
export function carriedFiles(files: readonly FileNote[]): CarriedFile[] {
  return files.map(({ name, content }) => {
    const source = content?.kind === 'elsewhere' ? readSource(content.source) : null;
    return [source?.id ?? null, beginning(literal(name), MAX_NAME)];
  });
}

/** The files that a form carried, as they are noted before Slack was asked about them. */
export function notesOf(files: readonly CarriedFile[]): readonly FileNote[] {
  return files.map(([id, name]) => ({
    name,
    type: 'application/octet-stream',
    bytes: null,
    content: id === null ? GONE : elsewhere(id, null, null),
  }));
}
