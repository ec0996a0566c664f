import type { Locale, Localized } from '../i18n/locale.ts';
import type { GlossaryTerm, OutcomeWordings, TellsApart, Vocabulary } from './vocabulary.ts';

/**
 * One troubleshooting document, compiled: every id is resolved, and every text is present in every
 * language. Texts may mark a control to click as `**bold**` and something to type as `` `code` ``;
 * nothing else is markup.
 */
export interface Runbook {
  readonly id: string;
  /** SHA-256 (hex) of the files it was compiled from; identifies the edition a ticket refers to. */
  readonly digest: string;
  readonly title: Localized;
  /** The main document; sources may name others. */
  readonly document: SourceDocument;
  /**
   * Names of the document's subjects, lower case, in any language: evidence that a report is in
   * scope.
   */
  readonly products: readonly string[];
  /** Names of things that the subjects are mistaken for, lower case, in any language. */
  readonly neighbours: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly outcomes: OutcomeWordings;
  readonly tellsApart: readonly TellsApart[];
  readonly glossary: readonly GlossaryTerm[];
  readonly facts: readonly Fact[];
  /** In the order of the document. */
  readonly symptoms: readonly Symptom[];
  readonly causes: readonly Cause[];
  /** What everyone may still try if no cause of the symptom applied. */
  readonly lastResort: LastResort;
  /** How to gather what the helpdesk asks for. */
  readonly collection: readonly CollectionGuide[];
  readonly errata: readonly Erratum[];
}

export interface SourceDocument {
  readonly title: Localized;
  readonly url: string;
  /** Date of the edition, `YYYY-MM-DD`; null if it is not known. */
  readonly date: string | null;
}

/** A document, or a place in it. */
export interface Source {
  readonly document: SourceDocument;
  /** Null if the document is cited as a whole. */
  readonly place: SourcePlace | null;
}

/** A place in a document, identified by its heading. */
export interface SourcePlace {
  /** Anchor of the heading, without `#`. */
  readonly anchor: string;
  readonly heading: Localized;
}

/** A fact about an organization that decides which causes are possible. */
export interface Fact {
  readonly id: string;
  readonly question: Localized;
  readonly help: Localized | null;
  readonly options: readonly FactOption[];
  /**
   * False if a requester can't know it: then only the configuration answers it, and an unknown
   * value rules nothing out.
   */
  readonly askable: boolean;
}

export interface FactOption {
  readonly id: string;
  readonly label: Localized;
}

export interface Symptom {
  readonly id: string;
  /** The error as people see it, short enough for a button. */
  readonly title: Localized;
  /** Cause ids in the order they are tried, which is the document's. */
  readonly causes: readonly string[];
  /** Wordings that identify it: the client's, the document's, people's. */
  readonly recognise: Readonly<Record<Locale, readonly string[]>>;
  /** Error codes that mean exactly this, as printed (`0xCAA20003`). */
  readonly codes: readonly string[];
  readonly source: Source;
}

export interface Cause {
  readonly id: string;
  readonly title: Localized;
  /** Why this produces the symptom, one or two sentences. */
  readonly why: Localized;
  /** Conditions that must all hold, or be unknown, for the cause to be possible. */
  readonly when: readonly Condition[];
  readonly fix: Fix;
  readonly source: Source;
}

export interface Condition {
  readonly fact: string;
  /** Option ids of the fact; any of them keeps the cause possible. */
  readonly is: readonly string[];
}

export type Audience = 'user' | 'admin';

export interface Fix {
  readonly title: Localized;
  readonly audience: Audience;
  /** At least one; the requester tries again after each. */
  readonly stages: readonly Stage[];
  readonly source: Source;
}

/**
 * A general guide; `when` says who it is for (a document may send some organizations straight to
 * collecting evidence).
 */
export interface LastResort {
  readonly when: readonly Condition[];
  readonly fix: Fix;
}

export interface Stage {
  readonly id: string;
  readonly title: Localized;
  /** Same as the fix's, unless the stage overrides it. */
  readonly audience: Audience;
  /** What it does and why, one or two sentences. */
  readonly why: Localized;
  readonly steps: readonly Localized[];
  /** Shown under the steps; null if there is none. */
  readonly table: Table | null;
  readonly notes: readonly Note[];
  readonly links: readonly Link[];
  readonly source: Source;
  /** Ids of the errata that affect this stage. */
  readonly errata: readonly string[];
}

export interface Table {
  readonly columns: readonly Localized[];
  readonly rows: readonly (readonly Localized[])[];
}

export interface Note {
  readonly tone: 'note' | 'warning';
  readonly text: Localized;
}

export interface Link {
  readonly url: string;
  readonly title: Localized;
}

/** One kind of thing to gather for a ticket: logs, events, a diagnostic toolkit. */
export interface CollectionGuide {
  readonly id: string;
  readonly title: Localized;
  readonly steps: readonly Localized[];
  /** A command that exports it, if one exists; typed by the requester, never run by us. */
  readonly command: string | null;
  readonly notes: readonly Note[];
  readonly links: readonly Link[];
  readonly source: Source;
}

/** A mistake in the document, and what the runbook says instead. */
export interface Erratum {
  readonly id: string;
  readonly documentSays: string;
  readonly correct: string;
  /**
   * Set for each language with an edition of the document that contains it; readers of other
   * editions aren't shown it.
   */
  readonly reason: Readonly<Partial<Localized>>;
  readonly source: Source;
}
