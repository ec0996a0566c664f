import type { Kysely } from 'kysely';
import { SignpostError } from '../../../diagnostics/errors.ts';
import type { Helpdesk } from '../../../helpdesk/helpdesk.ts';
import type { HelpdeskChannel } from '../../../ports/message.ts';
import type { Database } from '../../../store/database.ts';
import type { Who } from '../../../store/slack/address.ts';
import { onlyTeam } from '../../../store/slack/conversations.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import { toDeliveryError } from '../outbound/delivery-problem.ts';
import { readDeskAddress } from './helpdesk-address.ts';

export interface DesksSettings {
  readonly helpdesk: Pick<Helpdesk, 'helpdeskChannelsOn'>;
  /** True if Signpost is in only one workspace, so that a desk needn't name it. */
  readonly isSingle: boolean;
  readonly workspaces: Workspaces;
  readonly db: Kysely<Database>;
}

/** The desks in Slack; none until they are opened. */
export interface Desks {
  all(): readonly HelpdeskChannel[];
  /** Returns the desk in a channel of the person's workspace, or null if there is none. */
  helpdeskChannelAt(who: Who, channel: string | null): HelpdeskChannel | null;
  /**
   * Opens the desks in Slack that the configuration names, and returns them.
   * @throws SignpostError `config` if a desk's workspace can't be determined.
   */
  open(): Promise<readonly HelpdeskChannel[]>;
}

export function createDesks(settings: DesksSettings): Desks {
  let helpdeskChannels: readonly HelpdeskChannel[] = [];
  return {
    all: () => helpdeskChannels,
    helpdeskChannelAt: ({ team }, channel) =>
      helpdeskChannels.find(
        (helpdeskChannel) =>
          helpdeskChannel.tenant === team && readDeskAddress(helpdeskChannel).channel === channel,
      ) ?? null,
    async open() {
      helpdeskChannels = await helpdeskChannelsIn(settings);
      return helpdeskChannels;
    },
  };
}

/** A value that is no workspace's id. */
const UNKNOWN = '-';

/**
 * Returns the desks in Slack, each with its workspace: Slack is asked only if a desk names none.
 */
async function helpdeskChannelsIn({
  helpdesk,
  isSingle,
  workspaces,
  db,
}: DesksSettings): Promise<readonly HelpdeskChannel[]> {
  const helpdeskChannels = helpdesk.helpdeskChannelsOn('slack', UNKNOWN);
  const [homeless] = helpdeskChannels.filter(({ tenant }) => tenant === UNKNOWN);
  if (homeless === undefined) return helpdeskChannels;
  const advice = `Write its id (T…) beside the channel of the desk "${homeless.desk}", as workspace: T0123456789.`;
  if (!isSingle)
    throw new SignpostError('config', `Signpost can be in several Slack workspaces. ${advice}`);
  const home = await homeOf(workspaces);
  // Slack may be down when Signpost starts, so fall back to the workspace Signpost was in before.
  const team = home.team ?? (await onlyTeam(db));
  if (team === null) throw new SignpostError('config', `${home.why} ${advice}`);
  return helpdesk.helpdeskChannelsOn('slack', team);
}

async function homeOf(
  workspaces: Workspaces,
): Promise<{ readonly team: string | null; readonly why: string }> {
  try {
    const why = 'SLACK_BOT_TOKEN is refused, or does not say which workspace it is of.';
    return { team: await workspaces.home(), why };
  } catch (error) {
    return {
      team: null,
      why: `${toDeliveryError(error).message}, so that the workspace is not known.`,
    };
  }
}
