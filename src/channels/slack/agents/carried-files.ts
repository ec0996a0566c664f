import { z } from 'zod';
import { beginning, literal } from '../../../cards/shared/inline-markup.ts';
import type { FileNote } from '../../../conversation/event.ts';
import { elsewhere, GONE, readSource } from '../inbound/file-notes.ts';

/** Id (`F…`) and name of a file; the id is null if there is nothing to fetch. */
export type CarriedFile = z.infer<typeof carriedSchema>[number];

/** The files in a form, as JSON within its metadata. */
export const carriedSchema = z.array(z.tuple([z.string().nullable(), z.string()]));

/**
 * Twenty names of this length, with every other character escaped, fit in a form's metadata along
 * with its other contents.
 */
const MAX_NAME = 50;

/**
 * Returns files as a form carries them, for which Slack allows 3000 characters: only what
 * identifies each file. Slack is asked for the rest when the form is sent.
 */
export function carriedFiles(files: readonly FileNote[]): CarriedFile[] {
  return files.map(({ name, content }) => {
    const source = content?.kind === 'elsewhere' ? readSource(content.source) : null;
    return [source?.id ?? null, beginning(literal(name), MAX_NAME)];
  });
}

/** Returns the files that a form carried as notes, before Slack is asked about them. */
export function notesOf(files: readonly CarriedFile[]): readonly FileNote[] {
  return files.map(([id, name]) => ({
    name,
    type: 'application/octet-stream',
    bytes: null,
    content: id === null ? GONE : elsewhere(id, null, null),
  }));
}
