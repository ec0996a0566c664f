import type { AgentReplyKind } from '../../../ports/agent-reply.ts';

/** What the desk's page is told, as JSON. Its scripts take their types from here. */
export interface DeskAnswer extends DeskCardView {
  readonly kind: AgentReplyKind;
  /** Number of the ticket that is to be opened instead of showing the card; null where the card is the answer. */
  readonly opens: string | null;
  /** Names the form, so that what is typed into it is kept for it alone; null where the card is none. */
  readonly form: string | null;
}

export interface DeskCardView {
  /** An Adaptive Card. */
  readonly card: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A ticket as its card shows it to one agent, and all that happened to it. */
export interface DeskTicketView extends DeskCardView {
  readonly number: string;
  readonly revision: number;
  /** Whom it was drawn for. */
  readonly agent: string;
  readonly story: readonly DeskStoryLine[];
}

export interface DeskStoryLine extends DeskCardView {
  readonly revision: number;
  readonly at: string;
  /** Whether it brought files that can be looked at. */
  readonly files: boolean;
}
