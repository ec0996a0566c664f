import type { AgentReplyKind } from '../../../ports/agent-reply.ts';

/** What the desk's page receives as JSON. Its scripts import their types from here. */
export interface DeskAnswer extends DeskCardView {
  readonly kind: AgentReplyKind;
  /** Number of the ticket to open instead of showing the card; null if the card is the answer. */
  readonly opens: string | null;
  /**
   * Names the form, so that its typed text is saved for it alone; null if the card isn't a form.
   */
  readonly form: string | null;
}

export interface DeskCardView {
  /** An Adaptive Card. */
  readonly card: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A ticket as its card shows it to one agent, with its full history. */
export interface DeskTicketView extends DeskCardView {
  readonly number: string;
  readonly revision: number;
  /** The agent it was rendered for. */
  readonly agent: string;
  readonly story: readonly DeskStoryLine[];
}

export interface DeskStoryLine extends DeskCardView {
  readonly revision: number;
  readonly at: string;
  /** Whether it has files that can be viewed. */
  readonly files: boolean;
}
