import type { FileNote } from '../../../conversation/event.ts';
import type { AgentPress } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { QuotedPlace } from '../inbound/inbound-event.ts';
import type { CarriedFile } from './carried-files.ts';
import type { PressedButton } from './press.ts';

/** Where an agent acted, and so where they are answered. */
export interface AgentEventLocation {
  /** `C…`, `G…` or `D…`; null if Slack doesn't say. */
  readonly channel: string | null;
  /** `ts` of the thread's root message; null outside threads. */
  readonly thread: string | null;
}

/** A request to the helpdesk's side, before it is known whether its author is an agent. */
export type AgentEvent = {
  /** The same each time Slack sends it. */
  readonly id: string;
  readonly who: Who;
  readonly at: AgentEventLocation;
} & (
  | { readonly kind: 'mention'; readonly text: string }
  /** Written in their own direct messages, where people also report problems. */
  | { readonly kind: 'chat'; readonly text: string }
  | { readonly kind: 'command'; readonly text: string; readonly trigger: string }
  | {
      readonly kind: 'pressed';
      readonly pressed: PressedButton;
      /** True if only they see the message they pressed: the answer may replace it. */
      readonly ephemeral: boolean;
      readonly trigger: string | null;
    }
  | { readonly kind: 'submitted'; readonly press: AgentPress }
  | { readonly kind: 'create'; readonly message: QuotedMessage; readonly trigger: string }
  | {
      readonly kind: 'created';
      readonly author: string;
      readonly files: readonly CarriedFile[];
      /** The message it is made from; absent in a form of an earlier version. */
      readonly about?: QuotedPlace;
      readonly fields: Readonly<Record<string, string>>;
    }
);

/** A message to create a ticket from. */
export interface QuotedMessage {
  /** Null for direct messages. */
  readonly about: QuotedPlace | null;
  /** Id of the author; null if no person wrote it. */
  readonly author: string | null;
  readonly text: string;
  readonly files: readonly FileNote[];
}
