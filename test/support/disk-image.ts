import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '../../src/store/embedded/open-embedded.ts';
import { freshPath } from './scratch.ts';

/**
 * Copies the database of a running Signpost as it is on disk at this instant: what a SIGKILL now
 * would leave. Nothing else of this process runs meanwhile.
 */
export function diskImage(dataDir: string): string {
  const image = freshPath();
  mkdirSync(image);
  cpSync(join(dataDir, 'pg'), join(image, 'pg'), { recursive: true });
  return image;
}

/** Opens the database in a data folder and answers one query about it, as rows of text. */
export async function rowsOnDisk(
  dataDir: string,
  sql: string,
  parameters: readonly unknown[],
): Promise<unknown[]> {
  const { pglite, release } = await openEmbedded(dataDir, new AbortController().signal);
  try {
    return (await pglite.query(sql, [...parameters])).rows;
  } finally {
    await pglite.close();
    release();
  }
}
