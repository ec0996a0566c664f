import type { Server } from 'restify';
import { noticeSentence } from '../../../cards/agent/notices.ts';
import type { World } from '../../../conversation/world.ts';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { AgentInput } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { Members } from '../../../helpdesk/routing/agents.ts';
import { PAGE_DESK } from '../../../helpdesk/routing/desks-file.ts';
import { DEFAULT_LOCALE } from '../../../i18n/locale.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import type { HelpdeskChannel } from '../../../ports/message.ts';
import type { Store } from '../../../store/store.ts';
import { createSessions } from '../auth/session.ts';
import { mountRoutes } from '../inbound/routes.ts';
import { type DeskReading, readCall } from './desk-reading.ts';
import { deskRoutes } from './desk-routes.ts';
import { createDeskStreams, type DeskStreams } from './desk-streams.ts';
import { createMembers } from './members.ts';
import { createRecordStranger } from './strangers.ts';

export interface AgentSideSettings {
  readonly store: Pick<Store, 'db'>;
  readonly world: World;
  /** Where people reach this server; null if unknown. */
  readonly publicUrl: string | null;
  /** Runs what an agent typed or pressed, once for each id, and answers only them. */
  readonly run: (asked: AgentInput) => Promise<AgentReply>;
  /**
   * Calls the listener with a ticket's number on every change; returns a function that stops it.
   */
  readonly onTicket: (listener: (number: string) => void) => () => void;
  readonly log: Log;
}

/** The helpdesk's side of the page. */
export interface AgentSide {
  readonly members: Members;
  mount(server: Server): void;
  close(): void;
}

/** The page's desk, which gets every ticket that no rule routes elsewhere. */
export const WEB_DESK: HelpdeskChannel = {
  desk: PAGE_DESK,
  channel: 'web',
  tenant: '-',
  address: {},
  locale: DEFAULT_LOCALE,
};

/** Creates the page's desk. It asks for no account, so it is only ever served to this machine. */
export function createWebAgentSide({
  store,
  world,
  publicUrl,
  run,
  onTicket,
  log,
}: AgentSideSettings): AgentSide {
  const streams = createDeskStreams();
  const reading = { db: store.db, world, desk: WEB_DESK.desk };
  const stopListening = onTicket((number) => {
    streams.changed(number);
    callAgent(reading, streams, number).catch((error: unknown) =>
      log.warn({ channel: 'web', ...failureFields(error) }, 'helpdesk: agent not notified'),
    );
  });
  const members = createMembers();
  const { seen } = members;

  return {
    members,
    mount(server) {
      const noteStranger = createRecordStranger(store, log);
      const sessions = createSessions({ db: store.db, publicUrl });
      mountRoutes(server, deskRoutes({ reading, run, seen, streams, sessions, noteStranger }), {
        allowRemote: false,
        log,
      });
    },
    close() {
      stopListening();
      streams.close();
    },
  };
}

/** Tells an agent on the page that something is to be done. */
async function callAgent(
  reading: DeskReading,
  streams: Pick<DeskStreams, 'called'>,
  number: string,
): Promise<void> {
  const call = await readCall(reading, number);
  if (call !== null)
    streams.called(call.agent, number, (locale) => noticeSentence(call.notice, locale));
}
