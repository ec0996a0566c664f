import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Config } from '../../config/config.ts';
import { type CannedReply, readRepliesFile } from './replies-file.ts';

/**
 * Loads the replies that agents write often; none if the configuration names no file.
 * @throws SignpostError `config` if the file can't be used.
 */
export async function loadReplies({
  repliesFile: path,
}: Pick<Config, 'repliesFile'>): Promise<readonly CannedReply[]> {
  if (path === null) return [];
  const fromHere = relative(process.cwd(), path);
  const shown = fromHere.startsWith('../..') ? path : fromHere;
  return readRepliesFile(shown, await readFile(path, 'utf8').catch(() => null));
}
