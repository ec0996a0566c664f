import type { Kysely } from 'kysely';
import { createBackgroundTasks } from '../../../concurrency/background-tasks.ts';
import type { Pace } from '../../../concurrency/rate-limit.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { Helpdesk } from '../../../helpdesk/helpdesk.ts';
import type { Inbox, WorkOn } from '../../../helpdesk/inbox/inbox.ts';
import type { Delivered } from '../../../ports/channel.ts';
import type { AgentMessage } from '../../../ports/message.ts';
import type { Database } from '../../../store/database.ts';
import { logFailure } from '../../../store/log-failure.ts';
import { createIsOutside } from '../auth/outsiders.ts';
import type { SlackAddresses } from '../auth/slack-hosts.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import type { Languages } from '../inbound/languages.ts';
import type { Profiles } from '../inbound/profiles.ts';
import { createRowInbox, readerOf } from '../inbound/row-kind.ts';
import type { Api } from '../outbound/api.ts';
import type { DirectMessages } from '../outbound/direct-messages.ts';
import type { Permalinks } from '../outbound/permalinks.ts';
import { createBegunPosts } from '../outbound/posting.ts';
import { type AgentDispatcher, createAgentDispatcher } from './agent-dispatcher.ts';
import { postAndCall } from './calls.ts';
import { createCardLinks } from './card-links.ts';
import { createCommandResults, NO_ROUTE, type ResultRoute } from './command-results.ts';
import { type CommandRows, createCommandRows, type Tell } from './command-rows.ts';
import { tellFiled } from './create-ticket.ts';
import { decideCommand } from './decide-command.ts';
import { createDesks } from './desks.ts';
import { createFilingRows } from './filing-rows.ts';
import { createMembers } from './members.ts';
import { createOrganizations } from './organizations.ts';
import type { FilePoster } from './post-file.ts';
import type { StoredCommand } from './stored-command.ts';
import type { AgentTools } from './tools.ts';
import type { Undecided } from './undecided-rows.ts';
import { createBrokenUploads } from './upload.ts';

/** The parts of the helpdesk that Slack uses. */
export type HelpdeskAccess = Pick<
  Helpdesk,
  'agentService' | 'filing' | 'helpdeskChannelsOn' | 'add'
>;

export interface AgentSideSettings {
  readonly helpdesk: HelpdeskAccess;
  readonly db: Kysely<Database>;
  readonly inbox: Pick<Inbox, 'takeMasked'>;
  readonly api: Api;
  readonly people: Profiles;
  readonly languages: Languages;
  readonly directMessages: DirectMessages;
  readonly permalinks: Permalinks;
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

export interface AgentSide {
  readonly dispatcher: AgentDispatcher;
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
export function createAgentSide(settings: AgentSideSettings): AgentSide {
  const { helpdesk, inbox, elapsedMs, log } = settings;
  const desks = createDesks(settings);
  const organizations = createOrganizations(settings.db, settings.api);
  const { api } = organizations;
  const running = createBackgroundTasks((error) =>
    logFailure(log, { channel: 'slack' }, error, 'slack agent background work failed'),
  );
  const tools: AgentTools = {
    ...settings,
    api,
    helpdeskChannelAt: desks.helpdeskChannelAt,
    isDesk: (who, channel) => desks.helpdeskChannelAt(who, channel) !== null,
    isOutside: createIsOutside({ api, timeoutMs: 1_500 }),
    agentService: helpdesk.agentService,
    filing: helpdesk.filing,
    running,
  };
  const results = createCommandResults(tools);
  const tell = (command: StoredCommand, route = NO_ROUTE) => {
    results.note(command);
    return results.tell(command, route);
  };
  const commandRows = createCommandRows({ ...tools, tell });
  const filingRows = createFilingRows({
    ...tools,
    permalinks: settings.permalinks,
    tell: (filing) => async (filed) => running.add(tellFiled(tools, filing, filed)),
  });
  const members = createMembers({ api, now: elapsedMs });
  const { directMessages, permalinks } = settings;
  const poster = {
    ...createFilePoster({ ...settings, api }),
    members,
    directMessages,
    permalinks,
  };
  return {
    rows: [readerOf(commandRows), readerOf(filingRows)],
    commandRows,
    decide: (undecided) => decideCommand(tools, undecided),
    tell,
    settled: running.settled,
    post: (message) => postAndCall(poster, message),
    dispatcher: createAgentDispatcher({
      ...tools,
      commands: createRowInbox(inbox, commandRows),
      filings: createRowInbox(inbox, filingRows),
      results,
      learn: organizations.learn,
      helpdeskChannels: desks.all,
    }),
    async open() {
      const helpdeskChannels = await desks.open();
      if (helpdeskChannels.length === 0) return;
      await organizations.recall(helpdeskChannels.map(({ tenant }) => tenant));
      helpdesk.add(helpdeskChannels, members, createCardLinks(settings.permalinks));
    },
  };
}

function createFilePoster(
  parts: Pick<FilePoster, 'api' | 'pace' | 'changes' | 'db' | 'addresses' | 'log'>,
): FilePoster {
  return {
    ...parts,
    begun: createBegunPosts(),
    broken: createBrokenUploads(),
    refusals: new Set(),
  };
}
