/** One ticket for one system. Processed as one job. */
export interface TicketJob {
  /** The digits of the ticket's number. */
  readonly ticket: number;
  readonly system: string;
}
