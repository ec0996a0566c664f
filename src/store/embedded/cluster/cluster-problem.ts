import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readControlFile } from './control-file.ts';
import { walProblem } from './wal.ts';

/** Major version of the embedded engine. A test compares it with a database the engine creates. */
const MAJOR_VERSION = '18';

const FILES = ['postgresql.conf', 'pg_hba.conf', 'global/pg_control', 'global/pg_filenode.map'];

const FOLDERS = [
  'base',
  'global',
  'pg_wal',
  'pg_xact',
  'pg_multixact/members',
  'pg_multixact/offsets',
];

/** Often empty, and skipped by tools that copy only files. The engine doesn't open without them. */
const OFTEN_EMPTY = [
  'pg_commit_ts',
  'pg_dynshmem',
  'pg_logical/mappings',
  'pg_logical/snapshots',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_subtrans',
  'pg_tblspc',
  'pg_twophase',
];

/** Tables the engine itself starts from, by their PostgreSQL OID. They are never empty. */
const CATALOG = [1259, 1249, 1255, 1247];
const MAP_ENTRIES_OFFSET = 8;
const MAP_ENTRY_BYTES = 8;

/** The database that holds the tables, and the two it was created from. */
const DATABASES = ['1', '4', '5'];

const RESTORE = 'Restore that folder from a copy, as a whole';

/** What is wrong with a cluster and how to fix it, as two sentences without full stops. */
export interface ClusterProblem {
  readonly problem: string;
  readonly next: string;
}

/**
 * Looks for anything that would keep the engine from opening a cluster, without writing a byte: the
 * engine writes before it finds out. Returns null if nothing is wrong. The cluster must not be open
 * in any process.
 */
export function clusterProblem(cluster: string): ClusterProblem | null {
  return (
    versionProblem(cluster) ??
    missingProblem(cluster) ??
    logProblem(cluster) ??
    catalogProblem(cluster)
  );
}

function versionProblem(cluster: string): ClusterProblem | null {
  const file = join(cluster, 'PG_VERSION');
  if (!existsSync(file)) {
    if (readdirSync(cluster).length > 0) return { problem: 'PG_VERSION is missing', next: RESTORE };
    return {
      problem: 'it is empty',
      next: 'If a disk belongs there, mount it; if nothing was ever stored here, remove the empty folder',
    };
  }
  const version = readFileSync(file, 'utf8').trim();
  if (version === MAJOR_VERSION) return null;
  return {
    problem: `it was written by PostgreSQL ${version.slice(0, 20)}, and this Signpost reads ${MAJOR_VERSION}`,
    next: 'Start the version of Signpost that wrote it',
  };
}

function missingProblem(cluster: string): ClusterProblem | null {
  const missing = [...FILES, ...FOLDERS].find((name) => !existsSync(join(cluster, name)));
  if (missing !== undefined) return { problem: `${missing} is missing`, next: RESTORE };
  const empty = OFTEN_EMPTY.find((name) => !existsSync(join(cluster, name)));
  if (empty === undefined) return null;
  return {
    problem: `the folder ${empty} is missing`,
    next: 'If this is a copy that left empty folders out, make that folder; otherwise restore the whole from a copy',
  };
}

function logProblem(cluster: string): ClusterProblem | null {
  const control = readControlFile(readFileSync(join(cluster, 'global/pg_control')));
  if (control === null) return { problem: 'global/pg_control is damaged', next: RESTORE };
  const problem = walProblem(cluster, control);
  return problem === null ? null : { problem, next: RESTORE };
}

function catalogProblem(cluster: string): ClusterProblem | null {
  for (const database of DATABASES) {
    const folder = join(cluster, 'base', database);
    const map = join(folder, 'pg_filenode.map');
    if (!existsSync(map))
      return { problem: `base/${database}/pg_filenode.map is missing`, next: RESTORE };
    const damaged = catalogFiles(readFileSync(map)).find((file) => !isFilled(join(folder, file)));
    if (damaged !== undefined) {
      return { problem: `base/${database}/${damaged} is missing or empty`, next: RESTORE };
    }
  }
  return null;
}

/** Returns the names of the files that hold the catalog's own tables. */
function catalogFiles(map: Buffer): string[] {
  const entries = Array.from(
    { length: Math.floor((map.length - MAP_ENTRIES_OFFSET) / MAP_ENTRY_BYTES) },
    (_, n) => {
      const offset = MAP_ENTRIES_OFFSET + n * MAP_ENTRY_BYTES;
      return { table: map.readUInt32LE(offset), file: map.readUInt32LE(offset + 4) };
    },
  );
  return entries.filter(({ table }) => CATALOG.includes(table)).map(({ file }) => String(file));
}

function isFilled(file: string): boolean {
  return existsSync(file) && statSync(file).size > 0;
}
