import type { FileProblem } from '../tickets/file.ts';
import type { EvidenceAnswers } from '../tickets/payload.ts';
import type { UrgentBy } from '../tickets/priority.ts';

/** A file that didn't arrive with its message. */
export interface MissingFile {
  readonly name: string;
  readonly problem: FileProblem;
  /** Size limit, if the file was too large. */
  readonly maxBytes: number | null;
}

/** The notices that say no more than their code. */
export type PlainNotice =
  /** A button of an old card, or a second press: nothing changed. */
  | 'stale'
  | 'nothing-to-go-back-to'
  /** "That's the one" without a selection from the list. */
  | 'nothing-picked'
  | 'language-changed'
  | 'secrets-masked'
  /** Something the person sent couldn't be checked for secrets in time and was left out. */
  | 'text-withheld'
  | 'added-to-notes'
  /** The person asks for a human while the ticket is being prepared. */
  | 'almost-there'
  /** Everything known for the problem was tried: the form follows. */
  | 'nothing-left'
  | 'nothing-sent'
  | 'stayed'
  /** The person said thank you or goodbye. */
  | 'thanks'
  /** The person said "ok" to steps they are to try. */
  | 'take-your-time'
  /** The person says that they tried, but not how it went. */
  | 'did-it-help'
  /** The person will try later. */
  | 'later'
  /** The person doesn't need the help any more, and nothing was sent. */
  | 'withdrawn'
  /** The person vents their anger. */
  | 'insult'
  /** The person only shows that they read: "hm". */
  | 'acknowledged'
  | 'hello'
  | 'empty-message'
  | 'too-long'
  /** The runbook was edited meanwhile, and the conversation's place in it is gone. */
  | 'runbook-changed'
  /** The runbook of the conversation's place is not loaded any more. */
  | 'runbook-gone'
  | 'rated'
  | 'rating-skipped';

/** A short remark. Its text is under `notice.<code>`; the values fill the placeholders. */
export type Notice =
  | { readonly code: PlainNotice }
  /**
   * The person asks whether others have the problem, too: how many others reported it in the last
   * two hours, and in the last 24; without these, nothing is known.
   */
  | { readonly code: 'outage'; readonly lately?: number; readonly today?: number }
  /**
   * Typed text that answers nothing: says again what is waiting (`what`, in words of the runbook).
   * `lead` is about the text: a remark is kept, a question has no answer; the second time in a row a
   * person is offered. An earlier version stored none of this.
   */
  | {
      readonly code: 'not-an-answer';
      readonly lead?: 'noted' | 'asked' | 'again';
      readonly waiting?: 'step' | 'question' | 'handoff' | 'switch' | 'offer' | 'form';
      readonly what?: string;
    }
  /** What was typed went into these fields of the form. */
  | { readonly code: 'noted'; readonly values: EvidenceAnswers; readonly on: 'evidence' | 'review' }
  | { readonly code: 'files-noted'; readonly names: readonly string[] }
  | { readonly code: 'files-missing'; readonly files: readonly MissingFile[] }
  /** The report is in a language that isn't spoken; said in that language, named by its tag. */
  | { readonly code: 'other-language'; readonly language: string }
  /** Tells the thread a ticket comes from, where others read along, its number or that it is over. */
  | { readonly code: 'source-filed' | 'source-resolved'; readonly number: string }
  /** Answers "how long?" about a ticket that was sent. */
  | {
      readonly code: 'answer-time';
      readonly number: string;
      readonly standing: 'expected' | 'open' | 'closed' | 'late' | 'unknown' | 'taken' | 'waiting';
      /** By when, or when the desk opens; ISO 8601 in UTC. */
      readonly when: string | null;
      readonly timeZone: string | null;
    }
  /** Asks why it is urgent. */
  | { readonly code: 'why-urgent'; readonly by: UrgentBy }
  /** Says what becomes of the request, and who decides; the number of the ticket if it was sent. */
  | { readonly code: 'urgent'; readonly by: UrgentBy; readonly number: string | null }
  /**
   * The message (`text`) went to the helpdesk with a ticket. `more` says what becomes of the next
   * one, or that the ticket counts as solved all the same.
   */
  | {
      readonly code: 'told-the-desk';
      readonly number: string;
      readonly text?: string;
      readonly more?: 'hint' | 'resolved' | 'works' | 'withdrawn';
    }
  /** The person reopened the ticket; `why` is true if their next message is to give the reason. */
  | { readonly code: 'reopened'; readonly number: string; readonly why: boolean };
