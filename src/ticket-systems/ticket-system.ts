import type { Ticket } from '../tickets/payload.ts';

/** Somewhere tickets are filed outside Signpost. */
export interface TicketSystem {
  /** Short and stable: it names the system's deliveries in the database and in logs. */
  readonly name: string;
  /**
   * Files the ticket; calling it again with the same ticket files nothing twice.
   * Rejects with a `TicketSystemError`; everything else is a bug.
   */
  file(ticket: Ticket): Promise<void>;
}

/** A ticket system did not take a ticket. `final` where trying again cannot help. */
export class TicketSystemError extends Error {
  override readonly name = 'TicketSystemError';
  readonly final: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    options: ErrorOptions & { final?: boolean; retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.final = options.final ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
