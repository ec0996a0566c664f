import type { Locale } from '../i18n/locale.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import type {
  EvidenceAnswers,
  StageOutcome,
  TicketDraft,
  TranscriptEntry,
} from '../tickets/payload.ts';
import type { TicketStatus } from '../tickets/ticket-state.ts';
import type { ChannelName, FileNote, Person } from './event.ts';
import type { Reply } from './reply.ts';

/** Everything a conversation remembers: plain JSON, stored after each turn. */
export interface State {
  readonly version: 1;
  readonly channel: ChannelName;
  readonly person: Person;
  readonly locale: Locale;
  /** True once the person chose the language: then nothing else changes it. */
  readonly localeChosen: boolean;
  readonly greeted: boolean;
  readonly phase: Phase;
  /** The reply that waits for an answer; presses of any other card are stale. */
  readonly prompt: Reply | null;
  /** A card beside the way (help, status, languages) whose buttons still count; it lapses at the next turn. */
  readonly sidePrompt: Reply | null;
  /** What is being worked on; null between reports. */
  readonly case: Case | null;
  /** The case before this one, where it was left unfinished: "back" may return to it. */
  readonly previousCase: Case | null;
  /** Where "back" leads, last first. */
  readonly history: readonly Moment[];
  /** Newest first. */
  readonly tickets: readonly OwnTicket[];
  /** Number of the ticket that was last spoken of: what is typed while nothing is being worked on is about it. */
  readonly focus: string | null;
  /** Cards about tickets that wait for an answer, beside whatever else is asked; newest first. */
  readonly ticketPrompts: readonly TicketPrompt[];
}

/** A moment one can go back to: the place, and what of the case "back" undoes. What was said stays said. */
export interface Moment {
  readonly phase: Phase;
  readonly mark: Pick<Case, 'id' | 'match' | 'facts' | 'attempts'> | null;
}

export type Phase =
  /** `asked`: how often the exact text was asked for since the case began. */
  | { readonly name: 'report'; readonly asked: number }
  | { readonly name: 'choose'; readonly symptoms: readonly SymptomRef[] }
  /** Not ours: a ticket is offered. */
  | { readonly name: 'offer' }
  | { readonly name: 'guide'; readonly place: GuidePlace }
  /** Another symptom was reported in the middle of `from`. */
  | { readonly name: 'switch'; readonly to: readonly SymptomRef[]; readonly from: Phase }
  | { readonly name: 'evidence' }
  | { readonly name: 'review' }
  /** Solved, or filed as a ticket. */
  | {
      readonly name: 'after';
      readonly filed: { readonly number: string; readonly ticket: TicketDraft } | null;
    };

/** Where in a runbook one stands, by ids: the runbook may change under an open conversation. */
export type GuidePlace =
  | { readonly kind: 'question'; readonly cause: string; readonly fact: string }
  | { readonly kind: 'stage'; readonly cause: string; readonly stage: string }
  | { readonly kind: 'last-resort'; readonly stage: string };

/** One report and all that was done about it. */
export interface Case {
  /** Idempotency key of the ticket it may end in. */
  readonly id: string;
  readonly openedAt: string;
  readonly reports: readonly { readonly text: string; readonly at: string }[];
  readonly match: {
    readonly symptom: SymptomRef;
    readonly confidence: number;
    readonly why: string;
  } | null;
  /** Answers of the person, by fact id; `unknown` where they were not sure. */
  readonly facts: Readonly<Record<string, string>>;
  readonly attempts: readonly Attempt[];
  readonly evidence: EvidenceAnswers;
  readonly files: readonly FileNote[];
  readonly transcript: readonly TranscriptEntry[];
}

export interface Attempt {
  /** Null for a stage of the last resort. */
  readonly cause: string | null;
  readonly stage: string;
  readonly title: string;
  readonly outcome: StageOutcome;
  readonly at: string;
}

export interface OwnTicket {
  readonly number: string;
  readonly title: string;
  readonly at: string;
  /** As the desk last told. */
  readonly status: TicketStatus;
  /** Name of who has it; null while nobody has. */
  readonly assignee: string | null;
  /** `<runbook>/<symptom>` it is about; null where none was understood. */
  readonly symptom: string | null;
  /** True once they know that what they write goes to the helpdesk. */
  readonly told: boolean;
}

/** One card about a ticket. */
export interface TicketPrompt {
  readonly number: string;
  readonly reply: Reply;
}
