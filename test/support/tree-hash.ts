import { createHash } from 'node:crypto';
import { type BigIntStats, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const READ_BYTES = 64 * 1024;

/**
 * A hash of everything under a path: names, permissions, when anything of it was changed, and the
 * bytes of small files. To read all bytes would take seconds, and nothing can be written without
 * `ctime` telling.
 */
export function treeHash(path: string): string {
  return hashOf(path, ({ mode, ino, size, mtimeNs, ctimeNs }) => [
    mode,
    ino,
    size,
    mtimeNs,
    ctimeNs,
  ]);
}

/** As `treeHash`, but the same again once what was added is taken away. */
export function contentHash(path: string): string {
  return hashOf(path, (stats) => [
    stats.mode,
    ...(stats.isDirectory() ? [] : [stats.ino, stats.size, stats.mtimeNs]),
  ]);
}

function hashOf(path: string, signsOf: (stats: BigIntStats) => readonly bigint[]): string {
  const hash = createHash('sha256');
  add(path, '');
  return hash.digest('hex');

  function add(each: string, name: string): void {
    const stats = lstatSync(each, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) return;
    hash.update([name, ...signsOf(stats)].join('\0'));
    if (stats.isSymbolicLink()) hash.update(readlinkSync(each));
    else if (stats.isFile() && stats.size <= READ_BYTES) hash.update(readFileSync(each));
    else if (stats.isDirectory()) {
      for (const entry of readdirSync(each).sort()) add(join(each, entry), `${name}/${entry}`);
    }
  }
}
