import { type EventFile, WITHHELD } from '../tickets/file.ts';
import type { FileNote } from './event.ts';
import type { MissingFile } from './notice.ts';
import { notice, type Turn } from './turn.ts';

/** Returns false if only the file's name arrived. */
export function arrived({ content }: FileNote): boolean {
  return content?.kind !== 'missing';
}

/** Returns the ids of the stored files. */
export function keptIds(files: readonly FileNote[]): readonly string[] {
  return files.flatMap(({ content }) => (content?.kind === 'kept' ? [content.id] : []));
}

/** Converts a file to its form in the ticket's events. */
export function toEventFile({ name, content }: FileNote): EventFile {
  return {
    name,
    id: content?.kind === 'kept' ? content.id : null,
    problem: content?.kind === 'missing' ? content.problem : null,
  };
}

/** Tells the person if secrets were masked, and if something couldn't be checked in time. */
export function tellMasked(
  turn: Turn,
  masked: readonly string[],
  files: readonly FileNote[],
): Turn {
  const kinds = [
    ...masked,
    ...files.flatMap(({ content }) => (content?.kind === 'kept' ? content.masked : [])),
  ];
  const secrets = kinds.some((kind) => kind !== WITHHELD)
    ? notice(turn, { code: 'secrets-masked' })
    : turn;
  return kinds.includes(WITHHELD) ? notice(secrets, { code: 'text-withheld' }) : secrets;
}

/** Tells the person which files didn't arrive, and what to do about it. */
export function tellMissing(turn: Turn, files: readonly FileNote[]): Turn {
  const missing = files.flatMap(({ name, content }): MissingFile[] =>
    content?.kind === 'missing'
      ? [{ name, problem: content.problem, maxBytes: content.maxBytes }]
      : [],
  );
  return missing.length === 0 ? turn : notice(turn, { code: 'files-missing', files: missing });
}
