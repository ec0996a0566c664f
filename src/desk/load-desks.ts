import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Config } from '../config.ts';
import { SignpostError } from '../errors.ts';
import { type DesksFile, readDesksFile } from './desks-file.ts';

const NONE: DesksFile = { desks: [], routes: [] };
const PLATFORMS = { slack: 'Slack', teams: 'Teams' } as const;

/**
 * The desks the configuration names; none where it names no file.
 * @throws SignpostError `config` where the file cannot be used, or a desk is on a platform that is not set up.
 */
export async function loadDesks(config: Pick<Config, 'desksFile' | 'slack' | 'teams'>): Promise<DesksFile> {
  const { desksFile: path } = config;
  if (path === null) return NONE;
  const fromHere = relative(process.cwd(), path);
  const file = readDesksFile(
    fromHere.startsWith('..') ? path : fromHere,
    await readFile(path, 'utf8').catch(() => null),
  );
  const stranded = file.desks.filter(({ channel }) => config[channel] === null);
  if (stranded.length === 0) return file;
  const lines = stranded.map(
    ({ name, channel }) =>
      `SIGNPOST_DESKS has the desk "${name}" in ${PLATFORMS[channel]}, which is not set up; set it up, or take the desk out.`,
  );
  throw new SignpostError('config', lines.join('\n'));
}
