import * as files from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Kysely } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { SignpostError } from '../errors.ts';
import type { Database } from './database.ts';

/**
 * Brings the tables up to this version. Processes that start together wait for one another.
 * @throws SignpostError `stored-data` where a newer version has been here, or a migration fails.
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const provider = new FileMigrationProvider({
    fs: files,
    path,
    migrationFolder: path.join(import.meta.dirname, 'migrations'),
    import: (file) => import(pathToFileURL(file).href),
  });
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : String(error);
  throw new SignpostError(
    'stored-data',
    `The database cannot be brought to this version (${reason}). Start the version that wrote it last, or a newer one.`,
    { cause: error },
  );
}
