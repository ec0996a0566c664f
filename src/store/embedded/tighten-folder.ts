import { chmodSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { LOCK_FILE } from './folder-lock.ts';
import { OTHERS } from './private-fs.ts';

/** Set on folders that many users write to, such as /tmp. */
const STICKY = 0o1000;

/** What Signpost creates in a data folder. */
const OURS = new Set(['pg', 'pg.new', LOCK_FILE, `${LOCK_FILE}-journal`]);

/**
 * Removes other users' permissions from the database in a data folder, which earlier versions left
 * open to every account, and from the folder itself if it holds nothing else. Anything that belongs
 * to another user is left unchanged.
 */
export function tightenFolder(dataDir: string): void {
  const names = readdirSync(dataDir);
  const isAllOurs = names.every((name) => OURS.has(name) || name === 'lost+found');
  if (isAllOurs && (statSync(dataDir).mode & STICKY) === 0) tighten(dataDir);
  for (const name of names.filter((each) => OURS.has(each))) tighten(join(dataDir, name));
  for (const entry of readdirSync(join(dataDir, 'pg'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile() || entry.isDirectory()) tighten(join(entry.parentPath, entry.name));
  }
}

function tighten(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !isOpen(stats) || stats.uid !== process.getuid?.()) return;
  try {
    chmodSync(path, stats.mode & 0o7777 & ~OTHERS);
  } catch {
    // Some mounts (for example SMB) have fixed modes that can't be changed.
  }
}

function isOpen({ mode }: Stats): boolean {
  return (mode & OTHERS) !== 0;
}
