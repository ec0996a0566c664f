import type { Kysely } from 'kysely';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { AgentService } from '../../../helpdesk/agent-commands/agent-service.ts';
import type { Filing } from '../../../helpdesk/tickets/filing.ts';
import type { Database } from '../../../store/database.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { AgentInputSettings } from './agent-input.ts';
import type { PrivateReplyContext } from './tell.ts';

/** The tools of the helpdesk's side. */
export interface AgentTools extends PrivateReplyContext, AgentInputSettings {
  readonly agentDesk: Pick<AgentService, 'run' | 'isAgent'>;
  readonly filing: Filing;
  /**
   * Returns true for a person from another workspace, in a channel shared with it; false also if
   * Slack doesn't say.
   */
  readonly isOutside: (who: Who, user: string) => Promise<boolean>;
  readonly db: Kysely<Database>;
  readonly running: BackgroundWork;
}

/** Work that no caller waits for. */
export interface BackgroundWork {
  add(work: Promise<void>): void;
  settled(): Promise<void>;
}

/** Tracks background work until it is done; failures are logged. */
export function createBackgroundWork(log: Log): BackgroundWork {
  const running = new Set<Promise<void>>();
  return {
    add(work) {
      const done = work.catch((error: unknown) => {
        log.error(
          { channel: 'slack', ...failureFields(error) },
          'slack agent background work failed',
        );
      });
      running.add(done);
      void done.finally(() => running.delete(done));
    },
    async settled() {
      await Promise.allSettled(running);
    },
  };
}
