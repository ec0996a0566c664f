import type { EventFile } from '../tickets/file.ts';
import type { FileNote, Message } from './event.ts';
import type { MissingFile } from './reply.ts';
import { notice, type Talk } from './talk.ts';

/** False where only its name came. */
export function arrived({ content }: FileNote): boolean {
  return content?.kind !== 'missing';
}

/** Ids of the files that are kept. */
export function keptIds(files: readonly FileNote[]): readonly string[] {
  return files.flatMap(({ content }) => (content?.kind === 'kept' ? [content.id] : []));
}

/** A file as the story of a ticket tells of it. */
export function toEventFile({ name, content }: FileNote): EventFile {
  return {
    name,
    id: content?.kind === 'kept' ? content.id : null,
    problem: content?.kind === 'missing' ? content.problem : null,
  };
}

/** True where something was masked, in the words or in a file. */
export function holdsSecrets({ masked, files }: Message): boolean {
  return masked.length > 0 || files.some(({ content }) => content?.kind === 'kept' && content.masked.length > 0);
}

/** Says which files did not come, and what to do about it. */
export function tellMissing(talk: Talk, files: readonly FileNote[]): Talk {
  const missing = files.flatMap(({ name, content }): MissingFile[] =>
    content?.kind === 'missing' ? [{ name, problem: content.problem, mostBytes: content.mostBytes }] : [],
  );
  return missing.length === 0 ? talk : notice(talk, { code: 'files-missing', files: missing });
}
