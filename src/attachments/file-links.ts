import type { Kysely } from 'kysely';
import type { LinkedFile } from '../ports/agent-reply.ts';
import type { Database } from '../store/database.ts';
import { createFileLink, LINK_MINUTES } from '../store/file-links.ts';
import type { Actor } from '../tickets/actor.ts';
import type { KeptFile } from '../tickets/file.ts';

/** Path for file downloads, under Signpost's own address. */
export const FILES_PATH = '/files';

/** Makes links to files, for agents only. */
export interface FileLinks {
  /**
   * Returns the file with a fresh link for the person who asked, or with no link if Signpost
   * doesn't know its own address.
   */
  link(
    file: KeptFile,
    request: { readonly actor: Actor; readonly at: string },
  ): Promise<LinkedFile>;
}

/**
 * @param publicUrl Address at which people reach Signpost, without a trailing slash; null if there
 * is none.
 */
export function createFileLinks(db: Kysely<Database>, publicUrl: string | null): FileLinks {
  return {
    async link(file, { actor, at }) {
      // The page is at the same address, so the link can be relative.
      const base = actor.channel === 'web' ? '' : publicUrl;
      if (base === null) return { ...file, url: null };
      const token = await createFileLink(db, file.id, new Date(at), LINK_MINUTES);
      return { ...file, url: `${base}${FILES_PATH}/${token}` };
    },
  };
}
