import type { Kysely } from 'kysely';
import type { BackgroundTasks } from '../../../concurrency/background-tasks.ts';
import type { AgentService } from '../../../helpdesk/agent-commands/agent-service.ts';
import type { Filing } from '../../../helpdesk/tickets/filing.ts';
import type { Database } from '../../../store/database.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { AgentInputSettings } from './agent-input.ts';
import type { PrivateReplyContext } from './private-reply.ts';

/** The tools of the helpdesk's side. */
export interface AgentTools extends PrivateReplyContext, AgentInputSettings {
  readonly agentService: Pick<AgentService, 'run' | 'isAgent'>;
  readonly filing: Filing;
  /**
   * Returns true for a person from another workspace, in a channel shared with it; false also if
   * Slack doesn't say.
   */
  readonly isOutside: (who: Who, user: string) => Promise<boolean>;
  readonly db: Kysely<Database>;
  readonly running: BackgroundTasks;
}
