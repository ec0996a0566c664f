import { z } from 'zod';
import type { FileNote, FileSource } from '../../../conversation/event.ts';

/** Teams doesn't produce longer URLs. */
const MAX_URL = 8_000;

const sourceSchema = z.object({ url: z.string(), isPage: z.boolean() });

/**
 * Where Teams has a file. The URL may give anyone access to the file, so it must neither be logged
 * nor stored.
 */
export type TeamsFileSource = z.infer<typeof sourceSchema>;

/** A file's metadata, without its location. */
export type NamedFile = Pick<FileNote, 'name' | 'type' | 'bytes'>;

/** Returns a file that Teams serves at a URL. */
export function fileAt(file: NamedFile, url: string): FileNote {
  if (url.length > MAX_URL) return fileGone(file);
  // A page in place of another kind of file is a sign-in page or a viewer.
  const source: TeamsFileSource = { url, isPage: /\.[xs]?html?$/i.test(file.name) };
  return { ...file, content: { kind: 'elsewhere', source } };
}

/** Returns a file that the bot can't access. */
export function fileGone(file: NamedFile): FileNote {
  return { ...file, content: { kind: 'missing', problem: 'gone', maxBytes: null } };
}

/** Reads a stored source; returns null if it isn't a Teams source. */
export function readSource(source: FileSource): TeamsFileSource | null {
  return sourceSchema.safeParse(source).data ?? null;
}
