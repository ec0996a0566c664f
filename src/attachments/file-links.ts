import type { Kysely } from 'kysely';
import type { LinkedFile } from '../ports/agent-reply.ts';
import type { Database } from '../store/database.ts';
import { createFileLink, LINK_MINUTES } from '../store/file-links.ts';
import type { Actor } from '../tickets/actor.ts';
import type { KeptFile } from '../tickets/file.ts';

/** Where files are downloaded, under Signpost's own address. */
export const FILES_PATH = '/files';

/** Makes links to files, for agents alone. */
export interface FileLinks {
  /** The file with a fresh link for whoever asked; with none where Signpost does not know its own address. */
  link(file: KeptFile, asked: { readonly actor: Actor; readonly at: string }): Promise<LinkedFile>;
}

/** @param publicUrl Address that people reach Signpost at, without a slash at its end; null where there is none. */
export function createFileLinks(db: Kysely<Database>, publicUrl: string | null): FileLinks {
  return {
    async link(file, { actor, at }) {
      // The page is at the same address, whatever that is.
      const base = actor.channel === 'web' ? '' : publicUrl;
      if (base === null) return { ...file, url: null };
      const token = await createFileLink(db, file.id, new Date(at), LINK_MINUTES);
      return { ...file, url: `${base}${FILES_PATH}/${token}` };
    },
  };
}
