/** One ticket for one system; one job. */
export interface TicketJob {
  /** The digits of its number. */
  readonly ticket: number;
  readonly system: string;
}
