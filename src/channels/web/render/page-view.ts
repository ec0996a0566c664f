import type { Phase } from '../../../conversation/state.ts';
import type { Locale } from '../../../i18n/locale.ts';
import type { FileView, MessageView } from '../../../store/web-messages.ts';
import type { StageOutcome, Ticket, TicketDraft } from '../../../tickets/payload.ts';
import type { Priority } from '../../../tickets/priority.ts';
import type { TicketStatus } from '../../../tickets/ticket-state.ts';

export type { FileView, MessageView };

/** What the page receives as JSON. Its scripts import their types from here. */
export interface PageState {
  readonly locale: Locale;
  readonly phase: Phase['name'];
  readonly map: MapView;
  /** The ticket while it is prepared, then as filed; null before anything is reported. */
  readonly ticket: TicketView | null;
}

export type TicketView =
  | { readonly number: null; readonly ticket: TicketDraft }
  /** The ticket as filed, and its current state. */
  | {
      readonly number: string;
      readonly ticket: Ticket;
      readonly status: TicketStatus;
      readonly priority: Priority;
    };

/** A requester's file as the page knows it after upload. */
export interface UploadedFile extends FileView {
  readonly id: string;
  /** Media type, detected from the content. */
  readonly type: string;
}

/** The path through a runbook, from the report to the ticket, in one language. */
export interface MapView {
  /** Title of the runbook; null while several are possible. */
  readonly title: string | null;
  readonly symptoms: readonly MapSymptom[];
  /**
   * Causes of the current symptom, in the order they are tried; empty before the symptom is known.
   */
  readonly causes: readonly MapCause[];
  readonly lastResort: MapCause | null;
  readonly ticket: { readonly mark: 'ahead' | 'here' | 'filed'; readonly number: string | null };
  readonly solved: boolean;
}

export interface MapSymptom {
  readonly title: string;
  readonly mark: 'known' | 'possible' | 'chosen' | 'other';
}

export interface MapCause {
  readonly title: string;
  readonly audience: 'user' | 'admin';
  readonly mark: 'ahead' | 'here' | 'tried' | 'fixed' | 'ruled-out';
  readonly stages: readonly MapStage[];
}

export interface MapStage {
  readonly title: string;
  readonly audience: 'user' | 'admin';
  readonly mark: 'ahead' | 'here' | StageOutcome;
}
