import type { Locale } from '../i18n/locale.ts';
import type { Question } from '../matching/wishes/wish.ts';
import type { EvidenceAnswers, EvidenceField, TicketDraft } from '../tickets/payload.ts';
import type { TextFormat } from '../tickets/ticket-event.ts';
import type { TicketStatus } from '../tickets/ticket-state.ts';
import type { ExpectedAnswer } from './event.ts';
import type { Notice } from './notice.ts';
import type { TicketUpdate } from './ticket-update.ts';

/** Everything a person can press or type instead. */
export const VERBS = [
  // report
  'pick', // value: `<runbook>/<symptom>`; or, on a card with a list, the field `symptom` holds it
  'none-of-these',
  'something-else', // none of the answers to a question about the report
  'topics', // show the runbooks
  'runbook', // value: a runbook's id; the report is about its subject
  'more', // value: a number; show the next page of a list
  'not-this', // the recognized symptom is not their problem
  // guide
  'answer', // value: `<fact>/<option>`, option `unknown` for "not sure"
  'fixed',
  'no-change',
  'cannot',
  'next', // leave an administrator's fix to the helpdesk and show the next fix
  'switch',
  'stay',
  // ticket
  'ticket', // begin a ticket: evidence, review, send
  'submit', // the evidence form
  'skip', // the evidence form, left empty
  'send',
  'edit',
  'cancel',
  // a filed ticket; the value begins with its number
  'confirm', // value: `<number>`; solved
  'reopen', // value: `<number>`; not solved, the field `reason` may say why
  'rate', // value: `<number>/<stars>`, the field `comment` may say more
  'skip-rating', // value: `<number>`
  'new-problem', // what was passed to the helpdesk is about something else
  // at any moment
  'person',
  'back',
  'start-over',
  'status',
  'help',
  'language', // value: a locale; without one, ask which
] as const;

export type Verb = (typeof VERBS)[number];

/** An option that a reply offers. Typing its label (or a synonym) does the same as pressing it. */
export interface Choice {
  readonly verb: Verb;
  readonly value: string | null;
  /** Text from a runbook; if null, the interface's label for the verb is used. */
  readonly label: string | null;
}

/**
 * The meaning of a bot message: no channel, no markup, no layout. Runbook text is already included,
 * in `locale`; interface text is added when the reply is rendered as a card.
 */
export type Reply = ReplyBody & {
  /** Unique; the reply's card sends it back with every press. */
  readonly id: string;
  readonly locale: Locale;
  readonly choices: readonly Choice[];
};

export type ReplyKind = ReplyBody['kind'];

export type ReplyBody =
  /** The greeting (`first`), or the same invitation shown again. */
  | { readonly kind: 'welcome'; readonly first: boolean; readonly examples: readonly string[] }
  /** The report is ambiguous: the choices name the possible symptoms, with "none of these". */
  | { readonly kind: 'choose'; readonly runbook?: string }
  /** Asks which runbook the report is about, or (`listed`) just names them. */
  | { readonly kind: 'which-runbook'; readonly listed: boolean }
  | ({ readonly kind: 'symptoms' } & RunbookSymptoms)
  /**
   * No known symptom fits: asks once for the exact text or a screenshot, and lists the known
   * symptoms; with several runbooks, the choices name these instead.
   */
  | { readonly kind: 'not-understood'; readonly known: readonly KnownSymptom[] }
  /**
   * Still no known symptom fits: offers a ticket. `subjects` are the titles of the runbooks, if the
   * report is about none of them.
   */
  | { readonly kind: 'offer-ticket'; readonly subjects?: readonly string[] }
  /** Asks for a fact that only the person may know, or for what tells two symptoms apart. */
  | {
      readonly kind: 'question';
      readonly title: string;
      readonly question: string;
      readonly help: string | null;
      readonly runbook?: string;
    }
  | ({ readonly kind: 'stage' } & StageView)
  /**
   * A stage only an administrator may do: it is named and explained, but its steps aren't shown as
   * tasks.
   */
  | { readonly kind: 'handoff'; readonly view: HandoffView }
  /** The runbook's general guide, which everyone may still try. */
  | ({ readonly kind: 'last-resort' } & StageView)
  | EvidenceForm
  /** The ticket as it will be sent. */
  | { readonly kind: 'review'; readonly ticket: TicketDraft }
  | {
      readonly kind: 'sent';
      readonly number: string;
      readonly ticket: TicketDraft;
      /** Omitted if no desk says when somebody usually answers. */
      readonly answer?: ExpectedAnswer;
    }
  | { readonly kind: 'solved'; readonly title: string | null }
  | { readonly kind: 'status'; readonly status: StatusView }
  /** `subjects` are the titles of the runbooks; omitted if there is only one. */
  | { readonly kind: 'help'; readonly subjects?: readonly string[] }
  /** Text typed midway mentions another symptom: offers to change to it. */
  | { readonly kind: 'switch'; readonly from: string; readonly to: readonly string[] }
  | { readonly kind: 'language' }
  /** Answers a question about the steps in hand; what waits for an answer keeps waiting. */
  | ({ readonly kind: 'explanation' } & ExplanationView)
  /**
   * An update on a filed ticket. It waits for no answer, but the next message typed goes to the
   * ticket.
   */
  | {
      readonly kind: 'ticket-news';
      readonly number: string;
      readonly title: string;
      readonly news: TicketUpdate;
    }
  /**
   * The helpdesk says the ticket is solved; asks whether it is. Choices: `confirm`, `reopen`; input
   * `reason`.
   */
  | {
      readonly kind: 'solved-question';
      readonly number: string;
      readonly title: string;
      readonly by: string | null;
      /** The resolution; null if the agent didn't give one. */
      readonly text: string | null;
      /** Absent if the text is plain. */
      readonly format?: TextFormat;
    }
  /**
   * The person says it is solved; asks how the help was. Choices: `rate` with 1 to 5,
   * `skip-rating`; input `comment`.
   */
  | { readonly kind: 'rating'; readonly number: string; readonly title: string }
  | { readonly kind: 'notice'; readonly notice: Notice };

/** The symptoms of one runbook to choose from; `runbook` is its title. */
export interface RunbookSymptoms {
  readonly runbook: string;
  readonly known: readonly KnownSymptom[];
}

export interface KnownSymptom {
  /** `<runbook>/<symptom>` */
  readonly value: string;
  readonly title: string;
}

export interface StageView {
  /** Title of the runbook; omitted if it is the only one. */
  readonly runbook?: string;
  /** The recognized symptom, for the card's heading; null for a general guide. */
  readonly symptom: string | null;
  /** Set on the first card after a match, to say what was understood and how confidently. */
  readonly understood: boolean;
  readonly cause: string;
  readonly why: string;
  readonly title: string;
  readonly stageWhy: string;
  /** Number of this stage, from 1, and the number of stages in the fix. */
  readonly stage: number;
  readonly stages: number;
  readonly steps: readonly string[];
  readonly table: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
  readonly notes: readonly { readonly tone: 'note' | 'warning'; readonly text: string }[];
  readonly links: readonly { readonly url: string; readonly title: string }[];
  readonly source: SourceView;
  /** The document's errors here, and their corrections. */
  readonly errata: readonly {
    readonly documentSays: string;
    readonly correct: string;
    readonly reason: string;
  }[];
}

export interface ExplanationView {
  readonly question: Question;
  /** False if the runbook doesn't say what was asked. */
  readonly isKnown: boolean;
  readonly terms: readonly { readonly term: string; readonly explanation: string }[];
  readonly reasons: readonly string[];
  readonly steps: readonly string[];
  readonly table: StageView['table'];
  readonly links: StageView['links'];
  /** What waits for an answer. */
  readonly waiting: 'steps' | 'question' | 'handoff' | 'other';
}

export interface HandoffView {
  /** Title of the runbook; omitted if it is the only one. */
  readonly runbook?: string;
  readonly symptom: string | null;
  readonly understood: boolean;
  readonly cause: string;
  readonly why: string;
  readonly fix: string;
  readonly source: SourceView;
  /** True if something else remains to try. */
  readonly more: boolean;
}

export interface SourceView {
  /** Title of the document. */
  readonly document: string;
  /** Null if the document is cited as a whole. */
  readonly heading: string | null;
  /** Address of the heading, or of the document. */
  readonly url: string;
}

export interface EvidenceForm {
  readonly kind: 'evidence';
  readonly values: EvidenceAnswers;
  /** Problems with the submitted fields, by field. */
  readonly problems: Readonly<Partial<Record<EvidenceField, EvidenceProblem>>>;
  readonly guides: readonly GuideView[];
  readonly files: readonly string[];
  /** Set if the platform doesn't know the person's name. */
  readonly asksName?: true;
}

export type EvidenceProblem =
  | 'not-an-address'
  | 'not-a-date'
  | 'not-a-time'
  | 'in-the-future'
  | 'too-long'
  | 'not-an-option';

export interface GuideView {
  readonly title: string;
  readonly steps: readonly string[];
  readonly command: string | null;
  readonly notes: readonly { readonly tone: 'note' | 'warning'; readonly text: string }[];
  readonly links: readonly { readonly url: string; readonly title: string }[];
  readonly source: SourceView;
}

export interface StatusView {
  /** Title of the current symptom; null if there is none. */
  readonly symptom: string | null;
  readonly at: 'report' | 'guide' | 'evidence' | 'review' | 'after';
  readonly attempts: readonly {
    readonly title: string;
    readonly outcome: 'fixed' | 'no-change' | 'cannot' | 'skipped';
  }[];
  readonly tickets: readonly {
    readonly number: string;
    readonly title: string;
    readonly at: string;
    readonly status: TicketStatus;
    /** Name of the assignee; null if unassigned. */
    readonly assignee: string | null;
  }[];
  /** Number of tickets not listed; omitted if none. */
  readonly moreTickets?: number;
  /** IANA name of the person's time zone; null if unknown. */
  readonly timeZone: string | null;
}
