import type { FileNote } from '../../../conversation/event.ts';
import type { AgentPress } from '../../../helpdesk/agent-commands/agent-input.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { CarriedFile } from './carried-files.ts';
import type { PressedButton } from './press.ts';

/** Where an agent did something, and so where they are answered. */
export interface AgentEventPlace {
  /** C…, G… or D…; null where Slack does not say. */
  readonly channel: string | null;
  /** `ts` of the message the thread hangs on; null outside threads. */
  readonly thread: string | null;
}

/** What somebody wants of the helpdesk's side, before it is known whether they are an agent. */
export type AgentEvent = {
  /** The same however often Slack sends it. */
  readonly id: string;
  readonly who: Who;
  readonly at: AgentEventPlace;
} & (
  | { readonly kind: 'mention'; readonly text: string }
  /** Written in their own direct messages, where problems are reported as well. */
  | { readonly kind: 'chat'; readonly text: string }
  | { readonly kind: 'command'; readonly text: string; readonly trigger: string }
  | {
      readonly kind: 'pressed';
      readonly pressed: PressedButton;
      /** True where only they see what was pressed: their answer may take its place. */
      readonly ephemeral: boolean;
      readonly trigger: string | null;
    }
  | { readonly kind: 'submitted'; readonly press: AgentPress }
  | { readonly kind: 'create'; readonly message: QuotedMessage; readonly trigger: string }
  | {
      readonly kind: 'created';
      readonly author: string;
      readonly files: readonly CarriedFile[];
      readonly fields: Readonly<Record<string, string>>;
    }
);

/** A message that a ticket is to be made of. */
export interface QuotedMessage {
  /** Id of who wrote it; null where no person did. */
  readonly author: string | null;
  readonly text: string;
  readonly files: readonly FileNote[];
}
