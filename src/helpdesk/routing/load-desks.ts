import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Config } from '../../config/config.ts';
import { SignpostError } from '../../diagnostics/errors.ts';
import { CHANNEL_DESCRIPTORS, type DeskChannel } from '../../platforms/channels.ts';
import { type DeskSetting, type DesksFile, readDesksFile } from './desks-file.ts';

/** The settings of the channels that a desk can be in; null if a channel isn't set up. */
type DeskConfig = Pick<Config, DeskChannel>;

const NONE: DesksFile = { desks: [], routes: [], urgentBy: 'helpdesk' };

/**
 * Loads the desks the configuration names; none if it names no file.
 * @throws SignpostError `config` if the file can't be used, or if a desk is in a place no agent
 * could work at.
 */
export async function loadDesks(
  config: DeskConfig & Pick<Config, 'desksFile'>,
): Promise<DesksFile> {
  const { desksFile: path } = config;
  if (path === null) return NONE;
  const fromHere = relative(process.cwd(), path);
  const file = readDesksFile(
    fromHere.startsWith('../..') ? path : fromHere,
    await readFile(path, 'utf8').catch(() => null),
  );
  const problems = file.desks.flatMap((desk) => problemOf(desk, config) ?? []);
  if (problems.length > 0) throw new SignpostError('config', problems.join('\n'));
  return file;
}

/** Returns why no agent could ever work at a desk; null if they can. */
function problemOf(desk: DeskSetting, config: DeskConfig): string | null {
  const { name, channel, tenant } = desk;
  if (config[channel] === null) {
    return `SIGNPOST_DESKS has the desk "${name}" in ${CHANNEL_DESCRIPTORS[channel].title}, which is not set up; set it up, or take the desk out.`;
  }
  if (channel !== 'teams' || config.teams === null) return null;
  const { appType, tenantId } = config.teams;
  if (tenant === null && tenantId === null) {
    return `SIGNPOST_DESKS has the desk "${name}" in Teams without its tenant; write tenant: and the GUID of its tenant.`;
  }
  const isElsewhere = tenant !== null && tenant.toLowerCase() !== tenantId?.toLowerCase();
  return appType === 'SingleTenant' && isElsewhere
    ? `SIGNPOST_DESKS has the desk "${name}" in a tenant the bot does not serve; leave its tenant out, or write MicrosoftAppTenantId.`
    : null;
}
