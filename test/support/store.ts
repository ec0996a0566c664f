import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { createLog, type Log } from '../../src/diagnostics/log.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshPath } from './scratch.ts';
import { TEMPLATE_VARIABLE } from './template-variable.ts';

export const silentLog: Log = createLog('silent');

let template: Promise<string> | null = null;

/**
 * A data folder with a fresh database in it: a copy of one that is made once, because making one
 * takes seconds.
 */
export async function freshDataDir(): Promise<string> {
  template ??= makeTemplate();
  const folder = freshPath();
  cpSync(await template, folder, { recursive: true });
  return folder;
}

/** A store of its own on the embedded database. Close it. */
export async function openFreshStore(): Promise<Store> {
  return openStore({ dataDir: await freshDataDir(), databaseUrl: null, log: silentLog });
}

async function makeTemplate(): Promise<string> {
  const ready = process.env[TEMPLATE_VARIABLE];
  return ready === undefined ? makeDatabase(freshPath()) : ready;
}

/**
 * Made as if an earlier first start had been cut short, which every test of a fresh folder relies
 * on.
 */
export async function makeDatabase(folder: string): Promise<string> {
  mkdirSync(join(folder, 'pg.new'), { recursive: true });
  writeFileSync(join(folder, 'pg.new', 'PG_VERSION'), '18\n');
  const store = await openStore({ dataDir: folder, databaseUrl: null, log: silentLog });
  await store.close();
  return folder;
}

/** The database as migrations see it: they know nothing of the tables there are by now. */
export function withoutTypes(db: unknown): Kysely<unknown> {
  if (db instanceof Kysely) return db;
  throw new Error('This is no database.');
}
