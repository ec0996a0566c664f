import type { NewInboxRow } from '../../store/inbox-row.ts';
import type { Work } from './work.ts';

/** An event to put in the inbox. */
export interface NewEvent extends NewInboxRow {
  /**
   * False if the event is answered only after its turn is committed; that commit also brings this
   * one to disk.
   */
  readonly isAcknowledged: boolean;
  /**
   * True if someone waits for an answer that their platform takes for a few seconds only, such as a
   * form: then the event doesn't wait for slow processes.
   */
  readonly isInteractive?: boolean;
}

/**
 * A lane, and when the platform says the event was sent, in µs since 1970; null if it doesn't say.
 */
export interface LaneArrival {
  readonly lane: string;
  readonly sentAt: number | null;
}

/** A masked event and the work on it. */
export interface MaskedArrival<R> {
  readonly event: Omit<NewEvent, 'lane' | 'sentAt'>;
  readonly work: Work<R>;
}
