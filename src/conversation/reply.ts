import type { Locale } from '../i18n/locale.ts';
import type { FileProblem } from '../tickets/file.ts';
import type { EvidenceAnswers, EvidenceField, TicketDraft } from '../tickets/payload.ts';
import type { TicketStatus } from '../tickets/ticket-state.ts';
import type { TicketUpdate } from './ticket-update.ts';

/** Everything a person can press, or say in words instead. */
export const VERBS = [
  // report
  'pick', // value: `<runbook>/<symptom>`; or, on a card with a list, the field `symptom` holds it
  'none-of-these',
  'not-this', // what was understood is not their problem
  // guide
  'answer', // value: `<fact>/<option>`, option `unknown` for "not sure"
  'fixed',
  'no-change',
  'cannot',
  'next', // leave an administrator's fix to the helpdesk and look at the next one
  'switch',
  'stay',
  // ticket
  'ticket', // begin one: evidence, review, send
  'submit', // the evidence form
  'skip', // the evidence form, left empty
  'send',
  'edit',
  'cancel',
  // a filed ticket; the value begins with its number
  'confirm', // value: `<number>`; it is solved
  'reopen', // value: `<number>`; it is not, and the field `reason` may say why
  'rate', // value: `<number>/<stars>`, and the field `comment` may say more
  'skip-rating', // value: `<number>`
  // at any moment
  'person',
  'back',
  'start-over',
  'status',
  'help',
  'language', // value: a locale; without one, ask which
] as const;

export type Verb = (typeof VERBS)[number];

/** One way on that a reply offers. Typing its label (or a synonym) does the same as pressing it. */
export interface Choice {
  readonly verb: Verb;
  readonly value: string | null;
  /** Text from a runbook; where null, the label is the interface's own word for the verb. */
  readonly label: string | null;
}

/**
 * What the bot says, as meaning: no channel, no markup, no layout. Words of a runbook are in it already, in `locale`;
 * the interface's own words are added when a card is made of it.
 */
export type Reply = ReplyBody & {
  /** Unique; the card made of it sends it back with every press. */
  readonly id: string;
  readonly locale: Locale;
  readonly choices: readonly Choice[];
};

export type ReplyKind = ReplyBody['kind'];

export type ReplyBody =
  /** The greeting (`first`), or the same invitation to report again. */
  | { readonly kind: 'welcome'; readonly first: boolean; readonly examples: readonly string[] }
  /** The report could mean these: the choices name them, with "none of these". */
  | { readonly kind: 'choose' }
  /** Nothing known fits: asks once for the exact text or a screenshot, and lists what is known. */
  | { readonly kind: 'not-understood'; readonly known: readonly KnownSymptom[] }
  /** Nothing known fits, still: offers a ticket. */
  | { readonly kind: 'offer-ticket' }
  /** A fact only the person may know. */
  | {
      readonly kind: 'question';
      readonly title: string;
      readonly question: string;
      readonly help: string | null;
    }
  | ({ readonly kind: 'stage' } & StageView)
  /** A stage only an administrator may do: named and explained, its steps not shown as work. */
  | { readonly kind: 'handoff'; readonly view: HandoffView }
  /** What everyone may still try: the runbook's general guide. */
  | ({ readonly kind: 'last-resort' } & StageView)
  | EvidenceForm
  /** The ticket as it will be sent. */
  | { readonly kind: 'review'; readonly ticket: TicketDraft }
  | { readonly kind: 'sent'; readonly number: string; readonly ticket: TicketDraft }
  | { readonly kind: 'solved'; readonly title: string | null }
  | { readonly kind: 'status'; readonly status: StatusView }
  | { readonly kind: 'help' }
  /** Words typed mid-way speak of another symptom: offers to change to it. */
  | { readonly kind: 'switch'; readonly from: string; readonly to: readonly string[] }
  | { readonly kind: 'language' }
  /** What became of a ticket they sent. It waits for no answer, but what is typed next goes to the ticket. */
  | {
      readonly kind: 'ticket-news';
      readonly number: string;
      readonly title: string;
      readonly news: TicketUpdate;
    }
  /** The helpdesk says it is solved; is it? Choices: `confirm`, `reopen`; input `reason`. */
  | {
      readonly kind: 'solved-question';
      readonly number: string;
      readonly title: string;
      readonly by: string | null;
      /** What was done; null where the agent did not say. */
      readonly text: string | null;
    }
  /** They say it is solved: how was the help? Choices: `rate` with 1 to 5, `skip-rating`; input `comment`. */
  | { readonly kind: 'rating'; readonly number: string; readonly title: string }
  | { readonly kind: 'notice'; readonly notice: Notice };

export interface KnownSymptom {
  /** `<runbook>/<symptom>` */
  readonly value: string;
  readonly title: string;
}

export interface StageView {
  /** What was recognised, for the head of the card; null for a general guide. */
  readonly symptom: string | null;
  /** Set on the first card after a match, to say what was understood and how surely. */
  readonly understood: boolean;
  readonly cause: string;
  readonly why: string;
  readonly title: string;
  readonly stageWhy: string;
  /** Which stage of the fix, from 1, and of how many. */
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
  /** What the document has wrong here, and what we say instead. */
  readonly errata: readonly {
    readonly documentSays: string;
    readonly correct: string;
    readonly reason: string;
  }[];
}

export interface HandoffView {
  readonly symptom: string | null;
  readonly understood: boolean;
  readonly cause: string;
  readonly why: string;
  readonly fix: string;
  readonly source: SourceView;
  /** True where something else remains to try. */
  readonly more: boolean;
}

export interface SourceView {
  readonly document: string;
  readonly heading: string;
  readonly url: string;
}

export interface EvidenceForm {
  readonly kind: 'evidence';
  readonly values: EvidenceAnswers;
  /** What is wrong with a field that was sent, by field. */
  readonly problems: Readonly<Partial<Record<EvidenceField, EvidenceProblem>>>;
  readonly guides: readonly GuideView[];
  readonly files: readonly string[];
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
  /** Title of the symptom being worked on; null where none is. */
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
    /** Who has it; null while nobody has. */
    readonly assignee: string | null;
  }[];
  /** How many more there are than are named; left out if none. */
  readonly moreTickets?: number;
  /** IANA name of where the person is; null where unknown. */
  readonly timeZone: string | null;
}

/** A file that did not come with what they wrote. */
export interface MissingFile {
  readonly name: string;
  readonly problem: FileProblem;
  /** What a file may have, where it was too large. */
  readonly maxBytes: number | null;
}

/** A short remark. Each has its words under `notice.<code>`; the values fill them. */
export type Notice =
  /** A button of an old card, or one pressed twice: nothing changed. */
  | { readonly code: 'stale' }
  | { readonly code: 'nothing-to-go-back-to' }
  /** "That's the one", with nothing chosen from the list. */
  | { readonly code: 'nothing-picked' }
  /** Typed words that answer nothing that was asked. */
  | { readonly code: 'not-an-answer' }
  | { readonly code: 'language-changed' }
  | { readonly code: 'secrets-masked' }
  /** Something they sent could not be checked for secrets in time, and was left out. */
  | { readonly code: 'text-withheld' }
  | { readonly code: 'files-noted'; readonly names: readonly string[] }
  | { readonly code: 'files-missing'; readonly files: readonly MissingFile[] }
  | { readonly code: 'added-to-notes' }
  /** They ask for a person while the ticket for one is being made. */
  | { readonly code: 'almost-there' }
  /** All that is known for the problem was gone through: the form follows. */
  | { readonly code: 'nothing-left' }
  | { readonly code: 'nothing-sent' }
  | { readonly code: 'stayed' }
  /** They said thank you, or goodbye. */
  | { readonly code: 'thanks' }
  /** They said "ok" to steps they are to try. */
  | { readonly code: 'take-your-time' }
  /** They say that they tried, not how it went. */
  | { readonly code: 'did-it-help' }
  | { readonly code: 'empty-message' }
  | { readonly code: 'too-long' }
  /** The runbook was edited meanwhile, and the place they stood at is no more. */
  | { readonly code: 'runbook-changed' }
  /** What they wrote went to the helpdesk with a ticket; said once for a ticket. */
  | { readonly code: 'told-the-desk'; readonly number: string }
  /** They reopened the ticket; `why` is true where what they write next is to say why. */
  | { readonly code: 'reopened'; readonly number: string; readonly why: boolean }
  | { readonly code: 'rated' }
  | { readonly code: 'rating-skipped' };
