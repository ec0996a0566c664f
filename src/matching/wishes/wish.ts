/** What a person may want of the conversation, or say about how the steps went, in any order. */
export const WISH_KINDS = [
  // about the steps in hand
  'worked',
  'did-not-work',
  'cannot',
  // what is asked about the steps in hand
  'explain',
  // about the conversation
  'person',
  'start-over',
  'back',
  'status',
  'help',
  'language',
  // the ticket isn't needed any more
  'withdraw',
  // small talk
  'thanks',
  'greeting',
  'later',
  'outage',
  'insult',
  'acknowledgement',
] as const;

export type WishKind = (typeof WISH_KINDS)[number];

/** What a person may say about how the steps in hand went. */
export const OUTCOMES: readonly WishKind[] = ['worked', 'did-not-work', 'cannot'];

/** What an explanation is asked of. */
export const QUESTIONS = ['meaning', 'why', 'where', 'how', 'how-long', 'more'] as const;
export type Question = (typeof QUESTIONS)[number];

export interface Wish {
  readonly kind: WishKind;
  /** False if the words say this only about steps that were given: "Outlook still does not open". */
  readonly sure: boolean;
  /** Set if an explanation is asked for. */
  readonly question: Question | null;
  /** The words that say so, as written: an explanation may be asked of a term in them. */
  readonly words: string;
}

/** A message, divided into what it wishes and what it reports. */
export interface ReadMessage {
  /** Each kind once: outcomes of steps, then thanks, then the rest as written. */
  readonly wishes: readonly Wish[];
  /** What the message says besides, as written; null if nothing. */
  readonly report: string | null;
}
