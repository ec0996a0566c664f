import { z } from 'zod';
import type { FileNote } from '../../conversation/event.ts';

const MOST_FILES = 20;
const LONGEST_NAME = 255;

/** https://docs.slack.dev/reference/objects/file-object */
const fileSchema = z.object({
  name: z.string().nullish().catch(null),
  mimetype: z.string().nullish().catch(null),
  size: z.int().nonnegative().nullish().catch(null),
  mode: z.string().nullish().catch(null),
});

/** Of these only the name plate is left. */
const GONE = new Set(['tombstone', 'hidden_by_limit']);

/** The files that came with a message. Sizes are in bytes, null where Slack does not tell. */
export function fileNotes(files: readonly unknown[] | null | undefined): FileNote[] {
  return (files ?? []).flatMap((file, index) => fileNote(file, index + 1) ?? []).slice(0, MOST_FILES);
}

function fileNote(file: unknown, position: number): FileNote | null {
  const parsed = fileSchema.safeParse(file).data;
  if (parsed === undefined || GONE.has(parsed.mode ?? '')) return null;
  return {
    name: (parsed.name || `file-${position}`).slice(0, LONGEST_NAME),
    type: (parsed.mimetype || 'application/octet-stream').slice(0, LONGEST_NAME),
    bytes: parsed.size ?? null,
  };
}
