import type { FileProblem } from '../tickets/file.ts';

/** A file that didn't arrive with its message. */
export interface MissingFile {
  readonly name: string;
  readonly problem: FileProblem;
  /** Size limit, if the file was too large. */
  readonly maxBytes: number | null;
}

/** A short remark. Its text is under `notice.<code>`; the values fill the placeholders. */
export type Notice =
  /** A button of an old card, or a second press: nothing changed. */
  | { readonly code: 'stale' }
  | { readonly code: 'nothing-to-go-back-to' }
  /** "That's the one" without a selection from the list. */
  | { readonly code: 'nothing-picked' }
  /** Typed text that answers no question. */
  | { readonly code: 'not-an-answer' }
  | { readonly code: 'language-changed' }
  | { readonly code: 'secrets-masked' }
  /** Something the person sent couldn't be checked for secrets in time and was left out. */
  | { readonly code: 'text-withheld' }
  | { readonly code: 'files-noted'; readonly names: readonly string[] }
  | { readonly code: 'files-missing'; readonly files: readonly MissingFile[] }
  | { readonly code: 'added-to-notes' }
  /** The person asks for a human while the ticket is being prepared. */
  | { readonly code: 'almost-there' }
  /** Everything known for the problem was tried: the form follows. */
  | { readonly code: 'nothing-left' }
  | { readonly code: 'nothing-sent' }
  | { readonly code: 'stayed' }
  /** The person said thank you or goodbye. */
  | { readonly code: 'thanks' }
  /** The person said "ok" to steps they are to try. */
  | { readonly code: 'take-your-time' }
  /** The person says that they tried, but not how it went. */
  | { readonly code: 'did-it-help' }
  /** The person will try later. */
  | { readonly code: 'later' }
  /** The person asks whether others have the problem, too. */
  | { readonly code: 'outage' }
  /** The person vents their anger. */
  | { readonly code: 'insult' }
  /** The person only shows that they read: "hm". */
  | { readonly code: 'acknowledged' }
  | { readonly code: 'hello' }
  | { readonly code: 'empty-message' }
  | { readonly code: 'too-long' }
  /** The runbook was edited meanwhile, and the conversation's place in it is gone. */
  | { readonly code: 'runbook-changed' }
  /** The runbook of the conversation's place is not loaded any more. */
  | { readonly code: 'runbook-gone' }
  /** The report is in a language that isn't spoken; said in that language, named by its tag. */
  | { readonly code: 'other-language'; readonly language: string }
  /** The message went to the helpdesk with a ticket; shown once per ticket. */
  | { readonly code: 'told-the-desk'; readonly number: string }
  /** The person reopened the ticket; `why` is true if their next message is to give the reason. */
  | { readonly code: 'reopened'; readonly number: string; readonly why: boolean }
  | { readonly code: 'rated' }
  | { readonly code: 'rating-skipped' };
