import type { Match } from '../matching/match.ts';
import type { MatchOptions } from '../matching/matcher.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { UrgentBy } from '../tickets/priority.ts';

/** What a step may know besides the state and the event; fixed while the process runs. */
export interface World {
  readonly runbooks: ReadonlyMap<string, Runbook>;
  /** Facts answered by the configuration, by runbook id and fact id; they are never asked. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Who decides that a ticket is urgent; the helpdesk if omitted. */
  readonly urgentBy?: UrgentBy;
  readonly match: (text: string, options?: MatchOptions) => Match;
}
