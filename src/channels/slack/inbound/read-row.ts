import type { WorkOn } from '../../../helpdesk/inbox/inbox.ts';
import type { AgentDispatcher } from '../agents/agent-dispatcher.ts';
import { keptFilingSchema } from '../agents/filing-inbox.ts';
import { storedCommandSchema } from '../agents/inbox-item.ts';
import { type UndecidedInbox, undecidedSchema } from '../agents/undecided.ts';
import { inboundSchema } from './inbound-event.ts';
import type { Intake } from './intake.ts';

export interface Readers {
  readonly intake: Pick<Intake, 'workOn'>;
  readonly deskSide: Pick<AgentDispatcher, 'workOn' | 'workOnFiling' | 'tell'>;
  readonly undecided: Pick<UndecidedInbox, 'workOn'>;
}

/** Parses Slack's rows in the inbox, from any process and version. */
export function readRow({ intake, deskSide, undecided }: Readers): WorkOn {
  return (content) => {
    const command = storedCommandSchema.safeParse(content).data;
    if (command !== undefined) return deskSide.workOn(command);
    const filing = keptFilingSchema.safeParse(content).data;
    if (filing !== undefined) return deskSide.workOnFiling(filing);
    const line = undecidedSchema.safeParse(content).data;
    // A person who asked for help before that process ended has long seen that there was no answer.
    if (line !== undefined)
      return undecided.workOn(line, { tell: deskSide.tell, aside: {}, explain: async () => {} });
    const inbound = inboundSchema.safeParse(content).data;
    return inbound === undefined ? null : intake.workOn(inbound);
  };
}
