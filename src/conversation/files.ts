import { type EventFile, WITHHELD } from '../tickets/file.ts';
import type { FileNote } from './event.ts';
import type { MissingFile } from './reply.ts';
import { notice, type Turn } from './turn.ts';

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

/** Tells the person that secrets were masked, and that something could not be checked in time, if either is so. */
export function tellMasked(
  talk: Turn,
  masked: readonly string[],
  files: readonly FileNote[],
): Turn {
  const kinds = [
    ...masked,
    ...files.flatMap(({ content }) => (content?.kind === 'kept' ? content.masked : [])),
  ];
  const secrets = kinds.some((kind) => kind !== WITHHELD)
    ? notice(talk, { code: 'secrets-masked' })
    : talk;
  return kinds.includes(WITHHELD) ? notice(secrets, { code: 'text-withheld' }) : secrets;
}

/** Says which files did not come, and what to do about it. */
export function tellMissing(talk: Turn, files: readonly FileNote[]): Turn {
  const missing = files.flatMap(({ name, content }): MissingFile[] =>
    content?.kind === 'missing'
      ? [{ name, problem: content.problem, maxBytes: content.maxBytes }]
      : [],
  );
  return missing.length === 0 ? talk : notice(talk, { code: 'files-missing', files: missing });
}
