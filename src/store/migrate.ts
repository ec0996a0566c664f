import * as files from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Kysely, sql } from 'kysely';
import { FileMigrationProvider, type MigrationProvider, Migrator } from 'kysely/migration';
import { SignpostError } from '../diagnostics/errors.ts';
import type { Database } from './database.ts';

/**
 * Migrates the tables to this version. Processes that start together wait for one another.
 * @throws SignpostError `stored-data` if a newer version has migrated them, or a migration fails.
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const provider = new FileMigrationProvider({
    fs: files,
    path,
    migrationFolder: path.join(import.meta.dirname, 'migrations'),
    import: (file) => import(pathToFileURL(file).href),
  });
  if (await isCurrent(db, provider)) return;
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : String(error);
  throw new SignpostError(
    'stored-data',
    `The database cannot be brought to this version (${reason}). Start the version that wrote it last, or a newer one.`,
    { cause: error },
  );
}

/**
 * Returns true if exactly our migrations have run. The migrator would search the whole catalog to
 * find that out.
 */
async function isCurrent(db: Kysely<Database>, provider: MigrationProvider): Promise<boolean> {
  const { rows } = await sql<{ present: boolean }>`
    select to_regclass('kysely_migration') is not null as present`.execute(db);
  if (rows[0]?.present !== true) return false;
  const made = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    db,
  );
  const ours = Object.keys(await provider.getMigrations()).sort();
  return JSON.stringify(made.rows.map(({ name }) => name)) === JSON.stringify(ours);
}
