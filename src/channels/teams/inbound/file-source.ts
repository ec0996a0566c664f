import { z } from 'zod';
import type { FileNote, FileSource } from '../../../conversation/event.ts';

/** Longer ones Teams does not make. */
const MAX_URL = 8_000;

const sourceSchema = z.object({ url: z.string(), isPage: z.boolean() });

/** Where Teams has a file. The URL may open it for whoever has it: it must neither be logged nor stored. */
export type TeamsFileSource = z.infer<typeof sourceSchema>;

/** What is noted of a file beside where it is. */
export type NamedFile = Pick<FileNote, 'name' | 'type' | 'bytes'>;

/** A file that Teams has under a URL. */
export function fileAt(file: NamedFile, url: string): FileNote {
  if (url.length > MAX_URL) return fileGone(file);
  // A page in place of another kind of file says "sign in", or shows it to people.
  const source: TeamsFileSource = { url, isPage: /\.[xs]?html?$/i.test(file.name) };
  return { ...file, content: { kind: 'elsewhere', source } };
}

/** A file that the bot is given no way to. */
export function fileGone(file: NamedFile): FileNote {
  return { ...file, content: { kind: 'missing', problem: 'gone', maxBytes: null } };
}

/** Reads a source back; null where it is none of ours. */
export function readSource(source: FileSource): TeamsFileSource | null {
  return sourceSchema.safeParse(source).data ?? null;
}
