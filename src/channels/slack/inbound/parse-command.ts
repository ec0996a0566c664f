import { asksForHelp } from './asks-for-help.ts';
import { messageText } from './message-text.ts';

/** The meaning of a typed `/helpdesk …` command. */
export type Command =
  /** Nothing or only "help" was typed after it: explain how to use it. */
  | { readonly kind: 'help' }
  /** The start of a report. */
  | { readonly kind: 'report'; readonly text: string };

/** Parses the text after the command. */
export function readCommand(typed: string, botUserId: string | null): Command {
  const text = messageText({ text: typed }, botUserId);
  return asksForHelp(text) ? { kind: 'help' } : { kind: 'report', text };
}
