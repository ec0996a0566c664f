import type { Locale } from '../i18n/locale.ts';
import type { Question } from '../matching/match.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import type {
  EvidenceAnswers,
  StageOutcome,
  TicketDraft,
  TranscriptEntry,
} from '../tickets/payload.ts';
import type { TicketStatus } from '../tickets/ticket-state.ts';
import type { ChannelName, ExpectedAnswer, FileNote, MessageSource, Person } from './event.ts';
import type { Reply } from './reply.ts';

/** The stored state of a conversation: plain JSON, written after each turn. */
export interface State {
  readonly version: 1;
  readonly channel: ChannelName;
  readonly person: Person;
  readonly locale: Locale;
  /** True once the person chose the language; after that, only they change it. */
  readonly localeChosen: boolean;
  readonly greeted: boolean;
  readonly phase: Phase;
  /** The reply that waits for an answer; presses on any other card are stale. */
  readonly prompt: Reply | null;
  /**
   * A side card (help, status, languages) with buttons that still work; it lapses at the next turn.
   */
  readonly sidePrompt: Reply | null;
  /** The current case; null between reports. */
  readonly case: Case | null;
  /** The previous case, if it was left unfinished: "back" may return to it. */
  readonly previousCase: Case | null;
  /** Moments that "back" returns to, latest first. */
  readonly history: readonly Moment[];
  /** Newest first. */
  readonly tickets: readonly OwnTicket[];
  /** Number of the ticket last mentioned: messages typed while no case is open are about it. */
  readonly focus: string | null;
  /**
   * Cards about tickets that wait for an answer, independently of other questions; newest first.
   */
  readonly ticketPrompts: readonly TicketPrompt[];
  /**
   * Set if the person was asked why it is urgent: their next message may say so. The ticket's
   * number; null while it isn't sent.
   */
  readonly askedWhyUrgent?: { readonly number: string | null };
  /** How to reach the person, as their last ticket said; omitted before the first. */
  readonly reach?: Reach;
}

/** Who somebody is and how to reach them, as they wrote it in the form. */
export type Reach = Pick<EvidenceAnswers, 'name' | 'phone' | 'place' | 'bestTime'>;

/**
 * A moment to go back to: the place, and the part of the case that "back" undoes. The transcript
 * stays.
 */
export interface Moment {
  readonly phase: Phase;
  readonly mark: Pick<Case, 'id' | 'match' | 'facts' | 'attempts'> | null;
}

export type Phase =
  /** `asked`: how often the exact text was requested since the case began. */
  | { readonly name: 'report'; readonly asked: number }
  | {
      readonly name: 'choose';
      readonly symptoms: readonly SymptomRef[];
      readonly question?: Question;
    }
  /** A runbook's symptoms are listed, or (`runbook` is null) the runbooks; pages count from 0. */
  | { readonly name: 'browse'; readonly runbook: string | null; readonly page: number }
  /** No known symptom: a ticket is offered. `offTopic` if the report is about nothing known here. */
  | { readonly name: 'offer'; readonly offTopic?: true }
  | { readonly name: 'guide'; readonly place: GuidePlace }
  /** Another symptom was reported during `from`. */
  | { readonly name: 'switch'; readonly to: readonly SymptomRef[]; readonly from: Phase }
  | { readonly name: 'evidence' }
  | { readonly name: 'review' }
  /** Solved or filed as a ticket. */
  | {
      readonly name: 'after';
      readonly filed: {
        readonly number: string;
        readonly ticket: TicketDraft;
        readonly answer?: ExpectedAnswer;
      } | null;
    };

/** A place in a runbook, by ids, because the runbook may change during a conversation. */
export type GuidePlace =
  | { readonly kind: 'question'; readonly cause: string; readonly fact: string }
  | { readonly kind: 'stage'; readonly cause: string; readonly stage: string }
  | { readonly kind: 'last-resort'; readonly stage: string };

/** A report and everything done about it. */
export interface Case {
  /** Idempotency key of the ticket it may end in. */
  readonly id: string;
  readonly openedAt: string;
  /** Set once the exact text was asked for: the next time that nothing fits, a ticket is offered. */
  readonly asked?: true;
  readonly reports: readonly { readonly text: string; readonly at: string }[];
  readonly match: {
    readonly symptom: SymptomRef;
    readonly confidence: number;
    /** In the language the person spoke then. */
    readonly why: string;
    /** The same by language; absent in a case of an earlier version. */
    readonly whyIn?: Readonly<Record<string, string>>;
  } | null;
  /** The person's answers by fact id; `unknown` if they weren't sure. */
  readonly facts: Readonly<Record<string, string>>;
  readonly attempts: readonly Attempt[];
  readonly evidence: EvidenceAnswers;
  /** Why the person asks for it to be urgent; omitted if they don't. */
  readonly urgency?: string;
  readonly files: readonly FileNote[];
  readonly transcript: readonly TranscriptEntry[];
  /** Where it began, if in a channel. */
  readonly source?: MessageSource;
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
  /** As the desk last reported it. */
  readonly status: TicketStatus;
  /** Name of the assignee; null if unassigned. */
  readonly assignee: string | null;
  /** `<runbook>/<symptom>` of the ticket; null if no symptom was recognized. */
  readonly symptom: string | null;
  /** True once the person was told that what they write next goes to the helpdesk, too. */
  readonly told: boolean;
  /** When somebody usually answers; omitted if no desk says. */
  readonly answer?: ExpectedAnswer;
}

/** A card about a ticket. */
export interface TicketPrompt {
  readonly number: string;
  readonly reply: Reply;
}
