import type { Ticket } from '../tickets/payload.ts';

/** A system outside Signpost that tickets are filed in. */
export interface TicketSystem {
  /** Short and stable: identifies the system's deliveries in the database and in logs. */
  readonly name: string;
  /**
   * Files the ticket; a repeated call with the same ticket files nothing twice. Rejects with a
   * `TicketSystemError`; any other error is a bug.
   */
  file(ticket: Ticket): Promise<void>;
}

/** A ticket system refused a ticket. `final` if a retry can't help. */
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
