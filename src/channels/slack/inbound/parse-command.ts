import { messageText } from './message-text.ts';

/** The meaning of a typed `/helpdesk …` command. */
export type Command =
  /** Nothing or only "help" was typed after it: explain how to use it. */
  | { readonly kind: 'help' }
  /** The start of a report. */
  | { readonly kind: 'report'; readonly text: string };

const HELP = new Set(['', 'help', '?', '？', '帮助']);

/** Parses the text after the command. */
export function readCommand(typed: string, botUserId: string | null): Command {
  const text = messageText({ text: typed }, botUserId);
  return HELP.has(text.toLowerCase()) ? { kind: 'help' } : { kind: 'report', text };
}
