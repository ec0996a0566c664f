import { createBackgroundTasks } from '../../../concurrency/background-tasks.ts';
import type { Pace } from '../../../concurrency/rate-limit.ts';
import { SignpostError } from '../../../diagnostics/errors.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { Helpdesk } from '../../../helpdesk/helpdesk.ts';
import type { Inbox, WorkOn } from '../../../helpdesk/inbox/inbox.ts';
import type { Delivered } from '../../../ports/channel.ts';
import type { AgentMessage, HelpdeskChannel } from '../../../ports/message.ts';
import { logFailure } from '../../../store/log-failure.ts';
import type { Who } from '../../../store/slack/address.ts';
import { onlyTeam } from '../../../store/slack/conversations.ts';
import type { Store } from '../../../store/store.ts';
import { createIsOutside } from '../auth/outsiders.ts';
import type { SlackAddresses } from '../auth/slack-hosts.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import type { Languages } from '../inbound/languages.ts';
import type { Profiles } from '../inbound/profiles.ts';
import { createRowInbox, readerOf } from '../inbound/row-kind.ts';
import type { Api } from '../outbound/api.ts';
import { toDeliveryError } from '../outbound/delivery-problem.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import { createBegunPosts } from '../outbound/posting.ts';
import { type AgentDispatcher, createAgentDispatcher } from './agent-dispatcher.ts';
import { createCommandResults, NO_ROUTE, type ResultRoute } from './command-results.ts';
import { type CommandRows, createCommandRows, type Tell } from './command-rows.ts';
import { tellFiled } from './create-ticket.ts';
import { decideCommand } from './decide-command.ts';
import { createFilingRows } from './filing-rows.ts';
import { readDeskAddress } from './helpdesk-address.ts';
import { postInDesk } from './helpdesk-channel.ts';
import { createSlackMembers } from './members.ts';
import { createOrganizations } from './organizations.ts';
import type { FilePoster } from './post-file.ts';
import type { StoredCommand } from './stored-command.ts';
import type { Undecided } from './undecided-rows.ts';
import { createBrokenUploads } from './upload.ts';

/** The parts of the helpdesk that Slack uses. */
export type HelpdeskAccess = Pick<Helpdesk, 'agentService' | 'filing' | 'placesOn' | 'add'>;

export interface DeskPartsSettings {
  readonly helpdesk: HelpdeskAccess;
  readonly store: Pick<Store, 'db'>;
  readonly inbox: Pick<Inbox, 'takeMasked'>;
  readonly api: Api;
  readonly people: Profiles;
  readonly languages: Languages;
  readonly directMessages: DirectMessages;
  readonly workspaces: Workspaces;
  readonly addresses: SlackAddresses;
  readonly pace: Pace;
  readonly changes: Pace;
  /** True if Signpost is in only one workspace, so that a desk needn't name it. */
  readonly isSingle: boolean;
  /** Monotonic clock, in ms. */
  readonly elapsedMs: () => number;
  readonly log: Log;
}

export interface AgentParts {
  readonly side: AgentDispatcher;
  readonly commandRows: CommandRows;
  /** Reads the helpdesk's rows in the inbox. */
  readonly rows: readonly WorkOn[];
  /** Returns the agent command a line is; null if it is a report. */
  decide(undecided: Undecided): Promise<StoredCommand | null>;
  /** Tells an agent the result of a command that was taken elsewhere. */
  tell(command: StoredCommand, route?: ResultRoute): Tell;
  /** Resolves when everything accepted is done and answered. */
  settled(): Promise<void>;
  /** Posts in a desk's channel. Rejects with a `DeliveryError`. */
  post(message: AgentMessage): Promise<Delivered>;
  /**
   * Opens the desks in Slack that the configuration names.
   * @throws SignpostError `config` if a desk's workspace can't be determined.
   */
  open(): Promise<void>;
}

/** Assembles the helpdesk's side of Slack. */
export function createAgentParts(settings: DeskPartsSettings): AgentParts {
  const {
    helpdesk,
    store,
    people,
    languages,
    directMessages,
    pace,
    changes,
    addresses,
    elapsedMs,
    log,
  } = settings;
  const { agentService: agentDesk, filing } = helpdesk;
  const { db } = store;
  const organizations = createOrganizations(db, settings.api);
  const { api } = organizations;
  let places: readonly HelpdeskChannel[] = [];
  const placeAt = ({ team }: Who, channel: string | null): HelpdeskChannel | null =>
    places.find((place) => place.tenant === team && readDeskAddress(place).channel === channel) ??
    null;
  const isDesk = (who: Who, channel: string) => placeAt(who, channel) !== null;

  const running = createBackgroundTasks((error) =>
    logFailure(log, { channel: 'slack' }, error, 'slack agent background work failed'),
  );
  const isOutside = createIsOutside({ api, timeoutMs: 1_500 });
  const asked = { api, directMessages, isDesk, isOutside, log, db };
  const tools = { ...asked, people, languages, placeAt, agentDesk, filing, running };
  const results = createCommandResults(tools);
  const tell = (command: StoredCommand, route = NO_ROUTE) => {
    results.note(command);
    return results.tell(command, route);
  };
  const commandRows = createCommandRows({ ...tools, tell });
  const filingRows = createFilingRows({
    ...tools,
    tell: (filing) => async (filed) => running.add(tellFiled(tools, filing, filed)),
  });
  const memory = {
    begun: createBegunPosts(),
    broken: createBrokenUploads(),
    refusals: new Set<string>(),
  };
  const sender: FilePoster = { api, pace, changes, db, addresses, log, ...memory };
  return {
    rows: [readerOf(commandRows), readerOf(filingRows)],
    commandRows,
    decide: (undecided) => decideCommand(tools, undecided),
    tell,
    settled: running.settled,
    post: (message) => postInDesk(sender, message),
    side: createAgentDispatcher({
      ...tools,
      commands: createRowInbox(settings.inbox, commandRows),
      filings: createRowInbox(settings.inbox, filingRows),
      results,
      learn: organizations.learn,
      places: () => places,
    }),
    async open() {
      places = await placesIn(settings);
      if (places.length === 0) return;
      await organizations.recall(places.map(({ tenant }) => tenant));
      helpdesk.add(places, createSlackMembers({ api, now: elapsedMs }));
    },
  };
}

/** A value that is no workspace's id. */
const UNKNOWN = '-';

/**
 * Returns the desks in Slack, each with its workspace: Slack is asked only if a desk names none.
 */
async function placesIn({
  helpdesk,
  isSingle,
  workspaces,
  store,
}: DeskPartsSettings): Promise<readonly HelpdeskChannel[]> {
  const places = helpdesk.placesOn('slack', UNKNOWN);
  const [homeless] = places.filter(({ tenant }) => tenant === UNKNOWN);
  if (homeless === undefined) return places;
  const advice = `Write its id (T…) beside the channel of the desk "${homeless.desk}", as workspace: T0123456789.`;
  if (!isSingle)
    throw new SignpostError('config', `Signpost can be in several Slack workspaces. ${advice}`);
  const home = await homeOf(workspaces);
  // Slack may be down when Signpost starts, so fall back to the workspace Signpost was in before.
  const team = home.team ?? (await onlyTeam(store.db));
  if (team === null) throw new SignpostError('config', `${home.why} ${advice}`);
  return helpdesk.placesOn('slack', team);
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
